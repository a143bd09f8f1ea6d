package dev.quayside;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which Compose files make an application, and with which values.
 *
 * <p>What is empty here is looked up as Docker Compose does: in {@code COMPOSE_FILE}, {@code COMPOSE_PROJECT_NAME},
 * {@code COMPOSE_PROFILES} and {@code COMPOSE_ENV_FILES}, then in the files found in the working directory and above it.
 *
 * @param files the Compose files, the later ones over the earlier ones; {@code -} stands for {@code standardInput}
 * @param name the project name
 * @param directory what relative paths start from
 * @param profiles the active profiles; {@code *} activates all
 * @param envFiles files with values for variables, instead of {@code .env}
 * @param targets services that are asked for by name: they are active whatever their profiles
 * @param environment the environment variables; the process's own are not read. Where {@code PWD} is missing, it is the working
 *     directory, as with Docker Compose
 * @param standardInput gives the text of the file {@code -}
 */
public record ProjectOptions(
        List<String> files,
        Optional<String> name,
        Optional<String> directory,
        List<String> profiles,
        List<String> envFiles,
        List<String> targets,
        Path workingDirectory,
        Map<String, String> environment,
        Supplier<String> standardInput) {
    public ProjectOptions {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
        envFiles = List.copyOf(envFiles);
        targets = List.copyOf(targets);
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
        environment = withWorkingDirectory(environment, workingDirectory);
    }

    private static Map<String, String> withWorkingDirectory(Map<String, String> environment, Path directory) {
        var complete = new HashMap<>(environment);
        complete.putIfAbsent("PWD", directory.toString());
        return Map.copyOf(complete);
    }

    /** The application whose Compose file lies in a folder or above it, with this process's environment. */
    public static ProjectOptions in(Path folder) {
        return new ProjectOptions(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                folder,
                System.getenv(),
                () -> "");
    }

    /** The application of these files, with this process's environment. */
    public static ProjectOptions of(Path... files) {
        var options = in(Path.of(""));
        return options.withFiles(
                List.of(files).stream().map(f -> f.toAbsolutePath().toString()).toList());
    }

    /** The same with these files. */
    public ProjectOptions withFiles(List<String> others) {
        return new ProjectOptions(
                others, name, directory, profiles, envFiles, targets, workingDirectory, environment, standardInput);
    }

    /** The same with this project name. */
    public ProjectOptions withName(String other) {
        return new ProjectOptions(
                files,
                Optional.of(other),
                directory,
                profiles,
                envFiles,
                targets,
                workingDirectory,
                environment,
                standardInput);
    }

    /** The same with these active profiles. */
    public ProjectOptions withProfiles(String... others) {
        return new ProjectOptions(
                files,
                name,
                directory,
                List.of(others),
                envFiles,
                targets,
                workingDirectory,
                environment,
                standardInput);
    }

    /** The same with these services asked for by name. */
    public ProjectOptions withTargets(List<String> services) {
        return new ProjectOptions(
                files, name, directory, profiles, envFiles, services, workingDirectory, environment, standardInput);
    }

    /** The same with these environment variables. */
    public ProjectOptions withEnvironment(Map<String, String> variables) {
        return new ProjectOptions(
                files, name, directory, profiles, envFiles, targets, workingDirectory, variables, standardInput);
    }

    @Override
    public String toString() {
        return "ProjectOptions[files=" + files + ", name=" + name + ", workingDirectory=" + workingDirectory + "]";
    }
}
