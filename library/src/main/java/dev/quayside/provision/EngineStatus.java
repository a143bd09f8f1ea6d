package dev.quayside.provision;

import dev.quayside.engine.docker.EngineChoice;
import dev.quayside.engine.docker.EngineDetails;
import dev.quayside.error.QuaysideException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which engine is used, how it is, and how the embedded one is.
 *
 * @param choice the engine, and why no other was chosen; empty if none answers
 * @param details its version, API version, storage driver, whether it is rootless, and more
 * @param freeBytes what its disk has left; empty if the engine is elsewhere
 * @param madeImages names of images on it that were made from packages because no registry could be reached
 * @param embedded the embedded engine, chosen or not
 * @param failure why no engine was chosen
 */
public record EngineStatus(
        Optional<EngineChoice> choice,
        Optional<EngineDetails> details,
        OptionalLong freeBytes,
        List<String> madeImages,
        EmbeddedStatus embedded,
        Optional<QuaysideException> failure) {
    /** Copies the list. */
    public EngineStatus {
        madeImages = List.copyOf(madeImages);
    }
}
