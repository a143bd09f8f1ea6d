package dev.quayside.engine.docker;

import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import dev.quayside.model.Mount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the containers of replicas, complete with networks and files, and not started.
 *
 * <p>May be repeated at any point: a container that is there and was never started is completed. Thread-safe.
 */
final class ReplicaCreation {
    /**
     * An engine takes the name first and shows the container when it is made, also where whoever asked for it is gone: for that
     * long the name is in use and nothing has it.
     */
    private static final int MOST_ATTEMPTS = 100;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private final DockerIntegration docker;
    private final OwnedContainers owned;
    private final NetworkAddresses addresses;

    ReplicaCreation(DockerIntegration docker, OwnedContainers owned, NetworkAddresses addresses) {
        this.docker = docker;
        this.owned = owned;
        this.addresses = addresses;
    }

    void create(ReplicaSpec spec) {
        var files = delivery(spec);
        var existing = owned.named(spec.name()).or(() -> owned.find(spec.id()));
        if (existing.isPresent()) {
            completeSame(existing.get(), spec, files);
        } else {
            requireVolumes(spec);
            complete(make(spec, files), spec, files);
        }
    }

    private void completeSame(ContainerDetails existing, ReplicaSpec spec, FileDelivery files) {
        requireSame(existing, spec);
        if (neverStarted(existing)) {
            complete(existing, spec, files);
        }
    }

    private static FileDelivery delivery(ReplicaSpec spec) {
        return FileDelivery.of(
                spec.files(),
                spec.service().storage().mounts(),
                spec.service().isolation().readOnlyRoot());
    }

    private static boolean neverStarted(ContainerDetails container) {
        return container.state().status() == ContainerStatus.CREATED
                && container.state().started().isEmpty();
    }

    private static void requireSame(ContainerDetails existing, ReplicaSpec spec) {
        if (!ReplicaLabels.prove(existing.container(), spec.id())) {
            throw refusal(existing, spec);
        }
        if (!specHash(existing).equals(spec.specHash())) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "The container '" + spec.name() + "' exists with other settings",
                    "remove it first; a new plan does that");
        }
    }

    private static String specHash(ContainerDetails container) {
        return Ownership.fromLabels(container.container().labels())
                .map(Ownership::specHash)
                .orElse("");
    }

    private static QuaysideException refusal(ContainerDetails existing, ReplicaSpec spec) {
        return Holder.refusal(
                new Name(Name.Kind.CONTAINER, spec.name()), existing.container().labels());
    }

    private void discard(String id) {
        docker.containers().remove(id, RemoveContainerOptions.DEFAULT.withVolumes());
    }

    /** The engine would silently make a missing volume, without an owner. */
    private void requireVolumes(ReplicaSpec spec) {
        for (var mount : spec.service().storage().mounts()) {
            if (mount instanceof Mount.VolumeMount named) {
                var volume = spec.volumes().get(named.volume());
                if (volume != null && docker.volumes().find(volume.name()).isEmpty()) {
                    throw new QuaysideException(
                            ErrorCode.NOT_FOUND,
                            "There is no volume '" + volume.name() + "' for service '"
                                    + spec.service().name() + "'",
                            "create it first");
                }
            }
        }
    }

    private ContainerDetails make(ReplicaSpec spec, FileDelivery files) {
        var options = new ReplicaOptions(spec, attachments(spec), files, networkOf(spec)).container();
        var reference = spec.service().image().reference().inTaggedForm().familiar();
        var made = post(reference, spec, options);
        if (made.container().imageId().equals(spec.imageId())) {
            return made;
        }
        // The name has come to mean another image since the plan was made: what was planned counts.
        discard(made.id());
        return post(spec.imageId(), spec, options);
    }

    private Map<String, Attachment> attachments(ReplicaSpec spec) {
        var attachments = new LinkedHashMap<String, Attachment>();
        ReplicaOptions.attachments(spec)
                .forEach((network, attachment) -> attachments.put(
                        network, spec.fixedAddresses() ? addresses.reserve(network, attachment) : attachment));
        return attachments;
    }

    private Optional<String> networkOf(ReplicaSpec spec) {
        return spec.sharesNetworkWith().map(owned::require).map(ContainerDetails::id);
    }

    /** By the image's name, which people know it by, or by its id where it has lost the name. */
    private ContainerDetails post(String image, ReplicaSpec spec, CreateContainerOptions options) {
        for (var attempt = 1; ; attempt++) {
            try {
                return docker.containers().inspect(docker.containers().create(image, spec.name(), options));
            } catch (QuaysideException e) {
                if (e.code() == ErrorCode.NOT_FOUND
                        && !image.equals(spec.imageId())
                        && docker.images().find(image).isEmpty()) {
                    return post(spec.imageId(), spec, options);
                }
                if (e.code() != ErrorCode.ALREADY_EXISTS) {
                    throw e;
                }
                var winner = owned.named(spec.name());
                if (winner.isPresent()) {
                    requireSame(winner.get(), spec);
                    return winner.get();
                }
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                Pauses.pause(BETWEEN_ATTEMPTS);
            }
        }
    }

    private void complete(ContainerDetails container, ReplicaSpec spec, FileDelivery files) {
        var aliases = ReplicaOptions.aliases(spec);
        var wanted = ReplicaLabels.of(container.container()).endpoints();
        ContainerBody.inOrder(wanted).forEach((network, attachment) -> {
            if (!container.networks().containsKey(network)) {
                var names = spec.serving() ? aliases.getOrDefault(network, List.<String>of()) : List.<String>of();
                docker.networks().connect(network, container.id(), attachment.renamed(names));
            }
        });
        for (var upload : files.uploads()) {
            docker.copyTo(container.id(), new FileArchive(upload), upload.folder());
        }
    }
}
