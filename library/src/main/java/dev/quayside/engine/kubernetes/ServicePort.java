package dev.quayside.engine.kubernetes;

import dev.quayside.model.ContainerPort;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A port of a service.
 *
 * @param port where the service listens
 * @param target where the pods listen
 * @param name needed by the cluster where there are several; made up where it is empty
 * @param nodePort the port of every node; empty: none, or one that the cluster chooses
 */
public record ServicePort(
        int port, Target target, ContainerPort.Protocol protocol, Optional<String> name, OptionalInt nodePort) {
    /** Where the pods listen. */
    public sealed interface Target {
        /** A port by its number. */
        record PortNumber(int port) implements Target {
            @Override
            public String toString() {
                return Integer.toString(port);
            }
        }

        /** A port by the name that the container gives it. */
        record PortName(String name) implements Target {
            @Override
            public String toString() {
                return name;
            }
        }
    }

    /** The same with another protocol. */
    public ServicePort withProtocol(ContainerPort.Protocol other) {
        return new ServicePort(port, target, other, name, nodePort);
    }

    /** The same with this name. */
    public ServicePort withName(String text) {
        return new ServicePort(port, target, protocol, Optional.of(text), nodePort);
    }

    /** The same at this port of every node. */
    public ServicePort withNodePort(int number) {
        return new ServicePort(port, target, protocol, name, OptionalInt.of(number));
    }

    /** A TCP port that leads to another one of the pods. */
    public static ServicePort of(int port, int targetPort) {
        return new ServicePort(
                port,
                new Target.PortNumber(targetPort),
                ContainerPort.Protocol.TCP,
                Optional.empty(),
                OptionalInt.empty());
    }

    /** A TCP port that leads to the same one of the pods. */
    public static ServicePort of(int port) {
        return of(port, port);
    }

    /** Such as {@code 80->8080/tcp}. */
    @Override
    public String toString() {
        return port + "->" + target + "/" + protocol;
    }
}
