package dev.quayside.engine.docker;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the address of an engine as {@code DOCKER_HOST} has it. */
final class HostText {
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;

    private HostText() {}

    static Endpoint parse(String text, Optional<TlsMaterial> tls) {
        var separator = text.indexOf("://");
        var scheme = separator < 0 ? "tcp" : text.substring(0, separator);
        var rest = separator < 0 ? text : text.substring(separator + 3);
        return switch (scheme) {
            case "unix" -> new Endpoint.Unix(socketPath(text, rest));
            case "tcp" -> tcp(text, rest, tls);
            case "ssh" -> ssh(text);
            case "npipe", "fd" ->
                throw new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "An engine at '" + text + "' cannot be reached: '" + scheme + "' is not supported",
                        "let the engine listen on a Unix socket or on TCP with TLS, or use ssh://");
            default ->
                throw invalid(
                        "'" + text + "' is not the address of an engine",
                        "write unix:///path, tcp://host:port or ssh://user@host");
        };
    }

    private static Path socketPath(String text, String path) {
        if (!path.startsWith("/")) {
            throw invalid("'" + text + "' does not name a socket", "write unix:// and an absolute path");
        }
        return Path.of(path);
    }

    private static Endpoint tcp(String text, String rest, Optional<TlsMaterial> tls) {
        var uri = uri(text, "tcp://" + (rest.startsWith(":") ? "localhost" + rest : rest));
        var path = uri.getPath();
        if (uri.getHost() == null || (path != null && path.length() > 1)) {
            throw invalid("'" + text + "' does not name a host", "write tcp://host:port");
        }
        var host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        return tls.<Endpoint>map(
                        material -> new Endpoint.Tls(host, uri.getPort() < 0 ? TLS_PORT : uri.getPort(), material))
                .orElseGet(() -> new Endpoint.Tcp(host, uri.getPort() < 0 ? PLAIN_PORT : uri.getPort()));
    }

    /** The same command as Docker's: the engine's side needs a {@code docker} of its own. */
    private static Endpoint ssh(String text) {
        var uri = uri(text, text);
        if (uri.getHost() == null || uri.getHost().startsWith("-")) {
            throw invalid("'" + text + "' does not name a host", "write ssh://user@host");
        }
        var argv = new ArrayList<>(List.of("ssh"));
        if (uri.getUserInfo() != null) {
            if (uri.getUserInfo().contains(":") || uri.getUserInfo().startsWith("-")) {
                throw invalid("An ssh address takes no password", "use a key, and write ssh://user@host");
            }
            argv.addAll(List.of("-l", uri.getUserInfo()));
        }
        if (uri.getPort() >= 0) {
            argv.addAll(List.of("-p", Integer.toString(uri.getPort())));
        }
        argv.addAll(List.of("-o", "ConnectTimeout=30", "-T", "--", uri.getHost(), "docker"));
        if (uri.getPath() != null && uri.getPath().length() > 1) {
            argv.addAll(List.of("--host", "unix://" + uri.getPath()));
        }
        argv.addAll(List.of("system", "dial-stdio"));
        return new Endpoint.Command(argv);
    }

    private static URI uri(String original, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + original + "' is not the address of an engine: " + e.getReason(),
                    "write unix:///path, tcp://host:port or ssh://user@host",
                    e);
        }
    }

    static QuaysideException invalid(String problem, String remedy) {
        return new QuaysideException(ErrorCode.INVALID_ARGUMENT, problem, remedy);
    }
}
