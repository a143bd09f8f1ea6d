package dev.quayside.compose;

import static dev.quayside.compose.AppReader.texts;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.FileMount;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Mount;
import dev.quayside.model.Storage;
import dev.quayside.model.VolumeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Makes the model of what a service's containers see beside the image's files. */
final class StorageReader {
    private static final String OF_SERVICE = "service:";
    private static final String OF_CONTAINER = "container:";

    private final String name;
    private final MappingNode service;
    private final Findings findings;

    StorageReader(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.service = service;
        this.findings = findings;
    }

    Storage read() {
        return new Storage(mounts(), files("configs", "/"), files("secrets", "/run/secrets/"), volumesFrom());
    }

    private List<VolumeSource> volumesFrom() {
        return AppReader.list(service, "volumes_from").stream()
                .map(StorageReader::volumeSource)
                .toList();
    }

    /** {@code SERVICE[:ro|rw]} or {@code container:NAME[:ro|rw]}. */
    private static VolumeSource volumeSource(String text) {
        boolean readOnly = text.endsWith(":ro");
        String who = readOnly || text.endsWith(":rw") ? text.substring(0, text.length() - 3) : text;
        return new VolumeSource(who.startsWith(OF_CONTAINER) ? who : OF_SERVICE + who, readOnly);
    }

    private List<Mount> mounts() {
        var mounts = new ArrayList<Mount>();
        for (Node item : service.items("volumes")) {
            if (item instanceof MappingNode volume) {
                mount(volume).ifPresent(mounts::add);
            }
        }
        for (Node item : service.items("tmpfs")) {
            mounts.add(tmpfs((ScalarNode) item));
        }
        return mounts;
    }

    private Optional<Mount> mount(MappingNode volume) {
        String target = volume.text("target").orElse("");
        boolean readOnly = volume.isTrue("read_only");
        if (Paths.isWindowsAbsolute(target)) {
            findings.unsupported(
                    volume.position(),
                    "services." + name + ": this version does not read the path '" + target
                            + "' of a Windows container yet",
                    "write a target that starts with '/'; a volume's name needs two characters",
                    "services/volumes");
            return Optional.empty();
        }
        if (!target.startsWith("/")) {
            findings.impossible(
                    volume.position(),
                    "services." + name + ".volumes: '" + target + "' is not an absolute path in the container",
                    "write a target that starts with '/'; a volume's name needs two characters",
                    "services/volumes");
            return Optional.empty();
        }
        return switch (volume.text("type").orElse("")) {
            case "bind" -> Optional.of(bind(volume, target, readOnly));
            case "volume" -> Optional.of(volume(volume, target, readOnly));
            case "tmpfs" -> Optional.of(tmpfs(volume, target, readOnly));
            case "image" -> image(volume, target);
            default -> {
                unsupported(
                        volume.position(),
                        "volumes of the type '" + volume.text("type").orElse("") + "'");
                yield Optional.empty();
            }
        };
    }

    private Optional<Mount> image(MappingNode volume, String target) {
        try {
            return Optional.of(new Mount.ImageMount(
                    ImageRef.parse(volume.text("source").orElse("")),
                    target,
                    volume.mapping("image").flatMap(options -> options.text("subpath"))));
        } catch (QuaysideException e) {
            findings.impossible(
                    volume.position(), "services." + name + ".volumes: " + e.problem(), e.remedy(), "services/volumes");
            return Optional.empty();
        }
    }

    private static Mount bind(MappingNode volume, String target, boolean readOnly) {
        Optional<MappingNode> options = volume.mapping("bind");
        boolean create = options.isPresent()
                && options.get()
                        .get("create_host_path")
                        .map(Node::content)
                        .filter(Boolean.FALSE::equals)
                        .isEmpty();
        return new Mount.BindMount(
                volume.text("source").orElse(""),
                target,
                readOnly,
                create,
                options.flatMap(known -> known.text("propagation")),
                options.flatMap(known -> known.text("selinux")),
                options.flatMap(known -> known.text("recursive")).flatMap(StorageReader::submounts));
    }

    private static Optional<Mount.Submounts> submounts(String recursive) {
        return switch (recursive) {
            case "disabled" -> Optional.of(Mount.Submounts.HIDDEN);
            case "writable" -> Optional.of(Mount.Submounts.WRITABLE);
            case "readonly" -> Optional.of(Mount.Submounts.READ_ONLY);
            default -> Optional.empty();
        };
    }

    private static Mount volume(MappingNode volume, String target, boolean readOnly) {
        Optional<MappingNode> options = volume.mapping("volume");
        boolean copy = options.filter(known -> known.isTrue("nocopy")).isEmpty();
        return volume.text("source")
                .<Mount>map(source -> new Mount.VolumeMount(
                        source, target, readOnly, copy, options.flatMap(known -> known.text("subpath"))))
                .orElse(new Mount.AnonymousMount(
                        target,
                        readOnly,
                        options.map(known -> texts(known, "labels")).orElse(Map.of())));
    }

    private Mount tmpfs(MappingNode volume, String target, boolean readOnly) {
        if (readOnly) {
            unsupported(volume.position(), "a tmpfs that can only be read");
        }
        Optional<MappingNode> options = volume.mapping("tmpfs");
        Optional<String> mode = options.flatMap(known -> known.text("mode"));
        return new Mount.TmpfsMount(
                target,
                ServiceReader.whole(options.flatMap(known -> known.text("size"))),
                mode.map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /** {@code target[:option,option]}. */
    private Mount tmpfs(ScalarNode item) {
        String[] parts = item.text().split(":", 2);
        OptionalLong size = OptionalLong.empty();
        OptionalInt mode = OptionalInt.empty();
        for (String option : parts.length < 2 ? List.<String>of() : List.of(parts[1].split(","))) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.startsWith("size=") && Values.bytes(value).isPresent()) {
                size = Values.bytes(value);
            } else if (option.startsWith("mode=") && value.matches("[0-7]{1,5}")) {
                mode = OptionalInt.of(Integer.parseInt(value, 8));
            } else if (!option.equals("rw")) {
                unsupported(item.position(), "the tmpfs option '" + option + "'");
            }
        }
        return new Mount.TmpfsMount(Paths.clean(parts[0]), size, mode);
    }

    private List<FileMount> files(String kind, String folder) {
        var files = new ArrayList<FileMount>();
        for (Node item : service.items(kind)) {
            if (item instanceof MappingNode file) {
                String source = file.text("source").orElse("");
                String target = file.text("target").orElse(source);
                files.add(new FileMount(
                        source,
                        Paths.isAbsolute(target) ? target : folder + target,
                        file.text("uid"),
                        file.text("gid"),
                        mode(file)));
            }
        }
        return files;
    }

    private static OptionalInt mode(MappingNode file) {
        return file.text("mode")
                .map(text -> OptionalInt.of(Integer.parseInt(text, 8)))
                .orElse(OptionalInt.empty());
    }

    private void unsupported(Position position, String what) {
        findings.unsupported(
                position,
                "services." + name + ": this version does not read " + what + " yet",
                "mount it in another way",
                "services/volumes");
    }
}
