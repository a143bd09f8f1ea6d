package dev.quayside.app.cli.command.network;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.Replicas;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.docker.DockerNetwork;
import dev.quayside.engine.docker.ListOptions;
import dev.quayside.model.Network.AddressPool;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code network ls}. */
public final class NetworkLs implements Command {
    @Option(
            names = {"-q", "--quiet"},
            description = "Only the ids")
    private boolean quiet;

    @Override
    public List<Example> examples() {
        return List.of(
                example("network ls", "lists the networks"),
                example("network ls --output yaml", "lists them with all attributes"));
    }

    @Override
    public int run(Invocation invocation) {
        List<DockerNetwork> networks;
        try (var quayside = invocation.connect()) {
            networks = quayside.docker().networks().list(ListOptions.ALL);
        }
        if (quiet) {
            networks.forEach(network -> invocation.line(network.id()));
        } else {
            invocation.data(() -> table(networks), () -> Tree.list(networks, NetworkLs::tree));
        }
        return 0;
    }

    private static Table table(List<DockerNetwork> networks) {
        var table = Table.of("id", "name", "driver", "scope", "subnets");
        networks.forEach(network -> table.row(
                Replicas.shortId(network.id()),
                network.name(),
                network.driver(),
                network.scope(),
                String.join(", ", subnets(network))));
        return table;
    }

    private static List<String> subnets(DockerNetwork network) {
        return network.pools().stream().flatMap(pool -> pool.subnet().stream()).toList();
    }

    static Tree tree(DockerNetwork network) {
        return new Tree()
                .put("id", network.id())
                .put("name", network.name())
                .put("driver", network.driver())
                .put("scope", network.scope())
                .put("internal", network.internal())
                .put("attachable", network.attachable())
                .put("ipv6", network.ipv6())
                .put("pools", network.pools(), NetworkLs::pool)
                .put("labels", network.labels())
                .put("options", network.options())
                .put("created", network.created());
    }

    private static Tree pool(AddressPool pool) {
        return new Tree()
                .put("subnet", pool.subnet())
                .put("gateway", pool.gateway())
                .put("ipRange", pool.ipRange());
    }
}
