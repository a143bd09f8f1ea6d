package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what a file implies: the default network, the names of resources, the dependencies that other keys bring. */
final class Normalizer {
    private static final List<String> RESOURCES = List.of("networks", "volumes", "configs", "secrets");
    private static final List<String> KINDS =
            List.of("services", "networks", "volumes", "configs", "secrets", "models");
    private static final List<String> NAMESPACES = List.of("network_mode", "ipc", "pid", "uts", "cgroup");
    private static final String OF_SERVICE = "service:";
    private static final String OF_CONTAINER = "container:";
    private static final String DEFAULT = "default";

    private final String project;
    private final Findings findings;
    private final Map<String, String> environment;

    Normalizer(String project, Map<String, String> environment, Findings findings) {
        this.findings = findings;
        this.project = project;
        this.environment = environment;
    }

    MappingNode normalize(MappingNode root) {
        MappingNode services = root.mapping("services")
                .orElse(MappingNode.empty(root.position()))
                .changeAll((name, service) -> service(service instanceof MappingNode known ? known : empty(service)));
        MappingNode tree = root.with("services", services);
        tree = withDefaultNetwork(tree, services).change("jobs", this::jobs);
        for (String kind : RESOURCES) {
            tree = tree.change(kind, this::named);
        }
        return ordered(tree.without("include"));
    }

    private Node jobs(Node jobs) {
        return jobs instanceof MappingNode mapping
                ? mapping.changeAll((name, job) -> job instanceof MappingNode known ? complete(known) : job)
                : jobs;
    }

    /** The project's name stands first. */
    private static MappingNode ordered(MappingNode tree) {
        var entries = new LinkedHashMap<String, Entry>();
        Entry name = tree.entries().get("name");
        if (name != null) {
            entries.put("name", name);
        }
        tree.entries().forEach(entries::putIfAbsent);
        return new MappingNode(tree.position(), entries);
    }

    private static MappingNode empty(Node node) {
        return MappingNode.empty(node.position());
    }

    private MappingNode service(MappingNode service) {
        MappingNode complete = complete(service);
        return complete.change("pre_start", hooks -> inherited(hooks, complete));
    }

    private MappingNode complete(MappingNode service) {
        return withDependencies(withNetworks(withReplicas(service)))
                .change("pull_policy", Normalizer::pullPolicy)
                .change("build", this::build)
                .change("environment", values -> Pairs.resolve(values, environment, Pairs.Unset.KEPT))
                .change("volumes", Normalizer::cleanTargets);
    }

    /** Hooks with what the service says of its container and they do not; its volumes, they share when they run. */
    private Node inherited(Node hooks, MappingNode service) {
        var container = new LinkedHashMap<>(service.entries());
        container.keySet().retainAll(ServiceKeys.OF_CONTAINERS);
        container.remove("volumes");
        var base = new MappingNode(service.position(), container);
        return hooks instanceof SequenceNode list
                ? list.changeAll(hook -> hook instanceof MappingNode known
                        ? new Merger(findings).mergeService(base, known, "hook")
                        : hook)
                : hooks;
    }

    /** The number of replicas stands in both places, if there are both. */
    private static MappingNode withReplicas(MappingNode service) {
        Optional<Node> scale = service.get("scale");
        return scale.isEmpty()
                ? service
                : service.change(
                        "deploy",
                        node -> node instanceof MappingNode deploy && !deploy.has("replicas")
                                ? deploy.with("replicas", scale.get())
                                : node);
    }

    private static Node pullPolicy(Node policy) {
        return policy.content().equals("if_not_present") ? ScalarNode.text(policy.position(), "missing") : policy;
    }

    private Node build(Node node) {
        if (!(node instanceof MappingNode build)) {
            return node;
        }
        boolean named = build.has("dockerfile") || build.has("dockerfile_inline");
        MappingNode complete =
                named ? build : build.with("dockerfile", ScalarNode.text(build.position(), "Dockerfile"));
        return complete.change("args", values -> Pairs.resolve(values, environment, Pairs.Unset.REMOVED));
    }

