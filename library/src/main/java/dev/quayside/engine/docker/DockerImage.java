package dev.quayside.engine.docker;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image under one of its names.
 *
 * <p>An image with several tags appears in a listing once for each, with the same id. Where a repository has no tag of it
 * but a digest, it appears with that repository and an empty tag; one without any name has both empty.
 *
 * @param id its full id, such as {@code sha256:…}
 * @param repository such as {@code redis} or {@code localhost:5000/team/app}
 * @param tag such as {@code 7}
 * @param sizeBytes what it takes on the engine's disk, shared layers included
 * @param created when it was built
 * @param names all its names with tags
 * @param digests all its names with the digest that a registry gave it
 */
public record DockerImage(
        String id,
        String repository,
        String tag,
        long sizeBytes,
        Instant created,
        List<String> names,
        List<String> digests,
        Map<String, String> labels) {
    /** Copies the collections. */
    public DockerImage {
        names = List.copyOf(names);
        digests = List.copyOf(digests);
        labels = Map.copyOf(labels);
    }

    /**
     * The text that names exactly this: repository and tag, else repository and digest, else the id.
     *
     * <p>Only for an image without any name is it the id, so removing what it names never takes away other names.
     */
    public String reference() {
        if (repository.isEmpty()) {
            return id;
        }
        return tag.isEmpty()
                ? digests.stream()
                        .filter(digest -> digest.startsWith(repository + "@"))
                        .findFirst()
                        .orElse(id)
                : repository + ":" + tag;
    }
}
