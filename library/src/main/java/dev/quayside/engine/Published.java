package dev.quayside.engine;

import dev.quayside.model.PortMapping;
import java.util.Optional;

/**
 * A way in from outside.
 *
 * @param container the container that it leads to; empty: to all of the service
 * @param port of it, the address is an IP address or a host name; an empty one is every address of the engine's host, or of every
 *     node of a cluster
 */
public record Published(String service, Optional<String> container, PortMapping port) {}
