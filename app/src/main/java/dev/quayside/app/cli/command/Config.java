package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.PartialProject;
import dev.quayside.Project;
import dev.quayside.ProjectDocument;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.JsonWriter;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.output.YamlWriter;
import dev.quayside.app.cli.view.Variables;
import dev.quayside.compose.ReadResult;
import dev.quayside.compose.Stage;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config}. */
final class Config implements Command {
    @Option(names = "--format", paramLabel = "FORMAT", description = "The language: yaml (default) or json")
    private @Nullable String format;

    @Mixin
    private NameFlags names = new NameFlags();

    @Option(names = "--variables", description = "Only the variables that the files use, with their defaults")
    private boolean variables;

    @Option(
            names = "--environment",
            description = "Only the values that variables are filled in from; those that look like secrets are hidden")
    private boolean environment;

    @Option(names = "--redact", description = "Hides values that look like secrets, by their names or their shape")
    private boolean redact;

    @Option(names = "--show-secrets", description = "With --environment: hides nothing")
    private boolean showSecrets;

    @Mixin
    private StageFlags stages = new StageFlags();

    @Option(
            names = "--resolve-image-digests",
            description = "Writes images by what their tags mean in the registry now, which the Docker Engine asks")
    private boolean resolveDigests;

    @Option(
            names = "--lock-image-digests",
            description = "Only the images by what their tags mean now: a file to be named after the others")
    private boolean lockDigests;

    @Option(
            names = "--strict",
            description = "Fails if 'up' would refuse the files, where docker compose takes them as they are")
    private boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only checks the files")
    private boolean quiet;

    @Option(
            names = {"-o", "--output-file"},
            paramLabel = "FILE",
            description = "Writes to this file")
    private @Nullable String file;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services, and what they depend on")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("config", "shows the application with everything filled in and written out"),
                example("config -q", "checks the files and says nothing if they are right"),
                example("config --services", "lists the services"),
                example("config --variables", "lists the variables that can be set"),
                example(
                        "config --lock-image-digests -o lock.yaml",
                        "keeps today's images, with '-f lock.yaml' as the last"));
    }

    @Override
    public int run(Invocation invocation) {
        String text = text(invocation);
        if (!quiet) {
            write(invocation, text);
        }
        return 0;
    }

    private String text(Invocation invocation) {
        if (variables) {
            Set<Stage> all = EnumSet.of(Stage.INTERPOLATION, Stage.CONSISTENCY);
            return variables(invocation.partial(services, all), word(invocation));
        }
        if (environment) {
            PartialProject project = invocation.partial(services, Set.of());
            return lines(showSecrets ? project.reading().environment() : project.redactedEnvironment());
        }
        Set<Stage> leftOut = stages.leftOut();
        if (!leftOut.isEmpty() && !names.chosen()) {
            return partial(invocation, leftOut);
        }
        Project project = invocation.project(services);
        ReadResult reading = project.reading();
        reading.refusal().ifPresent(refusal -> refused(invocation, refusal));
        Optional<String> lines = names.lines(reading);
        return lines.isPresent() ? lines.get() : text(shown(project.document(), invocation), invocation);
    }

    private void refused(Invocation invocation, QuaysideException refusal) {
        if (strict) {
            throw refusal;
        }
        invocation.warn("this is right to docker compose, and 'up' refuses it: " + refusal.problem());
    }

    private String variables(PartialProject project, String word) {
        var all = project.reading().variables().values();
        return switch (word) {
            case "json" -> JsonWriter.document(Variables.tree(all).members());
            case "yaml" ->
                format == null
                        ? Variables.table(all).toString()
                        : YamlWriter.document(Variables.tree(all).members());
            default -> throw unknownFormat(word);
        };
    }

    private static String lines(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String partial(Invocation invocation, Set<Stage> leftOut) {
        if (strict) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--strict needs a whole reading, and a --no-… flag leaves a part of it out",
                    "give one of them");
        }
        if (leftOut.contains(Stage.INTERPOLATION) && (resolveDigests || lockDigests)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "images have no digests while there are variables in their names",
                    "leave --no-interpolate out");
        }
        return text(shown(invocation.partial(services, leftOut).document(), invocation), invocation);
    }

    private ProjectDocument shown(ProjectDocument document, Invocation invocation) {
        ProjectDocument images = resolveDigests || lockDigests ? DigestPins.in(document, invocation) : document;
        ProjectDocument wanted = lockDigests ? images.imagesOnly() : images;
        return redact ? wanted.redacted() : wanted;
    }

    private String text(ProjectDocument document, Invocation invocation) {
        String word = word(invocation);
        return switch (word) {
            case "yaml" -> document.yaml();
            case "json" -> document.json();
            default -> throw unknownFormat(word);
        };
    }

    private String word(Invocation invocation) {
        return format == null ? (invocation.format() == OutputFormat.JSON ? "json" : "yaml") : format;
    }

    private static QuaysideException unknownFormat(String word) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT, "'" + word + "' is not a format of 'config'", "use yaml or json");
    }

    private void write(Invocation invocation, String text) {
        if (file == null) {
            invocation.surroundings().out().print(text);
            return;
        }
        Path path = invocation.surroundings().workingDirectory().resolve(file);
        try {
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED, "'" + path + "' cannot be written", "name a file in a folder that exists", e);
        }
    }
}
