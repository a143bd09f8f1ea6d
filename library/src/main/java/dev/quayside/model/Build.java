package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an image is built.
 *
 * @param context the absolute path of the build context
 * @param dockerfile the Dockerfile's path, relative to the context or absolute; or its text in {@code inlineDockerfile}
 * @param arguments build arguments; a value that the file leaves to the environment is filled in by the reader
 * @param target the stage to build; empty: the last
 * @param tags further tags for the result
 * @param ulimits of the processes that build it
 */
public record Build(
        String context,
        String dockerfile,
        Optional<String> inlineDockerfile,
        Map<String, String> arguments,
        Optional<String> target,
        Map<String, String> labels,
        List<ImageRef> tags,
        Optional<String> platform,
        boolean noCache,
        boolean pull,
        Optional<String> network,
        List<String> cacheFrom,
        Map<String, String> extraHosts,
        OptionalLong shmSizeBytes,
        Map<String, Isolation.Ulimit> ulimits) {
    public Build {
        arguments = Ordered.copyOf(arguments);
        labels = Ordered.copyOf(labels);
        tags = List.copyOf(tags);
        cacheFrom = List.copyOf(cacheFrom);
        extraHosts = Ordered.copyOf(extraHosts);
        ulimits = Ordered.copyOf(ulimits);
    }

    /** A build under the engine's own limits of processes. */
    public Build(
            String context,
            String dockerfile,
            Optional<String> inlineDockerfile,
            Map<String, String> arguments,
            Optional<String> target,
            Map<String, String> labels,
            List<ImageRef> tags,
            Optional<String> platform,
            boolean noCache,
            boolean pull,
            Optional<String> network,
            List<String> cacheFrom,
            Map<String, String> extraHosts,
            OptionalLong shmSizeBytes) {
        this(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                labels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                Map.of());
    }

    /** A build of the file {@code Dockerfile} in a folder. */
    public static Build of(String context) {
        return new Build(
                context,
                "Dockerfile",
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                List.of(),
                Map.of(),
                OptionalLong.empty());
    }

    /** The same with another Dockerfile, relative to the context or absolute. */
    public Build withDockerfile(String path) {
        return new Build(
                context,
                path,
                Optional.empty(),
                arguments,
                target,
                labels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same with the text of a Dockerfile instead of a file. */
    public Build withInlineDockerfile(String text) {
        return new Build(
                context,
                dockerfile,
                Optional.of(text),
                arguments,
                target,
                labels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same with these build arguments only. */
    public Build withArguments(Map<String, String> newArguments) {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                newArguments,
                target,
                labels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same up to this stage. */
    public Build withTarget(String stage) {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                Optional.of(stage),
                labels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same with these labels only. */
    public Build withLabels(Map<String, String> newLabels) {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                newLabels,
                tags,
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same with these further tags only. */
    public Build withTags(ImageRef... newTags) {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                labels,
                List.of(newTags),
                platform,
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same for a platform, such as {@code linux/arm64}. */
    public Build withPlatform(String newPlatform) {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                labels,
                tags,
                Optional.of(newPlatform),
                noCache,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same without using what was built before. */
    public Build withoutCache() {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                labels,
                tags,
                platform,
                true,
                pull,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }

    /** The same with a pull of the images that it stands on. */
    public Build pulling() {
        return new Build(
                context,
                dockerfile,
                inlineDockerfile,
                arguments,
                target,
                labels,
                tags,
                platform,
                noCache,
                true,
                network,
                cacheFrom,
                extraHosts,
                shmSizeBytes,
                ulimits);
    }
}
