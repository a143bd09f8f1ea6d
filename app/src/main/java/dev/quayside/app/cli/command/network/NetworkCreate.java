package dev.quayside.app.cli.command.network;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.engine.docker.CreateNetworkOptions;
import dev.quayside.engine.docker.DockerNetwork;
import dev.quayside.model.Network.AddressPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code network create}. */
public final class NetworkCreate implements Command {
    @Option(
            names = {"-d", "--driver"},
            paramLabel = "DRIVER",
            description = "The driver (default: bridge)")
    private String driver = "bridge";

    @Option(names = "--subnet", paramLabel = "CIDR", description = "Its address range, such as 10.5.0.0/24")
    private @Nullable String subnet;

    @Option(names = "--gateway", paramLabel = "ADDRESS", description = "The address of the engine's host in it")
    private @Nullable String gateway;

    @Option(names = "--internal", description = "No way to the outside")
    private boolean internal;

    @Option(names = "--ipv6", description = "With IPv6")
    private boolean ipv6;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--opt", paramLabel = "KEY=VALUE", description = "An option of the driver; may be repeated")
    private List<String> driverOptions = new ArrayList<>();

    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("network create backend", "creates a network"),
                example(
                        "network create --internal --subnet 10.5.0.0/24 backend",
                        "creates one without a way to the outside"));
    }

    @Override
    public int run(Invocation invocation) {
        List<AddressPool> pools = subnet == null && gateway == null
                ? List.of()
                : List.of(new AddressPool(
                        Optional.ofNullable(subnet), Optional.ofNullable(gateway), Optional.empty(), Map.of()));
        var options = new CreateNetworkOptions(
                driver, KeyValues.map(driverOptions), internal, false, ipv6, pools, KeyValues.map(labels));
        DockerNetwork network;
        try (var quayside = invocation.connect()) {
            network = quayside.docker().createNetwork(name, options);
        }
        invocation.data(network.id() + "\n", () -> NetworkLs.tree(network).members());
        return 0;
    }
}
