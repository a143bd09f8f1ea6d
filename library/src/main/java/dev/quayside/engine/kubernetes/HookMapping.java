package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.Hook;
import dev.quayside.model.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a service's containers do when they have started and before they stop: a pod has one handler for each. */
final class HookMapping {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Service service;
    private final MappingReport report;

    HookMapping(Service service, MappingReport report) {
        this.service = service;
        this.report = report;
    }

    /**
     * The container's handlers.
     *
     * @param drain how long it goes on serving before it is stopped
     */
    JsonObject lifecycle(Duration drain) {
        List<Hook> postStart = service.lifecycle().postStart();
        List<Hook> preStop = service.lifecycle().preStop();
        check("post_start", postStart);
        check("pre_stop", preStop);
        var lifecycle = new JsonObject();
        if (!postStart.isEmpty()) {
            lifecycle.put("postStart", exec(postStart, Duration.ZERO));
        }
        if (!preStop.isEmpty()) {
            lifecycle.put("preStop", exec(preStop, drain));
        } else if (drain.isPositive()) {
            var sleep = new JsonObject().put("seconds", PodMapping.seconds(drain));
            lifecycle.put("preStop", new JsonObject().put("sleep", sleep));
        }
        return lifecycle;
    }

    private void check(String when, List<Hook> hooks) {
        for (Hook hook : hooks) {
            if (hook.user().isPresent()) {
                report.byTable(service.name(), when + "[].user");
            }
            if (hook.privileged()) {
                report.byTable(service.name(), when + "[].privileged");
            }
            hook.environment().keySet().stream()
                    .filter(name -> !VARIABLE.matcher(name).matches())
                    .forEach(name -> report.refused(
                            "services." + service.name() + "." + when + "[].environment",
                            "a shell has no variable '" + name + "'"));
        }
    }

    /** The words of a handler are taken as they are: nothing in them is replaced. */
    private static JsonObject exec(List<Hook> hooks, Duration before) {
        Hook first = hooks.getFirst();
        boolean plain = hooks.size() == 1
                && first.workingDirectory().isEmpty()
                && first.environment().isEmpty()
                && before.isZero();
        List<String> command = plain ? first.command() : List.of("/bin/sh", "-c", script(hooks, before));
        return new JsonObject().put("exec", new JsonObject().putTexts("command", command));
    }

    /** One after the other, until one fails. */
    private static String script(List<Hook> hooks, Duration before) {
        var parts = new ArrayList<String>();
        if (before.isPositive()) {
            parts.add("sleep " + PodMapping.seconds(before));
        }
        for (Hook hook : hooks) {
            var words = new ArrayList<String>();
            hook.workingDirectory().ifPresent(folder -> words.add("cd " + quoted(folder)));
            hook.environment().forEach((name, value) -> words.add("export " + name + "=" + quoted(value)));
            words.add("exec "
                    + String.join(
                            " ",
                            hook.command().stream().map(HookMapping::quoted).toList()));
            parts.add("(" + String.join(" && ", words) + ")");
        }
        return String.join(" && ", parts);
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
