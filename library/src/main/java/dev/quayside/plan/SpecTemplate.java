package dev.quayside.plan;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.Wanted.FileKey;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.Isolation;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import dev.quayside.model.VolumeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the replicas of one service have in common, from which the specification of each is made. */
final class SpecTemplate {
    private final Service service;
    private final String imageId;
    private final Map<String, Network> networks;
    private final Map<String, Volume> volumes;
    private final Optional<ReplicaId> sharesNetworkWith;
    private final List<ReplicaFile> files;
    private final String hash;
    private final Map<String, String> parts;

    /**
     * Resolves everything the service refers to.
     *
     * @param providers the replicas of other services whose namespaces it uses, by service
     * @param mounted the full ids of the images that it mounts, by their names
     * @param generations the generations of the services after whose replacement this one is replaced too
     */
    SpecTemplate(
            Service service,
            Optional<ImageFacts> image,
            Wanted wanted,
            SharedResources resources,
            Map<String, ReplicaId> providers,
            Map<String, Integer> generations,
            Map<String, String> mounted) {
        var containers = new LinkedHashMap<String, String>();
        providers.forEach((name, id) -> containers.put(name, "container:" + containerName(wanted, name, id)));
        this.service = service.withIsolation(resolved(service.isolation(), containers))
                .withStorage(resolved(service.storage(), containers));
        this.imageId = image.map(ImageFacts::id).orElse("");
        this.networks = resources.of(service);
        this.volumes = resources.volumesOf(service);
        this.sharesNetworkWith = DependencyOrder.networkProvider(service).map(providers::get);
        this.files = files(service, wanted);
        var spec = new SpecParts(this.service, imageId);
        networks.values().forEach(spec::withNetwork);
        volumes.values().forEach(spec::withVolume);
        files.forEach(spec::withFile);
        mounted.forEach((name, id) -> spec.with("image " + name, id));
        providers.forEach((name, id) -> spec.with("container of " + name, id.name()));
        generations.forEach((name, generation) -> spec.with("dependency " + name, "generation " + generation));
        this.hash = spec.hash();
        this.parts = spec.digests();
    }

    String hash() {
        return hash;
    }

    /** The specification of one replica. */
    ReplicaSpec spec(ReplicaId id, boolean serving) {
        return new ReplicaSpec(
                id,
                service.lifecycle().containerName().orElse(id.name()),
                service,
                imageId,
                hash,
                parts,
                networks,
                volumes,
                sharesNetworkWith,
                files,
                serving,
                !networks.isEmpty());
    }

    /** Whether a replica is in all networks of the service under all its names. */
    boolean hasAllNames(Replica replica) {
        ReplicaSpec spec = spec(replica.id(), true);
        return networks.entrySet().stream().allMatch(entry -> {
            Replica.Endpoint endpoint = replica.endpoints().get(entry.getValue().name());
            return endpoint != null && endpoint.aliases().containsAll(spec.aliasesIn(entry.getKey()));
        });
    }

    /** What only one running container can use at a time: volumes it writes, fixed host ports. */
    List<String> claims() {
        var claims = new ArrayList<String>();
        service.storage().mounts().forEach(mount -> {
            if (mount instanceof Mount.VolumeMount named && !named.readOnly()) {
                Volume volume = volumes.get(named.volume());
                claims.add("volume " + (volume == null ? named.volume() : volume.name()));
            }
        });
        service.connectivity().ports().stream()
                .filter(port -> port.hostPort().isPresent())
                .forEach(port -> claims.add("host port " + port.hostPort().getAsInt() + "/"
                        + port.containerPort().protocol()));
        return claims;
    }

    private static String containerName(Wanted wanted, String service, ReplicaId id) {
        return Optional.ofNullable(wanted.app().services().get(service))
                .flatMap(provider -> provider.lifecycle().containerName())
                .orElse(id.name());
    }

    private static Storage resolved(Storage storage, Map<String, String> containers) {
        return storage.withVolumesFrom(storage.volumesFrom().stream()
                .map(source -> new VolumeSource(
                        DependencyOrder.ofService(source.container())
                                .map(containers::get)
                                .orElse(source.container()),
                        source.readOnly()))
                .toList());
    }

    private static Isolation resolved(Isolation isolation, Map<String, String> containers) {
        var namespaces = new LinkedHashMap<String, String>();
        isolation.sharedNamespaces().forEach((kind, value) -> {
            Optional<String> provider = DependencyOrder.ofService(value).map(containers::get);
            namespaces.put(kind, provider.orElse(value));
        });
        return isolation.withSharedNamespaces(namespaces);
    }

    private static List<ReplicaFile> files(Service service, Wanted wanted) {
        var files = new ArrayList<ReplicaFile>();
        for (FileMount mount : service.storage().configs()) {
            files.add(file(service, mount, wanted, FileKey.config(mount.source())));
        }
        for (FileMount mount : service.storage().secrets()) {
            files.add(file(service, mount, wanted, FileKey.secret(mount.source())));
        }
        return files;
    }

    private static ReplicaFile file(Service service, FileMount mount, Wanted wanted, FileKey key) {
        String kind = key.kind() == Wanted.FileKind.SECRET ? "secret" : "config";
        FileContent content = wanted.files().get(key);
        if (content == null) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "service '" + service.name() + "' uses " + kind + " '" + key.key()
                            + "', whose content is not there",
                    "check the file or variable that the " + kind + " comes from");
        }
        return new ReplicaFile(mount, content, key.kind() == Wanted.FileKind.SECRET);
    }
}
