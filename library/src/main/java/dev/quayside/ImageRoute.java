package dev.quayside;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.kubernetes.ImageSupply.Supplied;
import dev.quayside.model.ImageRef;
import java.util.Optional;

/** The way of an image from the Docker Engine that built it to the nodes of a cluster. Thread-safe. */
interface ImageRoute {
    /** The image of this name as the nodes have it or can pull it now. Only reads. */
    Optional<Supplied> find(ImageRef image);

    /** Brings the image that the Docker Engine has under this name. */
    void bring(ImageRef image, ProgressListener progress);
}
