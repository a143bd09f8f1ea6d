package dev.quayside.engine.kubernetes;

import dev.quayside.json.Json;
import java.util.List;
import java.util.Optional;

/** Reads what the cluster says of pods. */
final class PodJson {
    private PodJson() {}

    static KubernetesPod pod(Json json) {
        var container = ContainerJson.main(json);
        var statuses = json.at("status").items("containerStatuses");
        return new KubernetesPod(
                ObjectJson.name(json),
                ObjectJson.namespace(json),
                container.text("image"),
                status(json),
                ContainerJson.ports(container),
                ContainerJson.environment(container),
                container.text("name"),
                ObjectJson.condition(json, "Ready").text("status").equals("True"),
                statuses.stream()
                        .mapToInt(status -> status.smallNumber("restartCount"))
                        .sum(),
                present(json.at("status").text("podIP")),
                present(json.at("spec").text("nodeName")),
                ObjectJson.metadata(json));
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The one word that tells most: that of a container in trouble, else that of the pod. */
    static String status(Json json) {
        var status = json.at("status");
        if (json.at("metadata").at("deletionTimestamp").isPresent()) {
            return status.text("reason").equals("NodeLost") ? "Unknown" : "Terminating";
        }
        var initializing = initializing(json);
        if (initializing.isPresent()) {
            return initializing.get();
        }
        var word = status.text("reason").isEmpty() ? status.text("phase") : status.text("reason");
        var statuses = status.items("containerStatuses");
        var running = statuses.stream()
                .anyMatch(s -> s.flag("ready") && s.at("state").at("running").isPresent());
        for (var container : statuses.reversed()) {
            var trouble = trouble(container.at("state"));
            word = trouble.orElse(word);
        }
        if (word.equals("Completed") && running) {
            return ObjectJson.condition(json, "Ready").text("status").equals("True") ? "Running" : "NotReady";
        }
        return word.isEmpty() ? "Unknown" : word;
    }

    private static Optional<String> initializing(Json json) {
        List<Json> statuses = json.at("status").items("initContainerStatuses");
        var done = 0;
        for (var status : statuses) {
            var state = status.at("state");
            var ended = state.at("terminated");
            var succeeded = ended.isPresent() && ended.number("exitCode") == 0;
            // A container that runs beside the others counts as done once it has started.
            if (succeeded || status.flag("started")) {
                done++;
                continue;
            }
            var waiting = state.at("waiting").text("reason");
            if (ended.isPresent() || (!waiting.isEmpty() && !waiting.equals("PodInitializing"))) {
                return Optional.of("Init:" + trouble(state).orElse("Error"));
            }
            return Optional.of("Init:" + done + "/"
                    + json.at("spec").items("initContainers").size());
        }
        return Optional.empty();
    }

    private static Optional<String> trouble(Json state) {
        var waiting = state.at("waiting").text("reason");
        if (!waiting.isEmpty()) {
            return Optional.of(waiting);
        }
        var ended = state.at("terminated");
        if (!ended.isPresent()) {
            return Optional.empty();
        }
        if (!ended.text("reason").isEmpty()) {
            return Optional.of(ended.text("reason"));
        }
        return Optional.of(
                ended.number("signal") != 0
                        ? "Signal:" + ended.number("signal")
                        : "ExitCode:" + ended.number("exitCode"));
    }
}
