package dev.quayside;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerImages;
import dev.quayside.engine.docker.ImageDetails;
import dev.quayside.engine.docker.RemoveImageOptions;
import dev.quayside.engine.http.Parallel;
import dev.quayside.engine.kubernetes.ImageSupply.Supplied;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.util.List;
import java.util.Optional;

/** Straight into nodes that are containers of the Docker Engine, under a name made of the image's id. */
final class NodeRoute implements ImageRoute {
    private static final int NODES_AT_ONCE = 4;
    private static final int ID_LENGTH = 20;

    private final DockerImages images;
    private final List<ClusterNode> nodes;

    NodeRoute(DockerImages images, List<ClusterNode> nodes) {
        this.images = images;
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public Optional<Supplied> find(ImageRef image) {
        return local(image)
                .map(details -> new Supplied(exact(image, details), details.facts(), details.architecture()))
                .filter(supplied -> lacking(supplied.reference()).isEmpty());
    }

    private Optional<ImageDetails> local(ImageRef image) {
        return images.find(image.inTaggedForm().familiar());
    }

    /** A tag that is moved to another image would leave pods on the old one. */
    private static ImageRef exact(ImageRef image, ImageDetails details) {
        String digits = details.image().id().replaceFirst("^sha256:", "");
        return image.withoutDigest().withTag("id-" + digits.substring(0, Math.min(ID_LENGTH, digits.length())));
    }

    private List<ClusterNode> lacking(ImageRef exact) {
        List<Boolean> there = Parallel.map(NODES_AT_ONCE, nodes, node -> node.has(exact));
        return nodes.stream().filter(node -> !there.get(nodes.indexOf(node))).toList();
    }

    @Override
    public void bring(ImageRef image, ProgressListener progress) {
        ImageDetails details = local(image)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "the Docker Engine no longer has the image '" + image + "' that it has just built",
                        "see what removes images there, and run the command again"));
        ImageRef exact = exact(image, details);
        images.tag(details.image().id(), exact);
        try {
            Parallel.map(NODES_AT_ONCE, lacking(exact), node -> {
                node.load(exact);
                progress.on(Progress.line(node.name(), image + " loaded into " + node.name()));
                return node;
            });
        } finally {
            images.remove(exact.familiar(), RemoveImageOptions.DEFAULT);
        }
    }
}
