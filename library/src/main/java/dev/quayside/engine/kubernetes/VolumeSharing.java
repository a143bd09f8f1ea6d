package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.model.App;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.VolumeSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Services that mount what others mount, as services that mount it themselves: pods have no mounts of other pods.
 *
 * <p>What only one container has cannot be shared: volumes without a name, memory, volumes of its image.
 */
final class VolumeSharing {
    private static final String OF_SERVICE = "service:";

    private final App app;
    private final ManifestOptions options;
    private final MappingReport report;

    private VolumeSharing(App app, ManifestOptions options, MappingReport report) {
        this.app = app;
        this.options = options;
        this.report = report;
    }

    /** The app without a service that has mounts of others. */
    static App resolved(App app, ManifestOptions options, MappingReport report) {
        var sharing = new VolumeSharing(app, options, report);
        App resolved = app;
        for (Service service : app.services().values()) {
            if (!service.storage().volumesFrom().isEmpty()) {
                report.byTable(service.name(), "volumes_from");
                List<Mount> mounts = List.copyOf(
                        sharing.mounts(service, new LinkedHashSet<>(), service).values());
                resolved = resolved.withService(
                        service.withStorage(service.storage().withMounts(mounts)));
            }
        }
        return resolved;
    }

    /** By their targets; a service's own mount stands before one of another at the same place. */
    private Map<String, Mount> mounts(Service service, Set<String> path, Service asker) {
        var mounts = new LinkedHashMap<String, Mount>();
        if (path.add(service.name())) {
            for (VolumeSource source : service.storage().volumesFrom()) {
                other(source, asker)
                        .ifPresent(other -> mounts(other, path, asker).values().stream()
                                .filter(mount -> isShared(mount, other, asker))
                                .map(mount -> source.readOnly() ? readOnly(mount) : mount)
                                .forEach(mount -> mounts.put(mount.target(), mount)));
            }
        }
        service.storage().mounts().forEach(mount -> mounts.put(mount.target(), mount));
        return mounts;
    }

    private Optional<Service> other(VolumeSource source, Service asker) {
        String who = source.container();
        Optional<Service> other = who.startsWith(OF_SERVICE)
                ? Optional.ofNullable(app.services().get(who.substring(OF_SERVICE.length())))
                : Optional.empty();
        if (other.isEmpty()) {
            refuse(asker, "there is no pod behind '" + who + "' whose volumes could be mounted here");
        }
        other.flatMap(options::image).map(ImageFacts::volumes).orElse(List.of()).stream()
                .findFirst()
                .ifPresent(path ->
                        refuse(asker, "the volume at '" + path + "' of the image of '" + who + "' is each pod's own"));
        return other;
    }

    private boolean isShared(Mount mount, Service owner, Service asker) {
        return switch (mount) {
            case Mount.VolumeMount ignored -> true;
            case Mount.BindMount ignored -> true;
            case Mount.ImageMount ignored -> true;
            case Mount.AnonymousMount anonymous -> {
                refuse(asker, "the volume at '" + anonymous.target() + "' of '" + owner.name() + "' has no name");
                yield false;
            }
            case Mount.TmpfsMount memory -> {
                refuse(asker, "the memory at '" + memory.target() + "' of '" + owner.name() + "' is each pod's own");
                yield false;
            }
        };
    }

    private static Mount readOnly(Mount mount) {
        return switch (mount) {
            case Mount.VolumeMount volume ->
                new Mount.VolumeMount(volume.volume(), volume.target(), true, volume.copyContent(), volume.subpath());
            case Mount.BindMount bind ->
                new Mount.BindMount(
                        bind.source(),
                        bind.target(),
                        true,
                        bind.createSource(),
                        bind.propagation(),
                        bind.selinux(),
                        bind.submounts());
            case Mount.ImageMount image -> image;
            case Mount.AnonymousMount anonymous -> anonymous;
            case Mount.TmpfsMount memory -> memory;
        };
    }

    private void refuse(Service service, String why) {
        report.refused("services." + service.name() + ".volumes_from", why);
    }
}
