package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import java.util.Optional;

/**
 * Brings the images that apps build to where the nodes of a cluster find them: a cluster builds nothing.
 *
 * <p>Calls may come from several threads at once.
 */
public interface ImageSupply extends AutoCloseable {
    /** No way to the nodes: a service that is built is refused. */
    ImageSupply NONE = new ImageSupply() {
        @Override
        public Optional<Supplied> find(Service service) {
            throw refusal(service.name());
        }

        @Override
        public void bring(Change.BuildImage change, ProgressListener progress) {
            throw refusal(change.service());
        }

        private static QuaysideException refusal(String service) {
            return new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "the service '" + service + "' is built, and a cluster builds nothing",
                    "build its image elsewhere, and name that without a build");
        }
    };

    /**
     * An image that the nodes have or can pull.
     *
     * @param reference the name by which they find it, which no other image ever gets
     * @param architecture the one that it was built for, such as {@code amd64}; empty: unknown
     */
    record Supplied(ImageRef reference, ImageFacts facts, String architecture) {}

    /**
     * The image that was built for a service, if the nodes can have it now. Only reads.
     *
     * @throws QuaysideException UNSUPPORTED if there is no way to bring it
     */
    Optional<Supplied> find(Service service);

    /**
     * Which image a name means in its registry now. Only reads.
     *
     * @return its digest; empty: the registry does not have it, or nobody is there to ask
     * @throws QuaysideException REGISTRY_UNREACHABLE, AUTHENTICATION_FAILED or another, if it cannot be asked
     */
    default Optional<String> digest(ImageRef image) {
        return Optional.empty();
    }

    /**
     * Builds an image and brings it to where the nodes find it.
     *
     * @throws QuaysideException UNSUPPORTED if there is no way to bring it; BUILD_FAILED; REGISTRY_UNREACHABLE or
     *     AUTHENTICATION_FAILED if it cannot be pushed
     */
    void bring(Change.BuildImage change, ProgressListener progress);

    /** Closes the connections that were needed. */
    @Override
    default void close() {}
}
