package dev.quayside.engine.docker;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaId;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Attachment;
import dev.quayside.model.Hook;
import dev.quayside.model.Lifecycle.RestartPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is written on a container beside its {@link Ownership}, so that every half-done change can be completed from the
 * engine's answers alone.
 *
 * @param name the container's name: a container that got these labels from an image made of ours has another one
 * @param endpoints how it belongs into its networks, by the engine's name of the network; never with aliases, which change
 * @param restart the restart policy that was asked for: it is switched off while the container is meant to stay stopped
 * @param fileFolders where volumes of ours hold its configs and secrets
 * @param postStart what is run in it after it has started
 * @param preStop what is run in it before it is stopped
 */
record ReplicaLabels(
        String name,
        Map<String, Attachment> endpoints,
        RestartPolicy restart,
        List<String> fileFolders,
        List<Hook> postStart,
        List<Hook> preStop) {
    private static final String NAME = Ownership.PREFIX + "name";
    private static final String ENDPOINTS = Ownership.PREFIX + "endpoints";
    private static final String RESTART = Ownership.PREFIX + "restart";
    private static final String FILE_FOLDERS = Ownership.PREFIX + "file-folders";
    private static final String HOOKS = Ownership.PREFIX + "hooks";
    private static final String POST_START = "postStart";
    private static final String PRE_STOP = "preStop";

    ReplicaLabels {
        endpoints = Map.copyOf(endpoints);
        fileFolders = List.copyOf(fileFolders);
        postStart = List.copyOf(postStart);
        preStop = List.copyOf(preStop);
    }

    /** Whether a container is this replica: its labels say so, and it has the name that it was created with. */
    static boolean prove(DockerContainer container, ReplicaId id) {
        return replica(container).filter(id::equals).isPresent();
    }

    /** The replica that a container is, if it is one. */
    static Optional<ReplicaId> replica(DockerContainer container) {
        return Ownership.fromLabels(container.labels())
                .flatMap(Ownership::replica)
                .filter(id -> container.name().equals(container.labels().get(NAME)));
    }

    static ReplicaLabels of(DockerContainer container) {
        var labels = container.labels();
        var endpoints = new LinkedHashMap<String, Attachment>();
        read(labels.getOrDefault(ENDPOINTS, ""))
                .members()
                .forEach((network, json) -> endpoints.put(network, attachment(json)));
        var hooks = read(labels.getOrDefault(HOOKS, ""));
        return new ReplicaLabels(
                labels.getOrDefault(NAME, ""),
                endpoints,
                restartPolicy(labels.getOrDefault(RESTART, "")),
                labels.getOrDefault(FILE_FOLDERS, "").lines().toList(),
                hooks.items(POST_START).stream().map(ReplicaLabels::hook).toList(),
                hooks.items(PRE_STOP).stream().map(ReplicaLabels::hook).toList());
    }

    Map<String, String> labels() {
        var json = new JsonObject();
        endpoints.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> json.put(entry.getKey(), json(entry.getValue())));
        var labels = new LinkedHashMap<String, String>();
        labels.put(NAME, name);
        labels.put(ENDPOINTS, endpoints.isEmpty() ? "" : json.toString());
        labels.put(RESTART, text(restart));
        labels.put(FILE_FOLDERS, String.join("\n", fileFolders));
        labels.put(HOOKS, postStart.isEmpty() && preStop.isEmpty() ? "" : hooks().toString());
        return labels;
    }

    private JsonObject hooks() {
        return new JsonObject()
                .putObjects(
                        POST_START, postStart.stream().map(ReplicaLabels::json).toList())
                .putObjects(PRE_STOP, preStop.stream().map(ReplicaLabels::json).toList());
    }

    private static JsonObject json(Hook hook) {
        return new JsonObject()
                .putTexts("command", hook.command())
                .putUnlessEmpty("user", hook.user().orElse(""))
                .putIfTrue("privileged", hook.privileged())
                .putUnlessEmpty("folder", hook.workingDirectory().orElse(""))
                .putUnlessEmpty("environment", hook.environment());
    }

    private static Hook hook(Json json) {
        return new Hook(
                json.texts("command"),
                present(json.text("user")),
                json.flag("privileged"),
                present(json.text("folder")),
                json.textMap("environment"));
    }

    private static Json read(String text) {
        return Json.parse(text.isEmpty() ? "{}" : text);
    }

    private static JsonObject json(Attachment attachment) {
        return new JsonObject()
                .putUnlessEmpty("ipv4", attachment.ipv4Address().orElse(""))
                .putUnlessEmpty("ipv6", attachment.ipv6Address().orElse(""))
                .putUnlessEmpty("linkLocal", attachment.linkLocalAddresses())
                .putUnlessEmpty("mac", attachment.macAddress().orElse(""))
                .putUnlessEmpty("options", attachment.driverOptions())
                .putUnlessZero("priority", attachment.priority())
                .putUnlessEmpty("gateway", gatewayPriority(attachment))
                .putUnlessEmpty("interface", attachment.interfaceName().orElse(""))
                .putUnlessEmpty("links", attachment.links());
    }

    private static String gatewayPriority(Attachment attachment) {
        return attachment.gatewayPriority().isPresent()
                ? Integer.toString(attachment.gatewayPriority().getAsInt())
                : "";
    }

    private static Attachment attachment(Json json) {
        return new Attachment(
                List.of(),
                present(json.text("ipv4")),
                present(json.text("ipv6")),
                json.texts("linkLocal"),
                present(json.text("mac")),
                json.textMap("options"),
                json.smallNumber("priority"),
                present(json.text("gateway")).stream()
                        .mapToInt(Integer::parseInt)
                        .findFirst(),
                present(json.text("interface")),
                json.texts("links"));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static String text(RestartPolicy policy) {
        return policy.mode().name().toLowerCase(Locale.ROOT)
                + (policy.maximumRetries() > 0 ? ":" + policy.maximumRetries() : "");
    }

    private static RestartPolicy restartPolicy(String text) {
        var words = text.split(":", 2);
        for (var mode : RestartPolicy.Mode.values()) {
            if (mode.name().equalsIgnoreCase(words[0])) {
                return new RestartPolicy(mode, words.length > 1 ? Integer.parseInt(words[1]) : 0);
            }
        }
        return RestartPolicy.of(RestartPolicy.Mode.NO);
    }
}
