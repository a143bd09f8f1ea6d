package dev.quayside.plan;

import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.model.Attachment;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Resources;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that shapes a service's containers, part by part, as canonical text.
 *
 * <p>The hash covers all of it and the content of secrets. The digests of the parts are written on the container, so that the next
 * plan can name what changed; a secret's content has no digest of its own there, since that would let anyone test guesses.
 */
final class SpecParts {
    private final Map<String, String> texts = new TreeMap<>();
    private final StringBuilder secretContents = new StringBuilder();

    SpecParts(Service service, String imageId) {
        put("image", imageId);
        service.image().platform().ifPresent(platform -> put("platform", platform));
        put("health check", Canonical.text(service.healthCheck()));
        process(service);
        connectivity(service);
        putAll(Canonical.components(service.isolation()));
        resources(service.resources());
        putAll(Canonical.components(shaping(service.lifecycle())));
        putEach("label", service.labels());
        putEach("annotation", service.annotations());
        for (Mount mount : service.storage().mounts()) {
            put("mount " + mount.target(), Canonical.text(mount));
        }
        put("volumes from", Canonical.text(service.storage().volumesFrom()));
    }

    /** What another service's replica has to do with it. */
    SpecParts with(String part, String text) {
        put(part, text);
        return this;
    }

    SpecParts withNetwork(Network network) {
        put("network " + network.key(), texts.getOrDefault("network " + network.key(), "") + networkHash(network));
        return this;
    }

    SpecParts withVolume(Volume volume) {
        put("volume " + volume.key(), volume.name());
        return this;
    }

    SpecParts withFile(ReplicaFile file) {
        String mount = Canonical.text(file.mount());
        if (file.secret()) {
            put("secret " + file.mount().source(), mount);
            secretContents
                    .append(file.mount().source())
                    .append(' ')
                    .append(file.content().digest())
                    .append('\n');
        } else {
            put("config " + file.mount().source(), mount + file.content().digest());
        }
        return this;
    }

    String hash() {
        return Canonical.digest(texts + "\n" + secretContents).substring(0, 32);
    }

    Map<String, String> digests() {
        var digests = new TreeMap<String, String>();
        texts.forEach((part, text) -> digests.put(part, Canonical.shortDigest(text)));
        return digests;
    }

    /** The hash of what a network was asked to be; of an external one only its name counts. */
    static String networkHash(Network network) {
        return Canonical.digest(network.external() ? network.name() : Canonical.text(network))
                .substring(0, 32);
    }

    /** The hash of what a volume was asked to be; its labels do not count, since it is never replaced for them. */
    static String volumeHash(Volume volume) {
        return Canonical.digest(Canonical.text(List.of(volume.name(), volume.driver(), volume.driverOptions())))
                .substring(0, 32);
    }

    private void process(Service service) {
        var components = new TreeMap<>(Canonical.components(service.process()));
        components.remove("environment");
        putAll(components);
        putEach("environment", service.process().environment());
    }

    private void resources(Resources resources) {
        var components = new TreeMap<>(Canonical.components(resources));
        components.remove("controls");
        putAll(components);
        putAll(Canonical.components(resources.controls()));
    }

    private void connectivity(Service service) {
        var components = new TreeMap<>(Canonical.components(service.connectivity()));
        components.remove("mode");
        components.remove("portNames");
        putAll(components);
        if (!(service.connectivity().mode() instanceof NetworkMode.Networks)) {
            put("network mode", Canonical.text(service.connectivity().mode()));
        }
        for (Map.Entry<String, Attachment> attachment :
                service.connectivity().attachments().entrySet()) {
            put("network " + attachment.getKey(), Canonical.text(attachment.getValue()));
        }
    }

    private static Lifecycle shaping(Lifecycle lifecycle) {
        return new Lifecycle(
                        0,
                        lifecycle.containerName(),
                        lifecycle.restart(),
                        Optional.empty(),
                        Optional.empty(),
                        lifecycle.stopSignal(),
                        lifecycle.stopGracePeriod(),
                        lifecycle.logging())
                .withHooks(lifecycle.postStart(), lifecycle.preStop());
    }

    private void putAll(Map<String, String> components) {
        components.forEach((name, text) -> texts.merge(words(name), text, String::concat));
    }

    private void putEach(String what, Map<String, String> values) {
        values.forEach((key, value) -> put(what + " " + key, "=" + value));
    }

    private void put(String part, String text) {
        if (!text.isEmpty()) {
            texts.put(part, text);
        }
    }

    /** {@code stopGracePeriod} becomes {@code stop grace period}. */
    private static String words(String camelCase) {
        return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
