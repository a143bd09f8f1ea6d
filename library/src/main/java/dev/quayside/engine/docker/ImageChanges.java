package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;

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
        docker.pullImage(change.image(), change.platform(), progress);
    }

    void build(Change.BuildImage change, ProgressListener progress) {
        docker.images().build(change.build(), change.reference(), source, progress);
    }
}
