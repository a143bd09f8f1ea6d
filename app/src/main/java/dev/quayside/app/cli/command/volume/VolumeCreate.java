package dev.quayside.app.cli.command.volume;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.engine.docker.CreateVolumeOptions;
import dev.quayside.engine.docker.DockerVolume;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code volume create}. */
public final class VolumeCreate implements Command {
    @Option(
            names = {"-d", "--driver"},
            paramLabel = "DRIVER",
            description = "The driver (default: local)")
    private String driver = "local";

    @Option(
            names = {"-o", "--opt"},
            paramLabel = "KEY=VALUE",
            description = "An option of the driver; may be repeated")
    private List<String> driverOptions = new ArrayList<>();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("volume create shop-data", "creates a volume"),
                example("volume create --label team=shop shop-data", "creates one with a label"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = new CreateVolumeOptions(driver, KeyValues.map(driverOptions), KeyValues.map(labels));
        DockerVolume volume;
        try (var quayside = invocation.connect()) {
            volume = quayside.docker().createVolume(name, options);
        }
        invocation.data(volume.name() + "\n", () -> VolumeLs.tree(volume).members());
        return 0;
    }
}
