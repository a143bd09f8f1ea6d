package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Says which services of a canonical tree are meant: those of the active profiles, or the targets with what they depend on; and which
 * jobs, which are no targets and need none.
 */
final class Selection {
    private static final String EVERY_PROFILE = "*";

    private final MappingNode services;
    private final MappingNode jobs;
    private final Findings findings;

    Selection(MappingNode root, Findings findings) {
        this.services = root.mapping("services").orElse(MappingNode.empty(root.position()));
        this.jobs = root.mapping("jobs").orElse(MappingNode.empty(root.position()));
        this.findings = findings;
    }

    /** The services that the profiles activate, in file order. */
    Set<String> active(Set<String> profiles) {
        return active(services, profiles);
    }

    /** The jobs that the profiles activate, in file order. */
    Set<String> activeJobs(Set<String> profiles) {
        return active(jobs, profiles);
    }

    private static Set<String> active(MappingNode containers, Set<String> profiles) {
        var active = new LinkedHashSet<String>();
        containers.entries().forEach((name, entry) -> {
            List<String> own = profiles(entry.value());
            if (own.isEmpty()
                    || profiles.contains(EVERY_PROFILE)
                    || own.stream().anyMatch(profiles::contains)) {
                active.add(name);
            }
        });
        return active;
    }

    /** The targets and everything that they need; all active services if there are no targets. */
    Set<String> selected(Set<String> profiles, List<String> targets) {
        if (targets.isEmpty()) {
            return active(profiles);
        }
        targets.stream().filter(target -> !services.has(target)).forEach(this::unknown);
        Set<String> needed = withDependencies(targets, active(widened(profiles, targets)));
        var ordered = new LinkedHashSet<>(services.entries().keySet());
        ordered.retainAll(needed);
        return ordered;
    }

    /** The profiles, and those of targets that none of them activates. */
    Set<String> widened(Set<String> profiles, List<String> targets) {
        var wider = new HashSet<>(profiles);
        Set<String> active = active(profiles);
        for (String target : targets) {
            if (!active.contains(target)) {
                services.get(target).ifPresent(service -> wider.addAll(profiles(service)));
            }
        }
        return wider;
    }

    private void unknown(String target) {
        findings.error(
                services.position(),
                "there is no service '" + target + "'",
                findings.suggestion(target, services.entries().keySet()),
                "services");
    }

    private Set<String> withDependencies(List<String> targets, Set<String> active) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(targets);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (active.contains(name) && needed.add(name)) {
                dependencies(name).entries().forEach((dependency, entry) -> {
                    if (active.contains(dependency)) {
                        open.push(dependency);
                    } else if (isRequired(entry.value())) {
                        missing(name, dependency, entry.position());
                    }
                });
            }
        }
        return needed;
    }

    private void missing(String name, String dependency, Position position) {
        findings.error(
                position,
                "services." + name + " depends on '" + dependency + "', which no active profile has",
                "activate its profile, or write 'required: false'",
                "services/depends_on");
    }

    private MappingNode dependencies(String name) {
        Entry entry = services.entries().get(name);
        return entry != null && entry.value() instanceof MappingNode service
                ? service.mapping("depends_on").orElse(MappingNode.empty(service.position()))
                : MappingNode.empty(services.position());
    }

    static boolean isRequired(Node dependency) {
        return !(dependency instanceof MappingNode mapping)
                || mapping.get("required")
                        .map(Node::content)
                        .filter(Boolean.FALSE::equals)
                        .isEmpty();
    }

    /** The profiles that a service names. */
    static List<String> profiles(Node service) {
        var profiles = new ArrayList<String>();
        if (service instanceof MappingNode mapping) {
            mapping.items("profiles").forEach(item -> {
                if (item instanceof ScalarNode scalar) {
                    profiles.add(scalar.text());
                }
            });
        }
        return profiles;
    }

    /** The tree with the selected services and jobs only, and only the resources that these services use. */
    static MappingNode prune(MappingNode root, Set<String> selected, Set<String> selectedJobs) {
        MappingNode services = root.mapping("services").orElse(MappingNode.empty(root.position()));
        MappingNode kept = keep(services, selected);
        MappingNode tree = keep(root.with("services", kept), "jobs", selectedJobs);
        var used = new Usage(kept);
        tree = keep(tree, "networks", used.networks());
        tree = keep(tree, "volumes", used.volumes());
        tree = keep(tree, "configs", used.configs());
        tree = keep(tree, "secrets", used.secrets());
        return keep(tree, "models", used.models());
    }

    private static MappingNode keep(MappingNode tree, String kind, Set<String> names) {
        MappingNode kept = keep(tree.mapping(kind).orElse(MappingNode.empty(tree.position())), names);
        return kept.entries().isEmpty() ? tree.without(kind) : tree.with(kind, kept);
    }

    private static MappingNode keep(MappingNode mapping, Set<String> names) {
        var kept = new LinkedHashMap<String, Entry>(mapping.entries());
        kept.keySet().retainAll(names);
        return new MappingNode(mapping.position(), kept);
    }
}
