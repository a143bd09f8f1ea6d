package dev.quayside.engine.docker;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import dev.quayside.model.Connectivity;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a replica should be into what a container is created with. Pure.
 *
 * @param attachments how it joins its networks, by the engine's name of the network, without aliases
 * @param files how its configs and secrets reach it
 * @param networkOf the full id of the container whose network it uses
 */
record ReplicaOptions(
        ReplicaSpec spec, Map<String, Attachment> attachments, FileDelivery files, Optional<String> networkOf) {
    /** The networks of a replica by the engine's names, as the file wants them joined, without aliases. */
    static Map<String, Attachment> attachments(ReplicaSpec spec) {
        var attachments = new LinkedHashMap<String, Attachment>();
        spec.service()
                .connectivity()
                .attachments()
                .forEach(
                        (key, attachment) -> attachments.put(network(spec, key).name(), attachment.renamed(List.of())));
        return attachments;
    }

    /** The aliases of a replica that serves, by the engine's names of the networks. */
    static Map<String, List<String>> aliases(ReplicaSpec spec) {
        var aliases = new LinkedHashMap<String, List<String>>();
        spec.service()
                .connectivity()
                .attachments()
                .keySet()
                .forEach(key -> aliases.put(network(spec, key).name(), spec.aliasesIn(key)));
        return aliases;
    }

    private static Network network(ReplicaSpec spec, String key) {
        var network = spec.networks().get(key);
        if (network == null) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Service '" + spec.service().name() + "' joins network '" + key + "', which the app does not have",
                    "add it to the app's networks");
        }
        return network;
    }

    CreateContainerOptions container() {
        var service = spec.service();
        return new CreateContainerOptions(
                service.process(),
                connectivity(),
                mounts(),
                service.healthCheck(),
                service.isolation(),
                service.resources(),
                service.lifecycle(),
                labels(),
                service.annotations(),
                service.image().platform(),
                service.storage().volumesFrom());
    }

    private Connectivity connectivity() {
        return spec.service().connectivity().withMode(mode());
    }

    private NetworkMode mode() {
        return switch (spec.service().connectivity().mode()) {
            case NetworkMode.Host host -> host;
            case NetworkMode.None none -> none;
            case NetworkMode.OfService other ->
                new NetworkMode.OfService(networkOf.orElseThrow(() -> new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Service '" + spec.service().name() + "' uses the network of '" + other.service()
                                + "', of which no container was named",
                        "name the replica whose network it shares")));
            // Without a network the engine would attach it to its default bridge, where all apps meet.
            case NetworkMode.Networks networks ->
                attachments.isEmpty() ? new NetworkMode.None() : new NetworkMode.Networks(withAliases());
        };
    }

    private Map<String, Attachment> withAliases() {
        var aliases = aliases(spec);
        var joined = new LinkedHashMap<String, Attachment>();
        attachments.forEach((network, attachment) -> joined.put(
                network, attachment.renamed(spec.serving() ? aliases.getOrDefault(network, List.of()) : List.of())));
        return joined;
    }

    private List<Mount> mounts() {
        var mounts = new ArrayList<Mount>();
        for (var mount : spec.service().storage().mounts()) {
            mounts.add(
                    mount instanceof Mount.VolumeMount named
                            ? new Mount.VolumeMount(
                                    volume(named.volume()).name(),
                                    named.target(),
                                    named.readOnly(),
                                    named.copyContent(),
                                    named.subpath())
                            : mount);
        }
        mounts.addAll(files.volumes());
        return mounts;
    }

    private Volume volume(String key) {
        var volume = spec.volumes().get(key);
        if (volume == null) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Service '" + spec.service().name() + "' mounts volume '" + key + "', which the app does not have",
                    "add it to the app's volumes");
        }
        return volume;
    }

    /** The user's labels, and over them all of ours: an image may carry some of them too. */
    private Map<String, String> labels() {
        var labels = new LinkedHashMap<>(spec.service().labels());
        labels.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
        labels.putAll(spec.ownership().labels());
        labels.putAll(ownLabels().labels());
        return labels;
    }

    private ReplicaLabels ownLabels() {
        return new ReplicaLabels(
                spec.name(),
                attachments,
                spec.service().lifecycle().restart().orElse(RestartPolicy.of(RestartPolicy.Mode.NO)),
                files.volumes().stream().map(Mount::target).toList(),
                spec.service().lifecycle().postStart(),
                spec.service().lifecycle().preStop());
    }
}
