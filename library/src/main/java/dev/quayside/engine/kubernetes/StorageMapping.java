package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
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
import java.util.regex.Pattern;

/** What a service's containers see beside the image's files. */
final class StorageMapping {
    /** A folder of the claim: a fresh file system has a folder of its own at the top, which databases do not like. */
    private static final String SUBPATH = "data";

    /** Holds nothing but secrets: the only folder that is mounted as a whole. Elsewhere that would hide the image's files. */
    private static final String SECRETS_FOLDER = "/run/secrets";

    private static final String SCRATCH = "/quayside-volume";
    private static final int OWNER_ONLY = 0077;
    private static final int GROUP_READS = 0040;
    private static final int BIND_MODE = 0644;
    private static final Pattern CONFIGURATION =
            Pattern.compile("[-\\w.]+\\.(cfg|cnf|conf|ini|json|properties|sh|sql|toml|xml|ya?ml)");

    private final App app;
    private final ManifestOptions options;
    private final FileMapping files;
    private final ClaimMapping claims;
    private final MappingReport report;

    StorageMapping(App app, ManifestOptions options, FileMapping files, ClaimMapping claims, MappingReport report) {
        this.app = app;
        this.options = options;
        this.files = files;
        this.claims = claims;
        this.report = report;
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
        pod.addVolumesOfImage();
        service.storage().configs().forEach(pod::addConfig);
        service.storage().secrets().forEach(pod::addSecret);
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
        private final Map<String, List<JsonObject>> filesByFolder = new LinkedHashMap<>();
        private boolean writesVolume;
        private boolean needsGroup;

        PodParts(Service service) {
            this.service = service;
            this.place = "services." + service.name();
        }

        PodStorage result() {
            filesByFolder.forEach(this::addFolder);
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
                case Mount.AnonymousMount anonymous -> {
                    if (!anonymous.labels().isEmpty()) {
                        report.byTable(service.name(), "volumes[].volume.labels");
                    }
                    addAnonymous(anonymous.target(), anonymous.readOnly());
                }
                case Mount.BindMount bind -> addBind(bind);
                case Mount.ImageMount image -> addImage(image);
                case Mount.TmpfsMount memory -> addMemory(memory);
            }
        }

        private void addVolume(Mount.VolumeMount mount) {
            Volume volume = app.volumes().get(mount.volume());
            if (volume == null) {
                report.refused(place + ".volumes", "the volume '" + mount.volume() + "' is not defined");
                return;
            }
            String claim = claims.claim(volume);
            String name = add(new JsonObject().put("persistentVolumeClaim", new JsonObject().put("claimName", claim)));
            // Whoever made a volume keeps its files at its top.
            String subpath = volume.external()
                    ? mount.subpath().orElse("")
                    : mount.subpath().map(path -> SUBPATH + "/" + path).orElse(SUBPATH);
            mount(name, mount.target(), mount.readOnly()).putUnlessEmpty("subPath", subpath);
            writesVolume = writesVolume || !mount.readOnly();
            if (mount.copyContent() && !mount.readOnly()) {
                copy(name, mount.target(), subpath);
            }
        }

        /** Those that the file does not replace. */
        void addVolumesOfImage() {
            List<String> targets =
                    service.storage().mounts().stream().map(Mount::target).toList();
            options.image(service).map(ImageFacts::volumes).orElse(List.of()).stream()
                    .filter(target -> !targets.contains(target))
                    .forEach(target -> addAnonymous(target, false));
        }

        private void addAnonymous(String target, boolean readOnly) {
            if (!service.isolation().readOnlyRoot()) {
                // The container's own layer serves, as it holds what the image has there.
                return;
            }
            String name = add(new JsonObject().put("emptyDir", new JsonObject()));
            mount(name, target, readOnly);
            copy(name, target, "");
        }

        private void copy(String volume, String target, String subpath) {
            String script = "[ -d \"$1\" ] || exit 0; [ -z \"$(ls -A \"$2\")\" ] || exit 0; cp -a \"$1/.\" \"$2/\"";
            var mounted = new JsonObject()
                    .put("name", volume)
                    .put("mountPath", SCRATCH)
                    .putUnlessEmpty("subPath", subpath);
            var command = List.of("/bin/sh", "-c", script, "fill", target, SCRATCH);
            copies.add(new JsonObject()
                    .put("name", "fill-" + volume)
                    .put("image", service.image().reference().inTaggedForm().familiar())
                    .put("imagePullPolicy", PodMapping.pullPolicy(service))
                    .putTexts("command", PodMapping.literals(command))
                    .putObjects("volumeMounts", List.of(mounted)));
        }

