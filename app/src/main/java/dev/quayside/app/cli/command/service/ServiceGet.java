package dev.quayside.app.cli.command.service;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.app.cli.view.ClusterServices;
import dev.quayside.engine.kubernetes.KubernetesService;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code service get}. */
public final class ServiceGet implements Command {
    @Parameters(paramLabel = "NAME", index = "0", description = "Its name")
    private String name = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("service get web", "shows a service"),
                example("service get web --output json", "shows all attributes, for a program"));
    }

    @Override
    public int run(Invocation invocation) {
        KubernetesService service;
        try (var cluster = Cluster.connect(invocation)) {
            service = cluster.kubernetes().getService(name, cluster.namespace());
        }
        invocation.data(
                () -> ClusterServices.table(List.of(service), Namespaces.HIDDEN, invocation::ago),
                () -> ClusterServices.tree(service).members());
        return 0;
    }
}
