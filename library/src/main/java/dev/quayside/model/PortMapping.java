package dev.quayside.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A container port published on the engine's host.
 *
 * @param hostAddress the address it is bound to; empty: every address
 * @param hostPort the port on the host; empty: the engine chooses a free one
 */
public record PortMapping(ContainerPort containerPort, Optional<String> hostAddress, OptionalInt hostPort) {
    /** A TCP port published under a fixed number. */
    public static PortMapping of(int hostPort, int containerPort) {
        return new PortMapping(ContainerPort.of(containerPort), Optional.empty(), OptionalInt.of(hostPort));
    }

    /** A TCP port published under a number that the engine chooses. */
    public static PortMapping ephemeral(int containerPort) {
        return new PortMapping(ContainerPort.of(containerPort), Optional.empty(), OptionalInt.empty());
    }

    /** Docker's spelling: {@code 127.0.0.1:8080->80/tcp}. */
    @Override
    public String toString() {
        if (hostPort.isEmpty() && hostAddress.isEmpty()) {
            return containerPort.toString();
        }
        String address =
                hostAddress.map(a -> a.contains(":") ? "[" + a + "]" : a).orElse("0.0.0.0");
        return address + ":" + (hostPort.isPresent() ? hostPort.getAsInt() : "?") + "->" + containerPort;
    }
}
