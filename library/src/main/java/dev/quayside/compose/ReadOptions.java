package dev.quayside.compose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to read, and with which surroundings.
 *
 * @param files the Compose files in the order in which they are merged; at least one
 * @param projectDirectory the absolute path that relative paths start from
 * @param name the project's name, if it is given from outside; it wins over every other
 * @param environment the variables of whoever reads; they win over those of env files
 * @param envFiles absolute paths of the files with more variables; none: {@code .env} in the project directory, if it exists
 * @param profiles the active profiles; none: those of {@code COMPOSE_PROFILES}
 * @param targets the services that are meant, with what they depend on; none: every active service
 * @param lookup answers with the text of files that are named in other files
 */
public record ReadOptions(
        List<ComposeFile> files,
        String projectDirectory,
        Optional<String> name,
        Map<String, String> environment,
        List<String> envFiles,
        Set<String> profiles,
        List<String> targets,
        FileLookup lookup) {
    public ReadOptions {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
        envFiles = List.copyOf(envFiles);
        profiles = Set.copyOf(profiles);
        targets = List.copyOf(targets);
    }

    /** One file in its own folder, with no variables, profiles or other files. */
    public static ReadOptions of(ComposeFile file) {
        return new ReadOptions(
                List.of(file),
                Paths.folder(file.path()),
                Optional.empty(),
                Map.of(),
                List.of(),
                Set.of(),
                List.of(),
                FileLookup.NOTHING);
    }

    /** The same with one more file, merged over those before. */
    public ReadOptions withFile(ComposeFile file) {
        var more = new java.util.ArrayList<>(files);
        more.add(file);
        return new ReadOptions(more, projectDirectory, name, environment, envFiles, profiles, targets, lookup);
    }

    /** The same in another folder. */
    public ReadOptions withProjectDirectory(String directory) {
        return new ReadOptions(files, directory, name, environment, envFiles, profiles, targets, lookup);
    }

    /** The same with a name given from outside. */
    public ReadOptions withName(String project) {
        return new ReadOptions(
                files, projectDirectory, Optional.of(project), environment, envFiles, profiles, targets, lookup);
    }

    /** The same with these variables. */
    public ReadOptions withEnvironment(Map<String, String> variables) {
        return new ReadOptions(
                files, projectDirectory, name, new LinkedHashMap<>(variables), envFiles, profiles, targets, lookup);
    }

    /** The same with these env files. */
    public ReadOptions withEnvFiles(List<String> paths) {
        return new ReadOptions(files, projectDirectory, name, environment, paths, profiles, targets, lookup);
    }

    /** The same with these active profiles. */
    public ReadOptions withProfiles(String... active) {
        return new ReadOptions(files, projectDirectory, name, environment, envFiles, Set.of(active), targets, lookup);
    }

    /** The same for these services only. */
    public ReadOptions withTargets(String... services) {
        return new ReadOptions(
                files, projectDirectory, name, environment, envFiles, profiles, List.of(services), lookup);
    }

    /** The same with another way to find files. */
    public ReadOptions withLookup(FileLookup files) {
        return new ReadOptions(this.files, projectDirectory, name, environment, envFiles, profiles, targets, files);
    }
}
