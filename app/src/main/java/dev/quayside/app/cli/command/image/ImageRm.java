package dev.quayside.app.cli.command.image;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.EachName;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.engine.docker.RemoveImageOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code image rm}. */
public final class ImageRm implements Command {
    @Option(
            names = {"-f", "--force"},
            description = "Also if a stopped container uses it or it has several names")
    private boolean force;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names or ids")
    private List<String> names = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(example("image rm shop-web:old", "removes an image"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = force ? RemoveImageOptions.FORCED : RemoveImageOptions.DEFAULT;
        try (var quayside = invocation.connect()) {
            var images = quayside.docker().images();
            return EachName.run(invocation, names, name -> images.remove(name, options));
        }
    }
}
