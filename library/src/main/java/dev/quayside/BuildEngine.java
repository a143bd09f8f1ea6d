package dev.quayside;

import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.provision.EngineFinder;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The Docker Engine that builds images for a cluster, connected when it is first needed. Thread-safe. */
final class BuildEngine implements AutoCloseable {
    private final ConnectOptions options;
    private final ReentrantLock connecting = new ReentrantLock();
    private @Nullable DockerIntegration connected;
    private boolean embedded;

    BuildEngine(ConnectOptions options) {
        this.options = options;
    }

    /** The connection; made by the first who asks, for whom all others wait. */
    DockerIntegration docker(EmbeddedUse use) {
        connecting.lock();
        try {
            if (connected == null) {
                connected = connect(use);
            }
            return connected;
        } finally {
            connecting.unlock();
        }
    }

    private DockerIntegration connect(EmbeddedUse use) {
        // The context is the cluster's.
        var flags = new EndpointFlags(options.host(), Optional.empty());
        var found = new EngineFinder(options.environment(), options.home()).find(flags, use, options.progress());
        found.choice().warnings().forEach(options.notices());
        found.docker().askBeforeImages(found.images());
        embedded = found.embedded();
        return found.docker();
    }

    /** Whether the connection is one to the embedded engine. */
    boolean isEmbedded() {
        connecting.lock();
        try {
            return embedded;
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            if (connected != null) {
                connected.close();
            }
        } finally {
            connecting.unlock();
        }
    }
}
