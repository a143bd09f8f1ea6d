package dev.quayside.app.cli.command.container;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.invocation.PassesWordsOn;
import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.model.Attachment;
import dev.quayside.model.Mount;
import dev.quayside.model.ServiceProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code container create}. */
public final class ContainerCreate implements PassesWordsOn {
    @Option(names = "--name", paramLabel = "NAME", description = "Its name (default: the engine invents one)")
    private String name = "";

    @Option(
            names = {"-p", "--publish"},
            paramLabel = "[[ADDRESS:]PORT:]PORT[/PROTOCOL]",
            description = "Publishes a port of the container on the host, such as 8080:80; may be repeated")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Sets a variable, or passes one on; may be repeated")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = {"-v", "--volume"},
            paramLabel = "SOURCE:TARGET[:ro]",
            description = "Mounts a volume, or a folder of the engine's host; may be repeated")
    private List<String> volumes = new ArrayList<>();

    @Option(names = "--network", paramLabel = "NETWORK", description = "Joins a network; may be repeated")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "A label; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--entrypoint", paramLabel = "COMMAND", description = "Replaces the image's entry point")
    private @Nullable String entrypoint;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER",
            description = "Runs as this user, or USER:GROUP")
    private @Nullable String user;

    @Option(
            names = {"-w", "--workdir"},
            paramLabel = "DIR",
            description = "Runs in this folder of the container")
    private @Nullable String workingDirectory;

    @Option(
            names = {"-t", "--tty"},
            description = "Gives it a terminal")
    private boolean terminal;

    @Option(
            names = {"-i", "--interactive"},
            description = "Keeps its standard input open")
    private boolean interactive;

    @Option(names = "--init", description = "Runs a small init process that reaps children")
    private boolean init;

    @Option(names = "--read-only", description = "Its root file system can only be read")
    private boolean readOnly;

    @Option(names = "--restart", paramLabel = "POLICY", description = "no, always, on-failure[:MAX] or unless-stopped")
    private @Nullable String restart;

    @Option(names = "--platform", paramLabel = "PLATFORM", description = "For another platform, such as linux/arm64")
    private @Nullable String platform;

    @Parameters(paramLabel = "IMAGE", index = "0", description = "The image; it must be there")
    private String image = "";

    @Parameters(paramLabel = "COMMAND", index = "1..*", arity = "0..*", description = "Replaces the image's command")
    private List<String> command = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("container create --name web -p 8080:80 nginx", "creates a container with a published port"),
                example(
                        "container create -e MODE=test busybox sh -c 'echo $MODE'",
                        "creates one with its own command"));
    }

    @Override
    public int run(Invocation invocation) {
        var process = new ServiceProcess(
                Optional.ofNullable(entrypoint).map(List::of),
                command.isEmpty() ? Optional.empty() : Optional.of(command),
                KeyValues.variables(variables, invocation.surroundings().environment()),
                Optional.ofNullable(workingDirectory),
                Optional.ofNullable(user),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                terminal,
                interactive,
                init);
        var defaults = CreateContainerOptions.DEFAULT;
        var options = defaults.withProcess(process)
                .withPorts(ports.stream().map(ContainerTexts::port).toArray(dev.quayside.model.PortMapping[]::new))
                .withMounts(volumes.stream()
                        .map(text -> ContainerTexts.mount(
                                text, invocation.surroundings().workingDirectory()))
                        .toArray(Mount[]::new))
                .withLabels(KeyValues.map(labels));
        for (String network : networks) {
            options = options.withNetwork(network, Attachment.PLAIN);
        }
        options = readOnly ? options.withIsolation(options.isolation().withReadOnlyRoot()) : options;
        options = restart == null
                ? options
                : options.withLifecycle(ContainerTexts.restarting(options.lifecycle(), restart));
        options = platform == null ? options : options.withPlatform(platform);
        DockerContainer container;
        try (var quayside = invocation.connect()) {
            container = quayside.docker().createContainer(image, name, options);
        }
        invocation.data(container.id() + "\n", () -> ContainerLs.tree(container).members());
        return 0;
    }
}
