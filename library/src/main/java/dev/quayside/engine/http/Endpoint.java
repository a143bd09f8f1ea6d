package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an engine listens. */
public sealed interface Endpoint {
    /** The longest path that a Unix socket address holds, in bytes, without its closing zero. */
    int LONGEST_SOCKET_PATH = 107;

    /** A Unix domain socket in the file system. */
    record Unix(Path path) implements Endpoint {
        /** Checks that the operating system can address the path. */
        public Unix {
            var length = path.toString().getBytes(StandardCharsets.UTF_8).length;
            if (length > LONGEST_SOCKET_PATH) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The socket path '" + path + "' has " + length + " bytes, the operating system allows "
                                + LONGEST_SOCKET_PATH,
                        "use a shorter path, for example through a symbolic link");
            }
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /** Plain HTTP over TCP. */
    record Tcp(String host, int port) implements Endpoint {
        @Override
        public String toString() {
            return "tcp://" + authority(host, port);
        }
    }

    /**
     * HTTP over TLS.
     *
     * @param serverName the name that the peer is asked for and that its certificate must carry; usually the host
     * @param proxy leads to the peer; empty: it is reached directly
     */
    record Tls(String host, int port, TlsMaterial material, String serverName, Optional<Proxy> proxy)
            implements Endpoint {
        /** A peer whose certificate carries the name of its host. */
        public Tls(String host, int port, TlsMaterial material) {
            this(host, port, material, host, Optional.empty());
        }

        /** Host and port, as HTTP writes them. */
        String authority() {
            return Endpoint.authority(host, port);
        }

        @Override
        public String toString() {
            return "tcp://" + authority()
                    + proxy.map(p -> " through the proxy " + p).orElse("");
        }
    }

    /** The standard input and output of a command, such as {@code ssh … docker system dial-stdio}. */
    record Command(List<String> argv) implements Endpoint {
        /** Copies the argument vector, which must name a program. */
        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT, "The command of an endpoint is empty", "name the program to run");
            }
        }

        @Override
        public String toString() {
            return String.join(" ", argv);
        }
    }

    private static String authority(String host, int port) {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
