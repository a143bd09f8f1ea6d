package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.model.Placement;
import dev.quayside.model.Rollout;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Makes the model of how a cluster replaces and places a service's replicas. */
final class RolloutReader {
    private static final String UPDATES = "update_config";

    /** What only a Swarm knows. */
    private static final List<List<String>> OTHERS = List.of(
            List.of("restart_policy", "delay"),
            List.of("restart_policy", "window"),
            List.of("resources", "reservations", "generic_resources"),
            List.of(UPDATES, "failure_action"),
            List.of(UPDATES, "max_failure_ratio"),
            List.of("rollback_config"));

    private final String name;
    private final MappingNode deploy;
    private final Findings findings;

    RolloutReader(String name, MappingNode deploy, Findings findings) {
        this.name = name;
        this.deploy = deploy;
        this.findings = findings;
    }

    Rollout rollout() {
        MappingNode updates = deploy.mapping(UPDATES).orElse(MappingNode.empty(deploy.position()));
        return new Rollout(
                count(updates, "parallelism"),
                positive(updates, "delay"),
                positive(updates, "monitor"),
                deploy.text("endpoint_mode").filter("dnsrr"::equals).isPresent(),
                others());
    }

    private static Optional<Duration> positive(MappingNode updates, String key) {
        return ServiceReader.duration(updates, key).filter(Duration::isPositive);
    }

    Placement placement() {
        MappingNode placement = deploy.mapping("placement").orElse(MappingNode.empty(deploy.position()));
        List<String> spread = placement.items("preferences").stream()
                .map(MappingNode.class::cast)
                .flatMap(preference -> preference.text("spread").stream())
                .toList();
        OptionalInt most = count(placement, "max_replicas_per_node");
        return new Placement(
                AppReader.list(placement, "constraints"),
                spread,
                most.stream().filter(count -> count > 0).findFirst());
    }

    private OptionalInt count(MappingNode mapping, String key) {
        Optional<Long> count = mapping.text(key).map(Long::parseLong);
        if (count.isPresent() && (count.get() < 0 || count.get() > Integer.MAX_VALUE)) {
            findings.impossible(
                    mapping.at(key),
                    "services." + name + ".deploy: " + count.get() + " is no number of replicas",
                    "write a smaller number, at least 0",
                    "deploy/" + key);
            return OptionalInt.empty();
        }
        return count.map(value -> OptionalInt.of(value.intValue())).orElse(OptionalInt.empty());
    }

    private Set<String> others() {
        Set<String> others = new LinkedHashSet<>();
        for (List<String> path : OTHERS) {
            Optional<? extends Node> at = Optional.of(deploy);
            for (String key : path) {
                at = at.flatMap(node -> node instanceof MappingNode mapping ? mapping.get(key) : Optional.empty());
            }
            if (at.isPresent()) {
                others.add(String.join(".", path));
            }
        }
        return others;
    }
}
