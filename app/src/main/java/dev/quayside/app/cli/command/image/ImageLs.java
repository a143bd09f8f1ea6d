package dev.quayside.app.cli.command.image;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.view.Replicas;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.docker.DockerImage;
import dev.quayside.engine.docker.ListOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code image ls}. */
public final class ImageLs implements Command {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only the ids")
    private boolean quiet;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Only images of this name, such as redis or redis:7")
    private @Nullable String name;

    @Override
    public List<Example> examples() {
        return List.of(
                example("image ls", "lists the images"),
                example("image ls --output json redis", "lists those of one repository, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = name == null ? ListOptions.ALL : ListOptions.ALL.withFilter("reference", name);
        List<DockerImage> images;
        try (var quayside = invocation.connect()) {
            images = quayside.docker().listImages(options);
        }
        if (quiet) {
            images.stream().map(DockerImage::id).distinct().forEach(invocation::line);
        } else {
            invocation.data(() -> table(images, invocation), () -> Tree.list(images, ImageLs::tree));
        }
        return 0;
    }

    private static Table table(List<DockerImage> images, Invocation invocation) {
        var table = Table.of("repository", "tag", "id", "size", "created");
        images.forEach(image -> table.row(
                image.repository().isEmpty() ? "<none>" : image.repository(),
                image.tag().isEmpty() ? "<none>" : image.tag(),
                Replicas.shortId(image.id()),
                Texts.bytes(image.sizeBytes()),
                invocation.ago(image.created())));
        return table;
    }

    static Tree tree(DockerImage image) {
        return new Tree()
                .put("id", image.id())
                .put("repository", image.repository())
                .put("tag", image.tag())
                .put("sizeBytes", image.sizeBytes())
                .put("created", image.created())
                .put("names", image.names())
                .put("digests", image.digests())
                .put("labels", image.labels());
    }
}
