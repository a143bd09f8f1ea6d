package dev.quayside.engine.kubernetes;

import dev.quayside.error.QuaysideException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * How a port is forwarded. Start from {@link #DEFAULT} and change what you need.
 *
 * @param local where to listen on this machine; the port 0 means one that is free
 * @param failures told why a connection failed, each once; it must return soon
 */
public record ForwardOptions(InetSocketAddress local, Consumer<QuaysideException> failures) {
    /** A free port of the loopback address; failures are seen only as connections that are reset. */
    public static final ForwardOptions DEFAULT =
            new ForwardOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), failure -> {});

    /** The same at this port of the same address. */
    public ForwardOptions at(int port) {
        return new ForwardOptions(new InetSocketAddress(local.getAddress(), port), failures);
    }

    /** The same at this address. One that is not of the loopback lets others in, without any check of who they are. */
    public ForwardOptions on(InetSocketAddress address) {
        return new ForwardOptions(address, failures);
    }

    /** The same, telling why connections failed. */
    public ForwardOptions telling(Consumer<QuaysideException> listener) {
        return new ForwardOptions(local, listener);
    }
}
