package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ContainerPort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The smallest change that makes a deployment what a record says.
 *
 * <p>Only what the record differs in from what was read is looked at; of that, only what is not so already is sent; and a field
 * that someone else manages, or has changed since, is a conflict.
 */
final class DeploymentPatch {
    private final KubernetesDeployment wanted;
    private final KubernetesDeployment before;
    private final KubernetesDeployment now;
    private final Json current;
    private final FieldOwners owners;
    private final UpdateOptions.Conflicts conflicts;
    private final JsonObject metadata = new JsonObject();
    private final JsonObject spec = new JsonObject();
    private final JsonObject container = new JsonObject();

    private DeploymentPatch(KubernetesDeployment wanted, Json current, UpdateOptions.Conflicts conflicts) {
        this.wanted = wanted;
        this.current = current;
        this.now = DeploymentJson.deployment(current);
        this.before = wanted.wasRead() ? wanted.original().orElse(wanted) : now;
        this.owners = new FieldOwners(current);
        this.conflicts = conflicts;
    }

    /** The patch for what the cluster has now; empty if there is nothing to change. */
    static Optional<JsonObject> of(KubernetesDeployment wanted, Json current, UpdateOptions.Conflicts conflicts) {
        return new DeploymentPatch(wanted, current, conflicts).patch();
    }

    private Optional<JsonObject> patch() {
        if (wanted.wasRead() && !wanted.metadata().uid().equals(now.metadata().uid())) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "The " + reference() + " was deleted and created again since it was read",
                    "read it again and repeat the change");
        }
        replicas();
        image();
        ports();
        environment();
        texts(
                "labels",
                before.metadata().labels(),
                wanted.metadata().labels(),
                now.metadata().labels());
        texts(
                "annotations",
                before.metadata().annotations(),
                wanted.metadata().annotations(),
                now.metadata().annotations());
        template();
        if (metadata.isEmpty() && spec.isEmpty()) {
            return Optional.empty();
        }
        metadata.put("uid", now.metadata().uid())
                .put("resourceVersion", now.metadata().resourceVersion());
        return Optional.of(new JsonObject().put("metadata", metadata).putUnlessEmpty("spec", spec));
    }

    private void replicas() {
        if (differs("replicas", List.of("spec", "replicas"), before.replicas(), wanted.replicas(), now.replicas())) {
            spec.put("replicas", wanted.replicas());
        }
    }

    private void image() {
        if (differs("image", inContainer("image"), before.image(), wanted.image(), now.image())) {
            container.put("image", wanted.image());
        }
    }

    private void ports() {
        if (differs("ports", inContainer("ports"), before.ports(), wanted.ports(), now.ports())) {
            var ports = new ArrayList<JsonObject>();
            // The cluster tells ports apart by their number alone when it merges, so the list is sent whole.
            ports.add(new JsonObject().put("$patch", "replace"));
            wanted.ports().forEach(port -> ports.add(port(port)));
            container.putObjects("ports", ports);
        }
    }

    /** A port with what the cluster has of it beside its number. */
    private JsonObject port(ContainerPort port) {
        var body = PodBody.port(port);
        DeploymentJson.container(current).items("ports").stream()
                .filter(json -> json.number("containerPort") == port.number()
                        && ContainerJson.protocol(json) == port.protocol())
                .findFirst()
                .ifPresent(json -> body.putUnlessEmpty("name", json.text("name"))
                        .putUnlessZero("hostPort", json.number("hostPort"))
                        .putUnlessEmpty("hostIP", json.text("hostIP")));
        return body;
    }

    private void environment() {
        var elsewhere = valuesFromElsewhere();
        var changes = new ArrayList<JsonObject>();
        for (var name : union(before.environment(), wanted.environment())) {
            var value = wanted.environment().get(name);
            var path = new ArrayList<>(inContainer("env"));
            path.add("name=" + name);
            if (differs(
                    "environment variable " + name,
                    path,
                    before.environment().get(name),
                    value,
                    now.environment().get(name))) {
                changes.add(change(name, value, elsewhere));
            }
        }
        if (!changes.isEmpty()) {
            container.putObjects("env", changes);
        }
    }

    private static JsonObject change(String name, @Nullable String value, Set<String> elsewhere) {
        if (value == null) {
            return new JsonObject().put("name", name).put("$patch", "delete");
        }
        var variable = PodBody.variable(name, value);
        return elsewhere.contains(name) ? variable.putNull("valueFrom") : variable;
    }

    private Set<String> valuesFromElsewhere() {
        var names = new HashSet<String>();
        for (var variable : DeploymentJson.container(current).items("env")) {
            if (variable.at("valueFrom").isPresent()) {
                names.add(variable.text("name"));
            }
        }
        return names;
    }

    private void texts(String member, Map<String, String> old, Map<String, String> wish, Map<String, String> present) {
        if (!wanted.wasRead()) {
            return;
        }
        var changes = new JsonObject();
        for (var key : union(old, wish)) {
            var value = wish.get(key);
            var path = List.of("metadata", member, key);
            if (value == null && isKept(key, path)) {
                continue;
            }
            if (differs(member + " '" + key + "'", path, old.get(key), value, present.get(key))) {
                OwnLabels.refuseReserved(Map.of(key, ""));
                if (value == null) {
                    changes.putNull(key);
                } else {
                    changes.put(key, value);
                }
            }
        }
        metadata.putUnlessEmpty(member, changes);
    }

    /** What Quayside and others write for themselves stays when a whole new set of texts leaves it out. */
    private boolean isKept(String key, List<String> path) {
        return key.startsWith(Ownership.PREFIX) || !owners.othersOf(path).isEmpty();
    }

    private void template() {
        if (!container.isEmpty()) {
            var named = new JsonObject().put("name", now.container());
            named.putAll(container);
            spec.put(
                    "template",
                    new JsonObject().put("spec", new JsonObject().putObjects("containers", List.of(named))));
        }
    }

    private List<String> inContainer(String member) {
        return List.of("spec", "template", "spec", "containers", "name=" + now.container(), member);
    }

    private static Set<String> union(Map<String, String> one, Map<String, String> other) {
        var names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }

    /** Whether a field must be sent. */
    private boolean differs(
            String field, List<String> path, @Nullable Object old, @Nullable Object wish, @Nullable Object present) {
        if ((wanted.wasRead() && Objects.equals(old, wish)) || Objects.equals(wish, present)) {
            return false;
        }
        if (conflicts == UpdateOptions.Conflicts.REFUSED) {
            refuseConflict(field, path, Objects.equals(old, present));
        }
        return true;
    }

    private void refuseConflict(String field, List<String> path, boolean unchanged) {
        var others = owners.othersOf(path);
        if (!others.isEmpty()) {
            throw conflict(field + " is managed by '" + String.join("', '", others) + "'");
        }
        if (!unchanged) {
            throw conflict(field + " was changed since it was read");
        }
    }

    private QuaysideException conflict(String problem) {
        return new QuaysideException(
                ErrorCode.CONFLICT,
                "The " + reference() + " was not updated: " + problem,
                "leave this field as it is, read the deployment again, or override conflicts");
    }

    private ObjectRef reference() {
        return ObjectRef.of(Kind.DEPLOYMENT, wanted.namespace(), wanted.name());
    }
}
