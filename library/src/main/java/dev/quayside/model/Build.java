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
        OptionalLong shmSizeBytes) {
    public Build {
        arguments = Ordered.copyOf(arguments);
        labels = Ordered.copyOf(labels);
        tags = List.copyOf(tags);
        cacheFrom = List.copyOf(cacheFrom);
        extraHosts = Ordered.copyOf(extraHosts);
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
}
