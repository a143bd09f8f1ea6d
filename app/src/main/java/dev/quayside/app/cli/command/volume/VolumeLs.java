package dev.quayside.app.cli.command.volume;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.docker.DockerVolume;
import dev.quayside.engine.docker.ListOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code volume ls}. */
public final class VolumeLs implements Command {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only the names")
    private boolean quiet;

    @Override
    public List<Example> examples() {
        return List.of(example("volume ls", "lists the volumes"), example("volume ls -q", "lists their names only"));
    }

    @Override
    public int run(Invocation invocation) {
        List<DockerVolume> volumes;
        try (var quayside = invocation.connect()) {
            volumes = quayside.docker().volumes().list(ListOptions.ALL);
        }
        if (quiet) {
            volumes.forEach(volume -> invocation.line(volume.name()));
        } else {
            invocation.data(() -> table(volumes), () -> Tree.list(volumes, VolumeLs::tree));
        }
        return 0;
    }

    private static Table table(List<DockerVolume> volumes) {
        var table = Table.of("name", "driver", "scope", "mountpoint");
        volumes.forEach(volume -> table.row(volume.name(), volume.driver(), volume.scope(), volume.mountpoint()));
        return table;
    }

    static Tree tree(DockerVolume volume) {
        return new Tree()
                .put("name", volume.name())
                .put("driver", volume.driver())
                .put("scope", volume.scope())
                .put("mountpoint", volume.mountpoint())
                .put("labels", volume.labels())
                .put("options", volume.options())
                .put("created", volume.created());
    }
}
