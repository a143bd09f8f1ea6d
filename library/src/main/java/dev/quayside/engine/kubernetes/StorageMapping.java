package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Volumes, mounts and files of the services. */
final class StorageMapping {
    /** A folder of the claim: a fresh file system has a folder of its own at the top, which databases do not like. */
    private static final String SUBPATH = "data";

    private static final String SCRATCH = "/quayside-volume";
    private static final int OWNER_ONLY = 0077;
    private static final int GROUP_READS = 0040;

    private final App app;
    private final String namespace;
    private final ManifestOptions options;
    private final FileMapping files;
    private final MappingReport report;
    private final Map<String, Manifest> claims = new LinkedHashMap<>();

    StorageMapping(App app, String namespace, ManifestOptions options, FileMapping files, MappingReport report) {
        this.app = app;
        this.namespace = namespace;
        this.options = options;
        this.files = files;
        this.report = report;
    }

    /** One for each volume that a service mounts. */
    List<Manifest> claims() {
        return List.copyOf(claims.values());
    }

    /**
     * What a service's pods get.
     *
     * @param volumes of the pod
     * @param mounts of the container
     * @param copies containers that run before it, and fill empty volumes with what the image has in their place
     * @param writesVolume whether it writes to a named volume
     * @param needsGroup whether files are readable for a group only
     */
    record PodStorage(
            List<JsonObject> volumes,
            List<JsonObject> mounts,
            List<JsonObject> copies,
            boolean writesVolume,
            boolean needsGroup) {}

    PodStorage of(Service service) {
        var pod = new PodParts(service);
        service.storage().mounts().forEach(pod::add);
        service.storage().configs().forEach(file -> pod.add(file, false));
        service.storage().secrets().forEach(file -> pod.add(file, true));
        service.resources().shmSizeBytes().ifPresent(pod::addSharedMemory);
        return pod.result();
    }

    /** The parts of one service. */
    private final class PodParts {
        private final Service service;
        private final String place;
        private final List<JsonObject> volumes = new ArrayList<>();
        private final List<JsonObject> mounts = new ArrayList<>();
        private final List<JsonObject> copies = new ArrayList<>();
        private boolean writesVolume;
        private boolean needsGroup;

        PodParts(Service service) {
            this.service = service;
            this.place = "services." + service.name();
        }

        PodStorage result() {
            return new PodStorage(volumes, mounts, copies, writesVolume, needsGroup);
        }

        private String add(JsonObject source) {
            String name = "v" + volumes.size();
            volumes.add(new JsonObject().put("name", name).putAll(source));
            return name;
        }

        private JsonObject mount(String volume, String target, boolean readOnly) {
            var mount = new JsonObject()
                    .put("name", volume)
                    .put("mountPath", target)
                    .putIfTrue("readOnly", readOnly);
            mounts.add(mount);
            return mount;
        }

        void add(Mount mount) {
            switch (mount) {
                case Mount.VolumeMount volume -> addVolume(volume);
                case Mount.AnonymousMount anonymous -> addAnonymous(anonymous);
                case Mount.BindMount bind -> addBind(bind);
                case Mount.TmpfsMount memory -> addMemory(memory);
            }
        }

        private void addVolume(Mount.VolumeMount mount) {
            Volume volume = app.volumes().get(mount.volume());
            if (volume == null) {
                report.refused(place + ".volumes", "the volume '" + mount.volume() + "' is not defined");
                return;
            }
            String claim = volume.external() ? Names.objectName(volume.name()) : Names.objectName(mount.volume());
            claim(volume, mount.volume(), claim);
            var source = new JsonObject().put("persistentVolumeClaim", new JsonObject().put("claimName", claim));
            String name = add(source);
            String subpath = mount.subpath().map(path -> SUBPATH + "/" + path).orElse(SUBPATH);
            mount(name, mount.target(), mount.readOnly()).put("subPath", subpath);
            writesVolume = writesVolume || !mount.readOnly();
            if (mount.copyContent() && !mount.readOnly()) {
                copy(name, mount.target(), subpath);
            }
        }

