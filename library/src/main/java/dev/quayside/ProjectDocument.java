package dev.quayside;

import dev.quayside.compose.ComposeWriter;
import dev.quayside.compose.ComposeWriter.Format;
import dev.quayside.compose.Node;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Redaction;
import dev.quayside.model.ImageRef;
import java.util.function.UnaryOperator;

/**
 * The files of an application as one, to be shown or written.
 *
 * @param tree what they say
 * @param variables whether there still are variables in it
 */
public record ProjectDocument(MappingNode tree, boolean variables) {
    private static final String SERVICES = "services";
    private static final String IMAGE = "image";

    /** As YAML that reads back to the same. */
    public String yaml() {
        return text(Format.YAML);
    }

    /** The same as JSON. */
    public String json() {
        return text(Format.JSON);
    }

    private String text(Format format) {
        return variables ? ComposeWriter.writeWithVariables(tree, format) : ComposeWriter.write(tree, format);
    }

    /** The same without the values that look like secrets, by their names or their shape. */
    public ProjectDocument redacted() {
        return new ProjectDocument(Redaction.tree(tree), variables);
    }

    /**
     * The same with other images.
     *
     * @param change is asked once for each service that names an image
     */
    public ProjectDocument withImages(UnaryOperator<ImageRef> change) {
        return new ProjectDocument(
                eachService(service -> service.change(IMAGE, image -> changed(image, change))), variables);
    }

    private static Node changed(Node image, UnaryOperator<ImageRef> change) {
        return image instanceof ScalarNode scalar && !scalar.isNull()
                ? ScalarNode.text(
                        scalar.position(),
                        change.apply(ImageRef.parse(scalar.text())).canonical())
                : image;
    }

    /** Only the images: what, as the last file, has the last word on them. */
    public ProjectDocument imagesOnly() {
        MappingNode images = eachService(service -> service.get(IMAGE)
                .map(image -> MappingNode.empty(service.position()).with(IMAGE, image))
                .orElse(MappingNode.empty(service.position())));
        Node services = images.get(SERVICES).orElse(MappingNode.empty(tree.position()));
        return new ProjectDocument(MappingNode.empty(tree.position()).with(SERVICES, services), variables);
    }

    private MappingNode eachService(UnaryOperator<MappingNode> change) {
        return tree.change(
                SERVICES,
                services -> services instanceof MappingNode all
                        ? all.changeAll(
                                (name, service) -> service instanceof MappingNode known ? change.apply(known) : service)
                        : services);
    }
}
