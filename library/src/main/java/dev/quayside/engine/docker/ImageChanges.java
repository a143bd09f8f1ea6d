package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.error.QuaysideException;

/** Pulls and builds images. Thread-safe. */
final class ImageChanges {
    private final DockerIntegration docker;
    private final ImageSource source;

    ImageChanges(DockerIntegration docker, ImageSource source) {
        this.docker = docker;
        this.source = source;
    }

    void pull(Change.PullImage change, ProgressListener progress) {
        source.beforeImage(change.image());
        explained(() -> docker.pullImage(change.image(), change.platform(), progress));
    }

    void build(Change.BuildImage change, ProgressListener progress) {
        explained(() -> docker.images().build(change.build(), change.reference(), source, progress));
    }

    private void explained(Runnable change) {
        try {
            change.run();
        } catch (QuaysideException e) {
            throw source.explain(e);
        }
    }
}
