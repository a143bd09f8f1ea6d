package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Proxy;
import dev.quayside.engine.http.Proxy.Kind;
import dev.quayside.engine.http.Proxy.Login;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the proxy that leads to a cluster: that of the configuration, else that of the environment. */
final class ProxyChoice {
    private ProxyChoice() {}

    /**
     * The proxy for an address.
     *
     * @param configured what the configuration says; empty: nothing
     * @param where names the configuration, for messages
     */
    static Optional<Proxy> of(String configured, Map<String, String> environment, String host, int port, String where) {
        if (!configured.isEmpty()) {
            return Optional.of(parse(configured, "proxy-url of " + where));
        }
        var fromEnvironment = either(environment, "HTTPS_PROXY");
        return fromEnvironment.isEmpty() || isDirect(either(environment, "NO_PROXY"), host, port)
                ? Optional.empty()
                : Optional.of(parse(fromEnvironment, "HTTPS_PROXY"));
    }

    private static String either(Map<String, String> environment, String name) {
        var upper = environment.getOrDefault(name, "");
        return upper.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
    }

    /** Names of this machine are never reached through a proxy; other exceptions are names, domains, addresses, or all. */
    private static boolean isDirect(String exceptions, String host, int port) {
        var name = host.toLowerCase(Locale.ROOT);
        var here = name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
        return here
                || Arrays.stream(exceptions.split(","))
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .filter(text -> !text.isEmpty())
                        .anyMatch(text -> matches(text, name, port));
    }

    private static boolean matches(String exception, String host, int port) {
        if (exception.equals("*") || exception.equals(host) || exception.equals(host + ":" + port)) {
            return true;
        }
        if (exception.contains("/")) {
            return AddressRange.contains(exception, host);
        }
        var domain = exception.startsWith("*.") ? exception.substring(1) : exception;
        return host.endsWith(domain.startsWith(".") ? domain : "." + domain);
    }

    private static Proxy parse(String text, String where) {
        try {
            var url = new URI(text.contains("://") ? text : "http://" + text);
            Optional<Kind> kind = kind(url.getScheme().toLowerCase(Locale.ROOT));
            if (url.getHost() != null && kind.isPresent()) {
                var host = url.getHost().startsWith("[")
                        ? url.getHost().substring(1, url.getHost().length() - 1)
                        : url.getHost();
                int port = url.getPort() < 0 ? kind.get().defaultPort() : url.getPort();
                return new Proxy(kind.get(), host, port, login(url));
            }
        } catch (URISyntaxException e) {
            // Reported below, without the text: it may hold a password.
        }
        throw new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "The proxy '" + text.replaceFirst("//[^/@]*@", "//") + "' (" + where + ") cannot be used",
                "use one that is written as http://host:port or socks5://host:port");
    }

    /** The second name of SOCKS says that the proxy looks up names, which it does in any case. */
    private static Optional<Kind> kind(String scheme) {
        return switch (scheme) {
            case "http" -> Optional.of(Kind.HTTP);
            case "socks5", "socks5h" -> Optional.of(Kind.SOCKS5);
            default -> Optional.empty();
        };
    }

    private static Optional<Login> login(URI url) {
        return Optional.ofNullable(url.getRawUserInfo()).map(pair -> {
            int colon = pair.indexOf(':');
            return colon < 0
                    ? new Login(decoded(pair), "")
                    : new Login(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
        });
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
