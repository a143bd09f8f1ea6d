package dev.quayside;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerImages;
import dev.quayside.engine.docker.ImageDetails;
import dev.quayside.engine.kubernetes.ImageSupply.Supplied;
import dev.quayside.model.ImageRef;
import java.util.Optional;

/** By way of the registry in the image's name: the nodes pull it by its digest there. */
record RegistryRoute(DockerImages images) implements ImageRoute {
    @Override
    public Optional<Supplied> find(ImageRef image) {
        return images.digestInRegistry(image).map(digest -> supplied(image, digest));
    }

    private Supplied supplied(ImageRef image, String digest) {
        ImageRef exact = image.withoutTag().withDigest(digest);
        ImageDetails details = details(exact);
        return new Supplied(exact, details.facts(), details.architecture());
    }

    /** What an image says of itself shapes the objects, so it must be known even if another machine has built and pushed it. */
    private ImageDetails details(ImageRef exact) {
        return images.find(exact.familiar()).orElseGet(() -> {
            images.pull(exact, Optional.empty(), ProgressListener.silent());
            return images.inspect(exact.familiar());
        });
    }

    @Override
    public void bring(ImageRef image, ProgressListener progress) {
        images.push(image, progress);
    }
}
