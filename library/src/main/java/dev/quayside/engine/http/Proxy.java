package dev.quayside.engine.http;

import java.util.Optional;

/** A proxy that is asked for a tunnel. */
public record Proxy(Kind kind, String host, int port, Optional<Login> login) {
    /** How a proxy is talked to. */
    public enum Kind {
        /** By the method {@code CONNECT} (RFC 9110, section 9.3.6). */
        HTTP("http", 80),
        /** By SOCKS 5 (RFC 1928); it looks up the names of hosts itself. */
        SOCKS5("socks5", 1080);

        private final String scheme;
        private final int defaultPort;

        Kind(String scheme, int defaultPort) {
            this.scheme = scheme;
            this.defaultPort = defaultPort;
        }

        /** The port of a proxy that names none. */
        public int defaultPort() {
            return defaultPort;
        }
    }

    /** Who may use a proxy. The password is a secret. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** Without the login. */
    @Override
    public String toString() {
        return kind.scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
