package dev.quayside.model;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Locale;

/**
 * A port inside a container.
 *
 * @param number 1 to 65535
 */
public record ContainerPort(int number, Protocol protocol) {
    /** A transport protocol. */
    public enum Protocol {
        TCP,
        UDP,
        SCTP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ContainerPort {
        if (number < 1 || number > 65535) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "port " + number + " does not exist", "use a port from 1 to 65535");
        }
    }

    /** A TCP port. */
    public static ContainerPort of(int number) {
        return new ContainerPort(number, Protocol.TCP);
    }

    /** Reads {@code 8080} or {@code 8080/udp}. */
    public static ContainerPort parse(String text) {
        int slash = text.indexOf('/');
        try {
            int number = Integer.parseInt(slash < 0 ? text : text.substring(0, slash));
            var protocol = slash < 0
                    ? Protocol.TCP
                    : Protocol.valueOf(text.substring(slash + 1).toUpperCase(Locale.ROOT));
            return new ContainerPort(number, protocol);
        } catch (IllegalArgumentException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not a container port",
                    "write a number and optionally a protocol, such as 8080 or 53/udp",
                    e);
        }
    }

    /** The engine's spelling: {@code 8080/tcp}. */
    @Override
    public String toString() {
        return number + "/" + protocol;
    }
}
