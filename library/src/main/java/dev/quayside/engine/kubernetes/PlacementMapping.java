package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.Placement;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On which nodes a service's pods may be: a Swarm's constraints and preferences in the cluster's words. */
final class PlacementMapping {
    private static final String OF_NODE = "node.labels.";
    private static final String HOST_NAME = "kubernetes.io/hostname";
    private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
    private static final Pattern CONSTRAINT = Pattern.compile("\\s*([\\w./-]+)\\s*(==|!=)\\s*(.+?)\\s*");
    private static final Map<String, String> LABELS = Map.of(
            "node.hostname", HOST_NAME,
            "node.platform.os", "kubernetes.io/os",
            "node.platform.arch", "kubernetes.io/arch");
    /** A Swarm calls processors as their makers do. */
    private static final Map<String, String> PROCESSORS = Map.of("x86_64", "amd64", "aarch64", "arm64");

    private final Placement placement;
    private final String name;
    private final MappingReport report;

    PlacementMapping(Service service, MappingReport report) {
        this.placement = service.orchestration().placement();
        this.name = service.name();
        this.report = report;
    }

    /** Whether no two of its pods may be on one node. */
    boolean keepsApart() {
        return placement.mostPerNode().orElse(0) == 1;
    }

    /** Which nodes its pods may be on; empty if it is all the same. */
    JsonObject affinity(JsonObject selector) {
        var affinity = new JsonObject();
        List<JsonObject> wanted = placement.constraints().stream()
                .flatMap(constraint -> requirement(constraint).stream())
                .toList();
        if (!wanted.isEmpty()) {
            var term = new JsonObject().putObjects("matchExpressions", wanted);
            var required = new JsonObject().putObjects("nodeSelectorTerms", List.of(term));
            affinity.put(
                    "nodeAffinity", new JsonObject().put("requiredDuringSchedulingIgnoredDuringExecution", required));
        }
        placement.mostPerNode().ifPresent(most -> addDistance(affinity, most, selector));
        return affinity;
    }

    private void addDistance(JsonObject affinity, int most, JsonObject selector) {
        if (most != 1) {
            report.refused(
                    "services." + name + ".deploy.placement.max_replicas_per_node",
                    "a cluster can keep pods apart, and does not count those of a node: write 1");
            return;
        }
        report.byTable(name, "deploy.placement.max_replicas_per_node");
        var apart = new JsonObject().put("topologyKey", HOST_NAME).put("labelSelector", selector);
        affinity.put(
                "podAntiAffinity",
                new JsonObject().putObjects("requiredDuringSchedulingIgnoredDuringExecution", List.of(apart)));
    }

    private Optional<JsonObject> requirement(String constraint) {
        Matcher parts = CONSTRAINT.matcher(constraint);
        if (!parts.matches()) {
            return refused(constraint);
        }
        boolean equal = parts.group(2).equals("==");
        String key = parts.group(1);
        String value = parts.group(3);
        if (key.equals("node.role") && (value.equals("manager") || value.equals("worker"))) {
            boolean manager = value.equals("manager") == equal;
            return Optional.of(
                    new JsonObject().put("key", CONTROL_PLANE).put("operator", manager ? "Exists" : "DoesNotExist"));
        }
        String known = LABELS.get(key);
        String label = known == null && key.startsWith(OF_NODE) ? key.substring(OF_NODE.length()) : known;
        String text = key.equals("node.platform.arch") ? PROCESSORS.getOrDefault(value, value) : value;
        if (label == null || !Names.isLabel(label, text)) {
            return refused(constraint);
        }
        return Optional.of(new JsonObject()
                .put("key", label)
                .put("operator", equal ? "In" : "NotIn")
                .putTexts("values", List.of(text)));
    }

    private Optional<JsonObject> refused(String constraint) {
        report.refused(
                "services." + name + ".deploy.placement.constraints",
                "a cluster knows nothing that '" + constraint + "' could mean");
        return Optional.empty();
    }

    /** Over what its pods are spread evenly. */
    List<JsonObject> spread(JsonObject selector) {
        var spread = new ArrayList<JsonObject>();
        for (String over : placement.spread()) {
            if (over.startsWith(OF_NODE)) {
                spread.add(new JsonObject()
                        .put("maxSkew", 1)
                        .put("topologyKey", over.substring(OF_NODE.length()))
                        .put("whenUnsatisfiable", "ScheduleAnyway")
                        .put("labelSelector", selector));
            } else {
                report.refused(
                        "services." + name + ".deploy.placement.preferences",
                        "a cluster knows no labels but those of its nodes: '" + over + "'");
            }
        }
        return spread;
    }
}
