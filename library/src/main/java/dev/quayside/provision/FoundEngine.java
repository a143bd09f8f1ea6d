package dev.quayside.provision;

import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.EngineChoice;
import dev.quayside.engine.docker.ImageSource;

/**
 * A running engine and how it was found. Closing it disconnects; the engine goes on.
 *
 * @param docker the connection
 * @param images to ask before an image is pulled: the embedded engine may have to make it
 * @param embedded whether it is the embedded engine
 */
public record FoundEngine(DockerIntegration docker, ImageSource images, boolean embedded) implements AutoCloseable {
    /** Which engine was chosen, and why no other. */
    public EngineChoice choice() {
        return docker.choice();
    }

    @Override
    public void close() {
        docker.close();
    }
}
