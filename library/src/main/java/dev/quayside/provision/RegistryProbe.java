package dev.quayside.provision;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Says whether Docker Hub can be reached: it can if it answers anything at all, "log in" and "too many requests"
 * included.
 *
 * <p>Thread-safe. The answer is kept for a minute, for other processes too.
 */
final class RegistryProbe {
    private static final URI HUB = URI.create("https://registry-1.docker.io/v2/");
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Path answers;
    private final Clock clock;
    private final BooleanSupplier question;

    RegistryProbe(Path answers, Clock clock, BooleanSupplier question) {
        this.answers = answers;
        this.clock = clock;
        this.question = question;
    }

    /** A probe of the real registry, through the proxy that the environment names. */
    static RegistryProbe of(EngineFolders folders, Map<String, String> environment) {
        return ofRegistry(folders.data().resolve("registry-answers"), HUB, environment);
    }

    static RegistryProbe ofRegistry(Path answers, URI registry, Map<String, String> environment) {
        return new RegistryProbe(answers, Clock.systemUTC(), () -> answersInTime(registry, environment));
    }

    boolean isReachable() {
        var known = FileAccess.read(answers).flatMap(this::fresh);
        if (known.isPresent()) {
            return known.get();
        }
        var reachable = question.getAsBoolean();
        FileAccess.write(answers, clock.instant().getEpochSecond() + " " + reachable + "\n");
        return reachable;
    }

    private Optional<Boolean> fresh(String text) {
        var words = text.strip().split(" ", -1);
        if (words.length != 2 || !words[0].matches("\\d{1,18}")) {
            return Optional.empty();
        }
        var asked = Instant.ofEpochSecond(Long.parseLong(words[0]));
        var now = clock.instant();
        return asked.isAfter(now) || asked.plus(FRESH).isBefore(now)
                ? Optional.empty()
                : Optional.of(Boolean.parseBoolean(words[1]));
    }

    /** Looking up a name has no deadline of its own: ask beside, and wait no longer than we like. */
    private static boolean answersInTime(URI registry, Map<String, String> environment) {
        var asking = new FutureTask<Boolean>(() -> answers(registry, environment));
        Thread.ofPlatform().daemon().name("quayside-registry-probe").start(asking);
        try {
            return asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HostCommand.interrupted("Asking for " + registry, e);
        }
    }

    private static boolean answers(URI registry, Map<String, String> environment) throws IOException {
        var connection = (HttpURLConnection) registry.toURL().openConnection(proxy(registry.getHost(), environment));
        try {
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            return connection.getResponseCode() > 0;
        } finally {
            connection.disconnect();
        }
    }

    static Proxy proxy(String host, Map<String, String> environment) {
        var excluded = variable(environment, "NO_PROXY").orElse("");
        var direct = Arrays.stream(excluded.split(","))
                .map(name -> name.strip().replaceFirst("^\\*?\\.", ""))
                .anyMatch(name ->
                        name.equals("*") || host.equals(name) || (!name.isEmpty() && host.endsWith("." + name)));
        return direct
                ? Proxy.NO_PROXY
                : variable(environment, "HTTPS_PROXY")
                        .flatMap(RegistryProbe::address)
                        .map(address -> new Proxy(Proxy.Type.HTTP, address))
                        .orElse(Proxy.NO_PROXY);
    }

    private static Optional<InetSocketAddress> address(String text) {
        try {
            var uri = URI.create(text.contains("://") ? text : "http://" + text);
            var port = uri.getPort() < 0 ? 80 : uri.getPort();
            return Optional.ofNullable(uri.getHost()).map(host -> InetSocketAddress.createUnresolved(host, port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }
}
