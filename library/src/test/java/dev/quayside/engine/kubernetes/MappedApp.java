package dev.quayside.engine.kubernetes;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.ImageFacts;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a Compose file, and questions about them. */
record MappedApp(AppManifests manifests) {
    /** The contents that the configs and secrets of these tests have. */
    static final ManifestOptions OPTIONS = ManifestOptions.DEFAULT
            .withFiles(
                    Map.of("title", FileContent.of("Hello"), "more", FileContent.of("More")),
                    Map.of("key", FileContent.of("hunter2")))
            .withLocalFiles(path -> path.endsWith(".conf") || path.endsWith(".env")
                    ? Optional.of(FileContent.of("conf"))
                    : Optional.empty())
            .withLocalFolders(path -> switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "conf.d" -> Map.of("a.conf", FileContent.of("a"), "b.yaml", FileContent.of("b"));
                case "src" -> Map.of("package.json", FileContent.of("{}"), "index.js", FileContent.of("1"));
                default -> Map.of();
            });

    static App app(String text) {
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/shop/compose.yaml", text)))
                .app();
    }

    static MappedApp of(String text) {
        return of(text, OPTIONS);
    }

    static MappedApp of(String text, ManifestOptions options) {
        return new MappedApp(AppManifests.of(app(text), options));
    }

    /** One service {@code web} with these lines. */
    static MappedApp service(String lines) {
        return of(one(lines));
    }

    /** One service {@code web} with these lines, of an image of which this is known. */
    static MappedApp service(String lines, ImageFacts image) {
        return of(one(lines), OPTIONS.withImages(Map.of("web", image)));
    }

    private static String one(String lines) {
        return "name: one\nservices:\n  web:\n    image: nginx\n" + lines.indent(4);
    }

    /** Why one service with these lines is refused. */
    static String refusal(String lines) {
        return refusalOf(one(lines));
    }

    /** Why a file is refused. */
    static String refusalOf(String text) {
        try {
            of(text);
        } catch (QuaysideException e) {
            return e.problem();
        }
        throw new AssertionError("it was mapped");
    }

    static Object at(Object tree, Object... path) {
        Object here = tree;
        for (Object step : path) {
            here = step instanceof Integer index
                    ? ((List<?>) here).get(index)
                    : Optional.<Object>ofNullable(((Map<?, ?>) here).get(step))
                            .orElseThrow(() -> new AssertionError("no '" + step + "' in " + tree));
        }
        return here;
    }

    /** A part of an object. */
    Object part(String kind, String name, Object... path) {
        return at(find(kind, name).content(), path);
    }

    /** A part of a workload's container. */
    Object container(String kind, String name, Object... path) {
        return at(at(pod(kind, name, "containers"), 0), path);
    }

    /** A part of a workload's pods. */
    Object pod(String kind, String name, Object... path) {
        return at(part(kind, name, "spec", "template", "spec"), path);
    }

    /** The names of the members of a workload's container. */
    java.util.Set<?> containerMembers(String kind, String name) {
        return ((Map<?, ?>) container(kind, name)).keySet();
    }

    /** The names of the members of a workload's pods. */
    java.util.Set<?> podMembers(String kind, String name) {
        return ((Map<?, ?>) pod(kind, name)).keySet();
    }

    Manifest find(String kind, String name) {
        return manifests.manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + "/" + name + " in " + objects()));
    }

    /** Such as {@code Deployment/web}. */
    List<String> objects() {
        return manifests.manifests().stream().map(Manifest::toString).toList();
    }

    /** What is said of it. */
    List<String> notes() {
        return manifests.notes().stream().map(MappingNote::toString).toList();
    }
}
