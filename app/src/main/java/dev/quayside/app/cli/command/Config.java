package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.Project;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config}. */
final class Config implements Command {
    @Option(names = "--format", paramLabel = "FORMAT", description = "The language: yaml (default) or json")
    private @Nullable String format;

    @Option(names = "--services", description = "Only the names of the services")
    private boolean onlyServices;

    @Option(names = "--volumes", description = "Only the names of the volumes")
    private boolean onlyVolumes;

    @Option(names = "--networks", description = "Only the names of the networks")
    private boolean onlyNetworks;

    @Option(names = "--images", description = "Only the names of the images")
    private boolean onlyImages;

    @Option(names = "--models", description = "Only the models")
    private boolean onlyModels;

    @Option(names = "--profiles", description = "Only the names of the profiles")
    private boolean onlyProfiles;

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
                example("config --services", "lists the services"));
    }

    @Override
    public int run(Invocation invocation) {
        Project project = invocation.project(services);
        project.reading()
                .refusal()
                .ifPresent(refusal ->
                        invocation.warn("this is right to docker compose, and 'up' refuses it: " + refusal.problem()));
        if (!quiet) {
            write(invocation, text(invocation, project));
        }
        return 0;
    }

    private String text(Invocation invocation, Project project) {
        var reading = project.reading();
        if (onlyServices) {
            return lines(reading.services());
        }
        if (onlyVolumes) {
            return lines(reading.volumes());
        }
        if (onlyNetworks) {
            return lines(reading.networks());
        }
        if (onlyImages) {
            return lines(reading.images());
        }
        if (onlyModels) {
            return lines(reading.models());
        }
        return onlyProfiles ? lines(reading.profiles()) : document(project, invocation.format());
    }

    private static String lines(Collection<String> names) {
        return names.isEmpty() ? "" : String.join("\n", names) + "\n";
    }

    private String document(Project project, OutputFormat output) {
        String word = format == null ? (output == OutputFormat.JSON ? "json" : "yaml") : format;
        return switch (word) {
            case "yaml" -> project.yaml();
            case "json" -> project.json();
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT, "'" + word + "' is not a format of 'config'", "use yaml or json");
        };
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
