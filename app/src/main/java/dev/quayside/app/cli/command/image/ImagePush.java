package dev.quayside.app.cli.command.image;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.progress.ProgressDisplay.Status;
import dev.quayside.model.ImageRef;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code image push}. */
public final class ImagePush implements Command {
    @Parameters(paramLabel = "IMAGE", index = "0", description = "Its name, which begins with the registry's")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("image push registry.example/team/shop-web:1", "pushes an image to the registry in its name"));
    }

    @Override
    public int run(Invocation invocation) {
        ImageRef reference = ImageRef.parse(name);
        try (var quayside = invocation.connect();
                var display = ProgressDisplay.of(invocation)) {
            display.show(name, Status.RUNNING, "pushing");
            quayside.docker().pushImage(reference, display.listener(name));
            display.show(name, Status.DONE, "pushed");
        }
        invocation.line(name);
        return 0;
    }
}
