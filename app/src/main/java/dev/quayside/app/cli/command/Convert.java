package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Project;
import dev.quayside.Quayside;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.YamlWriter;
import dev.quayside.engine.Verdict;
import dev.quayside.engine.kubernetes.AppManifests;
import dev.quayside.engine.kubernetes.Manifest;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.engine.kubernetes.MappingNote;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}. */
final class Convert implements Command {
    @Option(
            names = {"-o", "--output-directory"},
            paramLabel = "DIR",
            description = "Writes one file for each object into this folder, and removes those that it wrote before")
    private @Nullable String directory;

    @Option(
            names = "--publish",
            paramLabel = "HOW",
            description = "How published ports are reached: forward (default), node-port, load-balancer")
    private String publish = "forward";

    @Option(names = "--volume-size", paramLabel = "SIZE", description = "How large a volume is made, such as 10Gi")
    private String volumeSize = "1Gi";

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services, and what they depend on")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("convert", "writes the application as Kubernetes objects"),
                example("convert -o deploy -n shop", "writes them as files for the namespace shop"),
                example("convert --publish load-balancer", "reaches published ports by a load balancer"));
    }

    @Override
    public int run(Invocation invocation) {
        var project = invocation.project(services);
        var options = ManifestOptions.DEFAULT.withVolumeSize(volumeSize()).publishedBy(publish());
        AppManifests mapped = Quayside.manifests(
                project,
                invocation.options().namespace().map(options::inNamespace).orElse(options));
        Set<String> said =
                mapped.notes().stream().map(MappingNote::toString).collect(Collectors.toCollection(LinkedHashSet::new));
        said.addAll(keysWithoutEffect(project));
        said.forEach(invocation::note);
        if (directory == null) {
            print(invocation, mapped);
            return 0;
        }
        Path folder = invocation.surroundings().workingDirectory().resolve(directory);
        var written = new ManifestFolder(folder).write(mapped.manifests());
        invocation.note(written + " objects in " + folder);
        if (mapped.manifests().stream().anyMatch(manifest -> manifest.kind().equals("Secret"))) {
            invocation.warn("files of Secrets hold them as they are: encrypt them before you share the folder");
        }
        return 0;
    }

    /** Keys of which the objects hold nothing. */
    private static List<String> keysWithoutEffect(Project project) {
        return Quayside.fidelity(project, "kubernetes").stream()
                .filter(key -> key.verdict().kind() == Verdict.Kind.NO_EFFECT)
                .map(key -> new MappingNote(key.path(), key.verdict()).toString())
                .toList();
    }

    private static void print(Invocation invocation, AppManifests mapped) {
        List<Manifest> manifests = mapped.manifests();
        var text = new StringBuilder();
        manifests.forEach(manifest -> text.append("---\n").append(YamlWriter.document(manifest.content())));
        invocation.data(
                text.toString(), () -> manifests.stream().map(Manifest::content).toList());
    }

    private String volumeSize() {
        if (!volumeSize.matches("[1-9]\\d{0,5}([KMGTP]i?)?")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "'" + volumeSize + "' is no size of a volume", "write it like 10Gi");
        }
        return volumeSize;
    }

    private ManifestOptions.Publish publish() {
        try {
            return ManifestOptions.Publish.valueOf(
                    publish.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "ports cannot be published by '" + publish + "'",
                    "use forward, node-port or load-balancer",
                    e);
        }
    }
}
