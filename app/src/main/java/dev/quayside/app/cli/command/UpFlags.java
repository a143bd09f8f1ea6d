package dev.quayside.app.cli.command;

import dev.quayside.UpOptions;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.plan.PlanOptions.Building;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Recreation;
import dev.quayside.plan.PlanOptions.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code up} and {@code plan} have in common. */
final class UpFlags {
    private static final int MAXIMUM_REPLICAS = 1000;

    @Option(names = "--build", description = "Builds images first, also those that are there")
    private boolean build;

    @Option(names = "--no-build", description = "Builds nothing: a missing image is an error")
    private boolean noBuild;

    @Option(names = "--pull", paramLabel = "WHEN", description = "When images are pulled: always, missing, never")
    private @Nullable String pull;

    @Option(names = "--force-recreate", description = "Replaces all containers, also those that have not changed")
    private boolean forceRecreate;

    @Option(names = "--no-recreate", description = "Replaces no container, also not those that have changed")
    private boolean noRecreate;

    @Option(names = "--no-deps", description = "Leaves what the services depend on alone")
    private boolean noDependencies;

    @Option(names = "--remove-orphans", description = "Removes containers of services that the files no longer have")
    private boolean removeOrphans;

    @Option(
            names = "--force-conflicts",
            paramLabel = "OBJECT",
            description =
                    "Takes over what someone else manages of an object in the cluster, such as deployment/web, or all")
    private List<String> forceConflicts = new ArrayList<>();

    @Option(
            names = "--scale",
            paramLabel = "SERVICE=N",
            description = "Runs so many containers of a service; may be repeated")
    private List<String> scale = new ArrayList<>();

    @Mixin
    private RegistryFlag registry = new RegistryFlag();

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services, and what they depend on")
    private List<String> services = new ArrayList<>();

    /** The services that were named. */
    List<String> services() {
        return services;
    }

    /** As options of the library; the call is told of the registry. */
    UpOptions options(Invocation invocation, Waiting waiting, Optional<Duration> waitTimeout) {
        registry.applyTo(invocation);
        if (build && noBuild) {
            throw contradiction("--build", "--no-build");
        }
        if (forceRecreate && noRecreate) {
            throw contradiction("--force-recreate", "--no-recreate");
        }
        boolean orphans = removeOrphans
                || isTrue(invocation.surroundings().environment().getOrDefault("COMPOSE_REMOVE_ORPHANS", ""));
        return new UpOptions(
                services,
                noDependencies ? UpOptions.Dependencies.LEFT_ALONE : UpOptions.Dependencies.INCLUDED,
                replicas(),
                build ? Building.ALWAYS : noBuild ? Building.NEVER : Building.AS_NEEDED,
                Optional.ofNullable(pull).map(UpFlags::policy),
                forceRecreate ? Recreation.ALL : noRecreate ? Recreation.NONE : Recreation.CHANGED,
                orphans ? Orphans.REMOVE : Orphans.KEEP,
                Set.copyOf(forceConflicts.stream()
                        .map(object -> object.equals("all") ? "*" : object)
                        .toList()),
                waiting,
                waitTimeout);
    }

    private static boolean isTrue(String text) {
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    private static QuaysideException contradiction(String one, String other) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT, one + " and " + other + " contradict each other", "give one of them");
    }

    static PullPolicy policy(String word) {
        return switch (word) {
            case "always" -> PullPolicy.ALWAYS;
            case "missing" -> PullPolicy.MISSING;
            case "never" -> PullPolicy.NEVER;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--pull does not know '" + word + "'",
                        "use one of always, missing, never");
        };
    }

    private Map<String, Integer> replicas() {
        var replicas = new LinkedHashMap<String, Integer>();
        for (String text : scale) {
            int equals = text.lastIndexOf('=');
            String number = text.substring(equals + 1);
            if (equals < 1 || !number.matches("\\d{1,4}") || Integer.parseInt(number) > MAXIMUM_REPLICAS) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--scale cannot read '" + text + "'",
                        "write a service and a number up to " + MAXIMUM_REPLICAS + ", such as web=3");
            }
            replicas.put(text.substring(0, equals), Integer.parseInt(number));
        }
        return replicas;
    }
}
