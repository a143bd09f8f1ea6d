package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * How an image is made from the distribution's packages.
 *
 * @param repository such as {@code redis}
 * @param tags those that are true of the packaged version
 * @param base the root file system that is the image; empty: there is a Dockerfile in the folder
 * @param command what a base runs by default
 * @param folder where the recipe is
 */
record Recipe(String repository, List<String> tags, Optional<String> base, Optional<String> command, Path folder) {
    Recipe {
        tags = List.copyOf(tags);
    }

    /** Reads the {@code recipe.properties} of a folder. */
    static Recipe parse(Path folder, String text) {
        var values = new Properties();
        try {
            values.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong(folder, String.valueOf(e.getMessage()));
        }
        var tags = Arrays.stream(values.getProperty("tags", "").split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
        var repository = values.getProperty("repository", "").strip();
        if (repository.isEmpty() || tags.isEmpty()) {
            throw wrong(folder, "a recipe has a repository and tags");
        }
        return new Recipe(
                repository,
                tags,
                Optional.ofNullable(values.getProperty("base")),
                Optional.ofNullable(values.getProperty("command")),
                folder);
    }

    private static QuaysideException wrong(Path folder, String reason) {
        return new QuaysideException(
                ErrorCode.INVALID_FILE,
                "'" + folder.resolve("recipe.properties") + "' is no recipe: " + reason,
                "correct the recipe");
    }

    boolean makes(ImageRef image) {
        return image.registry().equals(ImageRef.DOCKER_HUB)
                && image.digest().isEmpty()
                && image.familiarName().equals(repository)
                && image.tag().filter(tags::contains).isPresent();
    }

    /** The names of what it makes. */
    List<ImageRef> images() {
        return tags.stream().map(tag -> ImageRef.parse(repository + ":" + tag)).toList();
    }
}