        private void addAnonymous(Mount.AnonymousMount mount) {
            if (!service.isolation().readOnlyRoot()) {
                // The container's own layer serves, as it holds what the image has there.
                return;
            }
            String name = add(new JsonObject().put("emptyDir", new JsonObject()));
            mount(name, mount.target(), mount.readOnly());
            copy(name, mount.target(), "");
        }

        private void copy(String volume, String target, String subpath) {
            String script = "[ -d \"$1\" ] || exit 0; [ -z \"$(ls -A \"$2\")\" ] || exit 0; cp -a \"$1/.\" \"$2/\"";
            var mounted = new JsonObject()
                    .put("name", volume)
                    .put("mountPath", SCRATCH)
                    .putUnlessEmpty("subPath", subpath);
            copies.add(new JsonObject()
                    .put("name", "fill-" + volume)
                    .put("image", service.image().reference().inTaggedForm().familiar())
                    .putTexts("command", List.of("/bin/sh", "-c", script, "fill", target, SCRATCH))
                    .putObjects("volumeMounts", List.of(mounted)));
        }

        private void addBind(Mount.BindMount mount) {
            Optional<FileContent> content = options.localFile().apply(mount.source());
            if (content.isEmpty()) {
                report.refused(
                        place + ".volumes",
                        "'" + mount.source()
                                + "' is a folder of one machine, or no file of at most 1 MiB; copy it into the"
                                + " image, or use a named volume or a config");
                return;
            }
            if (!mount.readOnly()) {
                report.approximated(
                        place + ".volumes", "the file '" + mount.source() + "' can only be read in the container");
            }
            String key = mount.source().substring(mount.source().lastIndexOf('/') + 1);
            var source = new JsonObject()
                    .put("configMap", new JsonObject().put("name", files.configMap(key, content.get())));
            mount(add(source), mount.target(), true).put("subPath", FileMapping.FILE);
        }

        private void addMemory(Mount.TmpfsMount mount) {
            if (mount.mode().isPresent()) {
                report.approximated(place + ".tmpfs", "its permissions are those of any volume in memory, 0777");
            }
            mount(add(memory(mount.sizeBytes())), mount.target(), false);
        }

        void addSharedMemory(long size) {
            mount(add(memory(OptionalLong.of(size))), "/dev/shm", false);
        }

        void add(FileMount file, boolean secret) {
            int mode = file.mode().orElse(FileMount.DEFAULT_MODE);
            if (file.uid().isPresent() || file.gid().isPresent()) {
                report.approximated(
                        place + (secret ? ".secrets" : ".configs"),
                        "the file '" + file.target() + "' belongs to root; the container's group may read it");
            }
            if ((mode & OWNER_ONLY) == 0) {
                needsGroup = true;
                mode |= GROUP_READS;
            }
            Optional<JsonObject> source =
                    secret ? files.secret(file.source(), mode) : files.config(file.source(), mode);
            source.ifPresent(found -> mount(add(found), file.target(), true).put("subPath", FileMapping.FILE));
        }
    }

    private static JsonObject memory(OptionalLong sizeBytes) {
        var memory = new JsonObject().put("medium", "Memory");
        sizeBytes.ifPresent(size -> memory.put("sizeLimit", Long.toString(size)));
        return new JsonObject().put("emptyDir", memory);
    }

    private void claim(Volume volume, String key, String name) {
        if (volume.external()) {
            return;
        }
        if (volume.driver().isPresent() && !volume.driver().get().equals("local")) {
            report.refused("volumes." + key + ".driver", "storage comes from the cluster's storage classes");
        }
        if (!volume.driverOptions().isEmpty()) {
            report.refused("volumes." + key + ".driver_opts", "they are Docker's; storage comes from storage classes");
        }
        var requests = new JsonObject().put("storage", options.volumeSize());
        var spec = new JsonObject()
                .putTexts("accessModes", List.of("ReadWriteOnce"))
                .put("resources", new JsonObject().put("requests", requests));
        claims.putIfAbsent(
                name,
                AppManifests.manifest(
                        "v1",
                        "PersistentVolumeClaim",
                        ManifestLabels.metadata(app, namespace, name, "volume", key),
                        new JsonObject().put("spec", spec)));
    }
}
