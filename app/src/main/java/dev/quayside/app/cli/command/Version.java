package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** {@code version}. */
@CommandLine.Command
public final class Version implements Command {
    @Override
    public List<Example> examples() {
        return List.of(example("version", "shows the version of this program"));
    }

    @Override
    public int run(Invocation invocation) {
        var tree = new Tree()
                .put("version", number())
                .put("java", Runtime.version().toString());
        invocation.data(text(), tree::members);
        return 0;
    }

    /** One line with the version. */
    public static String text() {
        return "quayside " + number() + "\n";
    }

    private static String number() {
        try (var resource = Version.class.getResourceAsStream("/dev/quayside/app/version.txt")) {
            return resource == null ? "unknown" : new String(resource.readNBytes(100), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
