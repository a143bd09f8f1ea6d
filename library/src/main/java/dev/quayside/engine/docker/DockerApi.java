package dev.quayside.engine.docker;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.HttpClient;
import dev.quayside.engine.http.HttpSettings;
import dev.quayside.engine.http.Request;
import dev.quayside.engine.http.Response;
import dev.quayside.engine.http.Silence;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Calls to one engine: versioned, checked and decoded.
 *
 * <p>Thread-safe. No call is repeated after its answer was lost, except one that only reads, on a kept connection that
 * had died before.
 */
final class DockerApi implements AutoCloseable {
    private static final int LONGEST_ERROR = 65_536;

    private final HttpClient http;
    private final Silence usualSilence;
    private final Ping ping;
    private final ApiVersion version;
    private final Set<EngineFeature> features;

    /** What the engine says of itself when it is pinged. */
    record Ping(ApiVersion version, String operatingSystem, boolean buildKit, boolean podman) {}

    private DockerApi(HttpClient http, Duration readTimeout, Ping ping, ApiVersion version) {
        this.http = http;
        this.usualSilence = Silence.atMost(readTimeout);
        this.ping = ping;
        this.version = version;
        this.features = EngineFeature.of(version);
    }

    /** Pings the engine and agrees on a version. */
    static DockerApi connect(Endpoint endpoint, DockerOptions options) {
        var pinging = Request.of("GET", "/_ping", Silence.atMost(options.connectTimeout()));
        var settings = HttpSettings.probing(pinging)
                .withConnectTimeout(options.connectTimeout())
                .withWriteTimeout(options.readTimeout())
                .withDefaultHeaders(options.headers());
        var http = new HttpClient(endpoint, settings);
        try {
            var ping = ping(http, pinging);
            var version = options.apiVersion().map(ApiVersion::negotiate).orElse(ApiVersion.negotiate(ping.version()));
            return new DockerApi(http, options.readTimeout(), ping, version);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static Ping ping(HttpClient http, Request pinging) {
        try (var response = http.send(pinging)) {
            check(response, "GET /_ping");
            response.finish();
            return new Ping(
                    response.header("api-version").map(ApiVersion::parse).orElse(ApiVersion.OLDEST),
                    response.header("ostype").orElse("linux"),
                    response.header("builder-version").orElse("1").equals("2"),
                    response.header("libpod-api-version").isPresent());
        }
    }

    ApiVersion version() {
        return version;
    }

    boolean has(EngineFeature feature) {
        return features.contains(feature);
    }

    Set<EngineFeature> features() {
        return features;
    }

    Ping ping() {
        return ping;
    }

    Endpoint endpoint() {
        return http.endpoint();
    }

    /** Sends a call and gives its answer, open; an error status has become an exception. */
    Response open(Call call) {
        var response = http.send(request(call));
        try {
            check(response, describe(call));
            return response;
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    /** Sends a call whose answer says nothing more than that it worked. */
    void run(Call call) {
        try (var response = open(call)) {
            response.finish();
        }
    }

    /** Sends a call that is answered by one JSON value. */
    Json json(Call call) {
        try (var response = open(call)) {
            var json = Json.read(response.body());
            response.finish();
            return json;
        }
    }

    /** Sends a call that asks for one thing; empty if that does not exist. */
    Optional<Json> find(Call call) {
        try {
            return Optional.of(json(call));
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sends a call that is answered by a JSON array and hands over its items while they arrive. */
    void forEach(Call call, Consumer<Json> consumer) {
        try (var response = open(call)) {
            Json.forEach(response.body(), consumer);
            response.finish();
        }
    }

    private Request request(Call call) {
        return new Request(
                call.method(),
                "/v" + version + call.path() + call.query(),
                call.headers(),
                call.body(),
                call.silence().orElse(usualSilence));
    }

    static String describe(Call call) {
        return call.method() + " " + call.path();
    }

    private static void check(Response response, String call) {
        if (response.status() >= 400) {
            var body = response.text(LONGEST_ERROR);
            response.finish();
            throw ApiFailure.of(call, response.status(), body);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
