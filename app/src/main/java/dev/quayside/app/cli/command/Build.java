package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code build}. */
final class Build implements Command {
    @Option(names = "--no-cache", description = "Uses no results of earlier builds")
    private boolean noCache;

    @Option(names = "--pull", description = "Pulls base images, also those that are there")
    private boolean pull;

    @Option(
            names = "--build-arg",
            paramLabel = "NAME[=VALUE]",
            description = "Sets a build argument, or passes a variable on; may be repeated")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private RegistryFlag registry = new RegistryFlag();

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("build", "builds the images of all services that have a build"),
                example("build --no-cache web", "builds that of the service web from scratch"));
    }

    @Override
    public int run(Invocation invocation) {
        registry.applyTo(invocation);
        App app = invocation.project(services).app();
        Map<String, String> given =
                KeyValues.variables(arguments, invocation.surroundings().environment());
        for (Service service : app.services().values()) {
            var image = service.image();
            if (image.build().isPresent()) {
                app = app.withService(service.withImage(new dev.quayside.model.ServiceImage(
                        image.reference(),
                        Optional.of(changed(image.build().get(), given)),
                        image.pullPolicy(),
                        image.platform())));
            }
        }
        App wanted = app;
        try (var quayside = invocation.connect()) {
            return new ShownRun(invocation).run("run 'quayside build' again", listener -> {
                quayside.build(wanted, services, listener);
                return 0;
            });
        }
    }

    private dev.quayside.model.Build changed(dev.quayside.model.Build build, Map<String, String> given) {
        var all = new LinkedHashMap<>(build.arguments());
        all.putAll(given);
        return new dev.quayside.model.Build(
                build.context(),
                build.dockerfile(),
                build.inlineDockerfile(),
                all,
                build.target(),
                build.labels(),
                build.tags(),
                build.platform(),
                build.noCache() || noCache,
                build.pull() || pull,
                build.network(),
                build.cacheFrom(),
                build.extraHosts(),
                build.shmSizeBytes());
    }
}