    private static Node cleanTargets(Node volumes) {
        return volumes instanceof SequenceNode list
                ? list.changeAll(item -> item instanceof MappingNode volume
                        ? volume.change(
                                "target",
                                target -> ScalarNode.text(
                                        target.position(),
                                        Paths.clean(volume.text("target").orElse(""))))
                        : item)
                : volumes;
    }

    private static MappingNode withNetworks(MappingNode service) {
        boolean joins = service.mapping("networks")
                .filter(networks -> !networks.entries().isEmpty())
                .isPresent();
        return joins || service.has("provider") || service.has("network_mode")
                ? service
                : service.with("networks", empty(service).with(DEFAULT, ScalarNode.nothing(service.position())));
    }

    private static MappingNode withDefaultNetwork(MappingNode root, MappingNode services) {
        boolean used = services.entries().values().stream()
                .anyMatch(entry -> entry.value() instanceof MappingNode service
                        && service.mapping("networks")
                                .filter(networks -> networks.has(DEFAULT))
                                .isPresent());
        MappingNode networks = root.mapping("networks").orElse(empty(root));
        return !used || networks.has(DEFAULT)
                ? root
                : root.with("networks", networks.with(DEFAULT, ScalarNode.nothing(root.position())));
    }

    private static MappingNode withDependencies(MappingNode service) {
        var dependencies = new LinkedHashMap<String, Entry>();
        service.mapping("depends_on").ifPresent(known -> dependencies.putAll(known.entries()));
        for (Node link : service.items("links")) {
            if (link instanceof ScalarNode scalar) {
                String[] parts = scalar.text().split(":", -1);
                imply(dependencies, parts.length == 2 ? parts[0] : scalar.text(), true, scalar.position());
            }
        }
        for (String namespace : NAMESPACES) {
            Optional<String> shared = service.text(namespace).filter(text -> text.startsWith(OF_SERVICE));
            shared.ifPresent(text -> imply(
                    dependencies,
                    text.substring(OF_SERVICE.length()),
                    true,
                    service.get(namespace).orElse(service).position()));
        }
        for (Node from : service.items("volumes_from")) {
            if (from instanceof ScalarNode scalar && !scalar.text().startsWith(OF_CONTAINER)) {
                imply(dependencies, scalar.text().split(":", -1)[0], false, scalar.position());
            }
        }
        return dependencies.isEmpty()
                ? service
                : service.with("depends_on", new MappingNode(service.position(), dependencies));
    }

    private static void imply(Map<String, Entry> dependencies, String name, boolean restart, Position position) {
        MappingNode implied = MappingNode.empty(position)
                .with("condition", ScalarNode.text(position, "service_started"))
                .with("restart", ScalarNode.flag(position, restart))
                .with("required", ScalarNode.flag(position, true));
        dependencies.putIfAbsent(name, new Entry(position, implied));
    }

    /** Nothing but this: a resource or service without keys is one that has them all by default. */
    static MappingNode withoutNulls(MappingNode root) {
        MappingNode tree = ordered(root.without("include"));
        for (String kind : KINDS) {
            tree = tree.change(
                    kind,
                    all -> all instanceof MappingNode known
                            ? known.changeAll((key, node) -> node.isNothing() ? empty(node) : node)
                            : all);
        }
        return tree;
    }

    private Node named(Node resources) {
        return resources instanceof MappingNode mapping ? mapping.changeAll(this::named) : resources;
    }

    private Node named(String key, Node node) {
        MappingNode resource = node instanceof MappingNode known ? known : empty(node);
        boolean unnamed = resource.get("name").filter(name -> !name.isNothing()).isEmpty();
        String name = resource.isTrue("external") ? key : project + "_" + key;
        return unnamed ? resource.with("name", ScalarNode.text(resource.position(), name)) : resource;
    }
}
