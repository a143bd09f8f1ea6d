package dev.quayside.app.cli.command.container;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.view.Ports;
import dev.quayside.app.cli.view.Replicas;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.ListContainersOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code container ls}. */
public final class ContainerLs implements Command {
    @Option(
            names = {"-a", "--all"},
            description = "Stopped containers too")
    private boolean all;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the ids")
    private boolean quiet;

    @Option(names = "--filter", paramLabel = "KEY=VALUE", description = "Only those, such as name=web; may be repeated")
    private List<String> filters = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("container ls", "lists the containers that run"),
                example("container ls -a --filter label=team=web", "lists all that carry a label"));
    }

    @Override
    public int run(Invocation invocation) {
        var options = all ? ListContainersOptions.ALL : ListContainersOptions.RUNNING;
        for (String filter : filters) {
            options = options.withFilter(KeyValues.key(filter), KeyValues.value(filter));
        }
        // For people and for ids one call is enough; only programs see the environment.
        boolean brief = quiet || invocation.format() == OutputFormat.TABLE;
        List<DockerContainer> containers;
        try (var quayside = invocation.connect()) {
            containers = quayside.docker().listContainers(brief ? options.brief() : options);
        }
        if (quiet) {
            containers.forEach(container -> invocation.line(container.id()));
        } else {
            invocation.data(() -> table(containers, invocation), () -> Tree.list(containers, ContainerLs::tree));
        }
        return 0;
    }

    private static Table table(List<DockerContainer> containers, Invocation invocation) {
        var table = Table.of("id", "name", "image", "status", "ports", "created");
        containers.forEach(container -> table.row(
                Replicas.shortId(container.id()),
                container.name(),
                container.image(),
                container.statusText().isEmpty() ? container.status().toString() : container.statusText(),
                Ports.text(container.ports()),
                invocation.ago(container.created())));
        return table;
    }

    static Tree tree(DockerContainer container) {
        return new Tree()
                .put("id", container.id())
                .put("name", container.name())
                .put("image", container.image())
                .put("imageId", container.imageId())
                .put("status", container.status())
                .put("ports", container.ports(), Ports::tree)
                .put("environment", container.environment())
                .put("labels", container.labels())
                .put("addresses", container.addresses())
                .put("created", container.created());
    }
}
