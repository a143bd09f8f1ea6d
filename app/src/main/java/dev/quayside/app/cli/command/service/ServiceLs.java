package dev.quayside.app.cli.command.service;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.ListFlags;
import dev.quayside.app.cli.view.ClusterObjects.Namespaces;
import dev.quayside.app.cli.view.ClusterServices;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.kubernetes.KubernetesService;
import java.util.List;
import picocli.CommandLine.Mixin;

/** {@code service ls}. */
public final class ServiceLs implements Command {
    @Mixin
    private ListFlags which = new ListFlags();

    @Override
    public List<Example> examples() {
        return List.of(
                example("service ls", "lists the services of the context's namespace"),
                example("service ls -A -l team=web", "lists those of all namespaces that carry a label"));
    }

    @Override
    public int run(Invocation invocation) {
        List<KubernetesService> services;
        try (var cluster = Cluster.connect(invocation)) {
            services = cluster.kubernetes().listServices(which.options(cluster));
        }
        if (which.quiet()) {
            services.forEach(service -> invocation.line(service.name()));
        } else {
            var namespaces = which.everywhere() ? Namespaces.SHOWN : Namespaces.HIDDEN;
            invocation.data(
                    () -> ClusterServices.table(services, namespaces, invocation::ago),
                    () -> Tree.list(services, ClusterServices::tree));
        }
        return 0;
    }
}
