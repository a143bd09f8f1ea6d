package dev.quayside.app.cli.command.container;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Lifecycle.RestartPolicy.Mode;
import dev.quayside.model.Mount;
import dev.quayside.model.PortMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what docker's users write behind {@code -p}, {@code -v} and {@code --restart}. */
final class ContainerTexts {
    private static final String READ_ONLY = "ro";

    private ContainerTexts() {}

    /** {@code 80}, {@code 8080:80}, {@code 127.0.0.1:8080:80/tcp} or {@code [::1]::80}. */
    static PortMapping port(String text) {
        int last = text.lastIndexOf(':');
        ContainerPort inside = ContainerPort.parse(text.substring(last + 1));
        if (last < 0) {
            return new PortMapping(inside, Optional.empty(), OptionalInt.empty());
        }
        String outside = text.substring(0, last);
        int colon = outside.lastIndexOf(':');
        boolean bracketed = outside.endsWith("]");
        String address = bracketed ? outside : colon < 0 ? "" : outside.substring(0, colon);
        String number = bracketed ? "" : outside.substring(colon + 1);
        if (!number.isEmpty() && !number.matches("\\d{1,5}")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not a published port",
                    "write it as 8080:80 or 127.0.0.1:8080:80");
        }
        return new PortMapping(
                inside,
                Optional.of(address.replace("[", "").replace("]", "")).filter(a -> !a.isEmpty()),
                number.isEmpty() || number.equals("0")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(number)));
    }

    /** {@code data:/var/lib}, {@code ./folder:/srv:ro} or {@code /srv} alone. */
    static Mount mount(String text, Path workingDirectory) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3 || (parts.length == 3 && !parts[2].matches("ro|rw"))) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not a mount",
                    "write it as SOURCE:TARGET or SOURCE:TARGET:ro");
        }
        boolean readOnly = parts.length == 3 && parts[2].equals(READ_ONLY);
        if (parts.length == 1) {
            return new Mount.AnonymousMount(text, false);
        }
        String source = parts[0];
        if (source.startsWith("/") || source.startsWith(".")) {
            String absolute = workingDirectory.resolve(source).normalize().toString();
            return new Mount.BindMount(absolute, parts[1], readOnly, true, Optional.empty(), Optional.empty());
        }
        return new Mount.VolumeMount(source, parts[1], readOnly, true, Optional.empty());
    }

    /** A lifecycle with another restart policy. */
    static Lifecycle restarting(Lifecycle lifecycle, String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        String number = colon < 0 ? "0" : text.substring(colon + 1);
        Mode mode = switch (word) {
            case "no" -> Mode.NO;
            case "always" -> Mode.ALWAYS;
            case "on-failure" -> Mode.ON_FAILURE;
            case "unless-stopped" -> Mode.UNLESS_STOPPED;
            default -> throw unknownPolicy(text);
        };
        if (!number.matches("\\d{1,6}") || (colon >= 0 && mode != Mode.ON_FAILURE)) {
            throw unknownPolicy(text);
        }
        return new Lifecycle(
                lifecycle.replicas(),
                lifecycle.containerName(),
                Optional.of(new RestartPolicy(mode, Integer.parseInt(number))),
                lifecycle.updateOrder(),
                lifecycle.drainTime(),
                lifecycle.stopSignal(),
                lifecycle.stopGracePeriod(),
                lifecycle.logging());
    }

    private static QuaysideException unknownPolicy(String text) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "--restart does not know '" + text + "'",
                "use no, always, on-failure, on-failure:MAX or unless-stopped");
    }
}
