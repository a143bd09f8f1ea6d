package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.model.Hook;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.LogDriver;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Lifecycle.RestartPolicy.Mode;
import dev.quayside.model.Lifecycle.UpdateOrder;
import java.util.List;
import java.util.Optional;

/** Makes the model of how a service's containers come and go. */
final class LifecycleReader {
    private static final String DEFAULT_LOG_DRIVER = "json-file";

    private final String name;
    private final MappingNode service;
    private final MappingNode deploy;
    private final Findings findings;

    LifecycleReader(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.service = service;
        this.deploy = service.mapping("deploy").orElse(MappingNode.empty(service.position()));
        this.findings = findings;
    }

    Lifecycle read() {
        checkDeploy();
        return new Lifecycle(
                service.text("scale")
                        .or(() -> deploy.text("replicas"))
                        .map(this::replicas)
                        .orElse(1),
                service.text("container_name"),
                restart(),
                deploy.mapping("update_config")
                        .flatMap(updates -> updates.text("order"))
                        .map(LifecycleReader::order),
                service.mapping("x-quayside").flatMap(own -> ServiceReader.duration(own, "drain")),
                service.text("stop_signal"),
                ServiceReader.duration(service, "stop_grace_period"),
                service.mapping("logging").map(LifecycleReader::logging),
                isGlobal(),
                hooks("post_start"),
                hooks("pre_stop"));
    }

    private List<Hook> hooks(String when) {
        return service.items(when).stream()
                .map(MappingNode.class::cast)
                .map(hook -> new Hook(
                        AppReader.list(hook, "command"),
                        hook.text("user"),
                        hook.isTrue("privileged"),
                        hook.text("working_dir"),
                        AppReader.texts(hook, "environment")))
                .toList();
    }

    private int replicas(String text) {
        long count = Long.parseLong(text);
        if (count > 10_000) {
            findings.impossible(
                    service.at(service.has("scale") ? "scale" : "deploy"),
                    "services." + name + " cannot have " + count + " replicas",
                    "write at most 10000",
                    "services/scale");
        }
        return (int) Math.max(0, Math.min(count, 10_000));
    }

    private boolean isGlobal() {
        return deploy.text("mode").filter("global"::equals).isPresent();
    }

    private void checkDeploy() {
        String mode = deploy.text("mode").orElse("replicated");
        boolean counted = service.has("scale") || deploy.has("replicas");
        if (isGlobal() && counted) {
            findings.impossible(
                    deploy.at("mode"),
                    "services." + name + " runs once on each node and cannot have a number of replicas",
                    "remove the number, or 'mode: global'",
                    "deploy/mode");
        } else if (!mode.equals("replicated") && !isGlobal()) {
            findings.unsupported(
                    deploy.at("mode"),
                    "services." + name + ".deploy.mode: this version does not read '" + mode + "' yet",
                    "write replicated or global",
                    "deploy/mode");
        }
        if (deploy.has("labels")) {
            findings.warning(
                    deploy.at("labels"),
                    "services." + name + ".deploy.labels are labels of a Swarm service, which containers do not get",
                    "write them as 'labels' of the service",
                    "deploy/labels");
        }
    }

    private Optional<RestartPolicy> restart() {
        Optional<MappingNode> policy = deploy.mapping("restart_policy");
        if (policy.isPresent()) {
            String retries = policy.get().text("max_attempts").orElse("0");
            return policy.get()
                    .text("condition")
                    .flatMap(condition -> mode(condition, policy.get().at("condition")))
                    .or(() -> Optional.of(Mode.ALWAYS))
                    .map(mode -> new RestartPolicy(mode, retries(retries)));
        }
        return service.text("restart").flatMap(text -> {
            String[] parts = text.split(":", 2);
            return mode(parts[0], service.at("restart"))
                    .map(mode -> new RestartPolicy(mode, parts.length < 2 ? 0 : retries(parts[1])));
        });
    }

    private int retries(String text) {
        Optional<Integer> count = Values.integer(text)
                .map(Long::parseLong)
                .filter(value -> value >= 0 && value <= Integer.MAX_VALUE)
                .map(Long::intValue);
        if (count.isEmpty()) {
            findings.impossible(
                    service.at("restart"),
                    "services." + name + ": '" + text + "' is not a number of restarts",
                    "write on-failure:3",
                    "services/restart");
        }
        return count.orElse(0);
    }

    private Optional<Mode> mode(String text, Position position) {
        return switch (text) {
            case "no", "none" -> Optional.of(Mode.NO);
            case "always", "any" -> Optional.of(Mode.ALWAYS);
            case "on-failure" -> Optional.of(Mode.ON_FAILURE);
            case "unless-stopped" -> Optional.of(Mode.UNLESS_STOPPED);
            default -> {
                findings.impossible(
                        position,
                        "services." + name + ": '" + text + "' is no restart policy",
                        "write no, always, on-failure or unless-stopped",
                        "services/restart");
                yield Optional.empty();
            }
        };
    }

    private static UpdateOrder order(String text) {
        return text.equals("start-first") ? UpdateOrder.START_FIRST : UpdateOrder.STOP_FIRST;
    }

    private static LogDriver logging(MappingNode logging) {
        return new LogDriver(logging.text("driver").orElse(DEFAULT_LOG_DRIVER), AppReader.texts(logging, "options"));
    }
}
