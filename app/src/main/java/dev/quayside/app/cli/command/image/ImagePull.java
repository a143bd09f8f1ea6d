package dev.quayside.app.cli.command.image;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.progress.ProgressDisplay.Status;
import dev.quayside.engine.docker.DockerImage;
import dev.quayside.model.ImageRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code image pull}. */
public final class ImagePull implements Command {
    @Option(names = "--platform", paramLabel = "PLATFORM", description = "For another platform, such as linux/arm64")
    private @Nullable String platform;

    @Parameters(paramLabel = "IMAGE", index = "0", description = "Its name, such as redis:7")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(example("image pull redis:7", "pulls an image"));
    }

    @Override
    public int run(Invocation invocation) {
        ImageRef reference = ImageRef.parse(name);
        DockerImage image;
        try (var quayside = invocation.connect();
                var display = ProgressDisplay.of(invocation)) {
            display.show(name, Status.RUNNING, "pulling");
            image = quayside.docker().pullImage(reference, Optional.ofNullable(platform), display.listener(name));
            display.show(name, Status.DONE, "pulled");
        }
        invocation.data(image.reference() + "\n", () -> ImageLs.tree(image).members());
        return 0;
    }
}