        private void addBind(Mount.BindMount mount) {
            String name = mount.source().substring(mount.source().lastIndexOf('/') + 1);
            if (name.equals(".env")) {
                report.refused(
                        place + ".volumes", "'" + mount.source() + "' may hold passwords; use 'env_file', or a secret");
                return;
            }
            Optional<FileContent> content = options.localFile().apply(mount.source());
            if (content.isPresent()) {
                addFile(mount.target(), files.configMap(name, content.get()), BIND_MODE);
            } else if (!addFolder(mount, name)) {
                report.refused(
                        place + ".volumes",
                        "'" + mount.source()
                                + "' is no file and no folder of configuration of at most 1 MiB; copy it into the image, or use a"
                                + " named volume or a config");
                return;
            }
            report.byTable(service.name(), "volumes[].bind");
            mount.propagation().ifPresent(word -> report.byTable(service.name(), "volumes[].bind.propagation"));
            mount.submounts().ifPresent(word -> report.byTable(service.name(), "volumes[].bind.recursive"));
            mount.selinux().ifPresent(word -> report.byTable(service.name(), "volumes[].bind.selinux"));
        }

        /** Configuration only: a folder of sources is there to be worked in, and a copy would not follow. */
        private boolean addFolder(Mount.BindMount mount, String name) {
            Map<String, FileContent> contents = options.localFolder().apply(mount.source());
            if (contents.isEmpty() || !contents.keySet().stream().allMatch(CONFIGURATION.asMatchPredicate())) {
                return false;
            }
            var source = new JsonObject()
                    .put("name", files.configMap(name, contents))
                    .put("defaultMode", BIND_MODE);
            mount(add(new JsonObject().put("configMap", source)), mount.target(), true);
            return true;
        }

        private void addImage(Mount.ImageMount mount) {
            var source = new JsonObject()
                    .put("reference", mount.image().inTaggedForm().familiar())
                    .put("pullPolicy", "IfNotPresent");
            mount(add(new JsonObject().put("image", source)), mount.target(), true)
                    .putUnlessEmpty("subPath", mount.subpath().orElse(""));
        }

        private void addMemory(Mount.TmpfsMount mount) {
            if (mount.mode().isPresent()) {
                report.byTable(service.name(), "volumes[].tmpfs.mode");
            }
            mount(add(memory(mount.sizeBytes())), mount.target(), false);
        }

        void addSharedMemory(long size) {
            mount(add(memory(OptionalLong.of(size))), "/dev/shm", false);
        }

        void addConfig(FileMount file) {
            files.config(file.source()).ifPresent(source -> addFile(file.target(), source, mode(file, "configs[]")));
        }

        void addSecret(FileMount file) {
            files.secret(file.source()).ifPresent(source -> addFile(file.target(), source, mode(file, "secrets[]")));
        }

        private int mode(FileMount file, String key) {
            file.uid().ifPresent(uid -> report.byTable(service.name(), key + ".uid"));
            file.gid().ifPresent(gid -> report.byTable(service.name(), key + ".gid"));
            int mode = file.mode().orElse(FileMount.DEFAULT_MODE);
            if ((mode & OWNER_ONLY) != 0) {
                return mode;
            }
            needsGroup = true;
            return mode | GROUP_READS;
        }

        private void addFile(String target, FileMapping.Source source, int mode) {
            int slash = target.lastIndexOf('/');
            filesByFolder
                    .computeIfAbsent(target.substring(0, slash), folder -> new ArrayList<>())
                    .add(source.file(target.substring(slash + 1), mode));
            if (!isMountedWhole(target.substring(0, slash))) {
                mounts.add(new JsonObject()
                        .put("name", folderName(target.substring(0, slash)))
                        .put("mountPath", target)
                        .put("readOnly", true)
                        .put("subPath", target.substring(slash + 1)));
            }
        }

        /** The files of one folder are one volume. */
        private void addFolder(String folder, List<JsonObject> sources) {
            volumes.add(new JsonObject()
                    .put("name", folderName(folder))
                    .put("projected", new JsonObject().putObjects("sources", sources)));
            if (isMountedWhole(folder)) {
                mount(folderName(folder), folder, true);
            }
        }

        private String folderName(String folder) {
            return "files" + List.copyOf(filesByFolder.keySet()).indexOf(folder);
        }

        private static boolean isMountedWhole(String folder) {
            return folder.equals(SECRETS_FOLDER);
        }
    }

    private static JsonObject memory(OptionalLong sizeBytes) {
        var memory = new JsonObject().put("medium", "Memory");
        sizeBytes.ifPresent(size -> memory.put("sizeLimit", Long.toString(size)));
        return new JsonObject().put("emptyDir", memory);
    }
}
