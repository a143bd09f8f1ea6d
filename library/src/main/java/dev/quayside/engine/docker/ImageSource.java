package dev.quayside.engine.docker;

import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;

/**
 * Is asked before the engine fetches an image, so that an engine with a mirror of its own can fill the mirror on demand.
 *
 * <p>Calls may come from several threads at once.
 */
@FunctionalInterface
public interface ImageSource {
    /** Does nothing: the engine finds its images by itself. */
    ImageSource NONE = image -> {};

    /** The engine is about to pull this image, or to build on it. Returns when it may; a failure stops the pull or build. */
    void beforeImage(ImageRef image);

    /** The pull or build failed: gives the failure to report, another one if the source knows better than the engine why. */
    default QuaysideException explain(QuaysideException failure) {
        return failure;
    }
}
