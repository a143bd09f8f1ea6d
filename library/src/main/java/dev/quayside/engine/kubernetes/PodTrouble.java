package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What keeps a pod from being ready.
 *
 * @param lasting whether waiting longer is of no use
 */
record PodTrouble(ErrorCode code, String text, boolean lasting) {
    private static final Map<String, ErrorCode> LASTING = Map.of(
            "ImagePullBackOff", ErrorCode.NOT_READY,
            "InvalidImageName", ErrorCode.NOT_READY,
            "ErrImageNeverPull", ErrorCode.NOT_READY,
            "CreateContainerConfigError", ErrorCode.NOT_READY,
            "CreateContainerError", ErrorCode.NOT_READY,
            "RunContainerError", ErrorCode.CONTAINER_FAILED,
            "CrashLoopBackOff", ErrorCode.CONTAINER_FAILED);

    private static final Set<String> IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

    /** A container that was started again so often and failed once more will fail the next time too. */
    private static final int RESTARTS_IN_VAIN = 2;

    /** What kubelet and runtime put around the reason. */
    private static final Pattern WRAPPING = Pattern.compile(
            "^.*rpc error: code = \\w+ desc = (failed to pull and unpack image \"[^\"]*\": )?", Pattern.DOTALL);

    /** The trouble of a pod; empty if it has none that the cluster tells. */
    static Optional<PodTrouble> of(Json pod) {
        var status = pod.at("status");
        return Stream.concat(status.items("initContainerStatuses").stream(), status.items("containerStatuses").stream())
                .flatMap(container -> ofContainer(pod, container).stream())
                .findFirst()
                .or(() -> ofScheduling(pod));
    }

    private static Optional<PodTrouble> ofContainer(Json pod, Json container) {
        var waiting = container.at("state").at("waiting");
        var reason = waiting.text("reason");
        var absent = reason.equals("ErrImagePull") && waiting.text("message").contains("code = NotFound");
        var code = absent ? ErrorCode.NOT_READY : LASTING.get(reason);
        if (code == null) {
            return ofEnding(pod, container);
        }
        if (IMAGE.contains(reason)) {
            return Optional.of(new PodTrouble(
                    code,
                    named(pod, container) + " cannot get its image '" + container.text("image") + "' (" + reason + "): "
                            + WRAPPING.matcher(waiting.text("message")).replaceFirst(""),
                    true));
        }
        var last = container.at("lastState").at("terminated");
        var ending = last.isPresent() ? "; it exited with " + last.number("exitCode") + " last" : "";
        return Optional.of(new PodTrouble(
                code, named(pod, container) + ": " + reason + ": " + waiting.text("message") + ending, true));
    }

    /** While it waits for its next start, a container is mostly shown as ended: kubelet says CrashLoopBackOff for moments only. */
    private static Optional<PodTrouble> ofEnding(Json pod, Json container) {
        var ended = container.at("state").at("terminated");
        long restarts = container.number("restartCount");
        if (restarts < RESTARTS_IN_VAIN || ended.number("exitCode") == 0) {
            return Optional.empty();
        }
        return Optional.of(new PodTrouble(
                ErrorCode.CONTAINER_FAILED,
                named(pod, container) + " fails again and again: after " + restarts + " restarts it exited with "
                        + ended.number("exitCode"),
                true));
    }

    private static String named(Json pod, Json container) {
        return "container '" + container.text("name") + "' of pod '" + ObjectJson.name(pod) + "'";
    }

    private static Optional<PodTrouble> ofScheduling(Json pod) {
        var scheduled = ObjectJson.condition(pod, "PodScheduled");
        return scheduled.text("status").equals("False")
                ? Optional.of(new PodTrouble(
                        ErrorCode.NOT_READY,
                        "pod '" + ObjectJson.name(pod) + "' is not scheduled: " + scheduled.text("message"),
                        false))
                : Optional.empty();
    }
}
