package dev.quayside;

import dev.quayside.engine.Replica;
import java.util.List;

/**
 * An application on an engine, in short.
 *
 * @param services the services that have containers, sorted
 * @param containers how many containers it has, stopped ones included
 * @param running how many of them run
 * @param unhealthy how many of them fail their health check
 */
public record AppSummary(String name, List<String> services, int containers, int running, int unhealthy) {
    public AppSummary {
        services = List.copyOf(services);
    }

    static AppSummary of(String name, List<Replica> replicas) {
        return new AppSummary(
                name,
                replicas.stream().map(r -> r.id().service()).distinct().sorted().toList(),
                replicas.size(),
                (int) replicas.stream()
                        .filter(r -> r.state() == Replica.State.RUNNING)
                        .count(),
                (int) replicas.stream()
                        .filter(r -> r.health() == Replica.Health.UNHEALTHY)
                        .count());
    }
}
