package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;

/** Pulls and builds images. Thread-safe. */
final class ImageChanges {
    private final DockerIntegration docker;

    ImageChanges(DockerIntegration docker) {
        this.docker = docker;
    }

    void pull(Change.PullImage change, ProgressListener progress) {
        docker.pullImage(change.image(), change.platform(), progress);
    }

    void build(Change.BuildImage change, ProgressListener progress) {
        docker.buildImage(change.build(), change.reference(), progress);
    }
}
