package dev.quayside.engine.http;

import java.util.Optional;

/**
 * An HTTP proxy that is asked for a tunnel.
 *
 * @param credentials the value of its {@code Proxy-Authorization} header; a secret
 */
public record Proxy(String host, int port, Optional<String> credentials) {
    /** Without the credentials. */
    @Override
    public String toString() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
