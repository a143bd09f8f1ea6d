package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.HttpClient;
import dev.quayside.engine.http.HttpSettings;
import dev.quayside.engine.http.Request;
import dev.quayside.engine.http.Response;
import dev.quayside.engine.http.Silence;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.engine.http.TlsProblem;
import dev.quayside.engine.http.WebSocket;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to one cluster: with credentials, checked and decoded.
 *
 * <p>Thread-safe. A call that the cluster put off is repeated when it asked for that; one whose credentials had expired is
 * repeated once with new ones; neither was carried out before. Nothing else that changes something is repeated here.
 */
final class KubernetesApi implements AutoCloseable {
    private static final int LONGEST_ERROR = 65_536;
    private static final int PAGE = 500;
    private static final int PUT_OFF_AT_MOST = 8;
    private static final Duration LONGEST_PUT_OFF = Duration.ofSeconds(10);
    private static final Header USER_AGENT = new Header("User-Agent", "quayside");

    private final ClusterAccess access;
    private final Authenticator authenticator;
    private final Silence usualSilence;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Connection connection;
    private boolean closed;

    /** A client for the certificate that a plugin gave last. */
    private record Connection(HttpClient http, Optional<TlsMaterial.Identity> identity) {}

    KubernetesApi(ClusterAccess access, KubernetesOptions options) {
        this.access = access;
        this.authenticator = new Authenticator(access.credentials(), Clock.systemUTC());
        this.usualSilence = Silence.atMost(options.readTimeout());
        this.connectTimeout = options.connectTimeout();
        this.readTimeout = options.readTimeout();
    }

    ClusterAccess access() {
        return access;
    }

    /** Sends a call and gives its answer, open; an error status has become an exception. */
    Response open(Call call) {
        var response = answer(call);
        try {
            check(response, call);
            return response;
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    /** Sends a call and gives its answer, open, whatever its status. */
    private Response answer(Call call) {
        var renewed = false;
        for (var attempt = 1; ; attempt++) {
            var response = send(call);
            try {
                var putOff = attempt < PUT_OFF_AT_MOST ? putOff(response) : Optional.<Duration>empty();
                if (putOff.isPresent()) {
                    response.finish();
                    Pauses.pause(putOff.get());
                } else if (response.status() == 401 && !renewed && authenticator.renew()) {
                    response.finish();
                    renewed = true;
                } else {
                    return response;
                }
            } catch (RuntimeException e) {
                response.close();
                throw e;
            }
        }
    }

    private Response send(Call call) {
        try {
            return http().send(request(call));
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.ENGINE_UNREACHABLE) {
                throw e;
            }
            if (e.getCause() instanceof SSLException insecure) {
                throw new QuaysideException(
                        e.code(),
                        "There is no secure connection to the cluster of context '" + access.context() + "' in "
                                + access.origin() + ": " + TlsProblem.of(insecure),
                        "get the configuration of the cluster again, or correct its 'certificate-authority'",
                        e);
            }
            throw new QuaysideException(
                    e.code(),
                    "The cluster of context '" + access.context() + "' in " + access.origin() + " cannot be reached: "
                            + e.problem(),
                    "check that it runs and that this machine reaches its network, or choose another context",
                    e);
        }
    }

    /** How long the cluster asks to wait before the call is made again. */
    private static Optional<Duration> putOff(Response response) {
        if (response.status() != 429 && response.status() != 503) {
            return Optional.empty();
        }
        try {
            return response.header("retry-after")
                    .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())))
                    .filter(time -> !time.isNegative() && time.compareTo(LONGEST_PUT_OFF) <= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void check(Response response, Call call) {
        if (response.status() >= 400) {
            var body = response.text(LONGEST_ERROR);
            response.finish();
            throw ApiFailure.of(call, response.status(), body, access, this::right);
        }
    }

    /** Whether the cluster's rules of access allow a call; it has been refused, maybe for another reason. */
    private ApiFailure.Right right(Call call) {
        try (var response = answer(call.review())) {
            if (response.status() >= 400) {
                return ApiFailure.Right.UNKNOWN;
            }
            var status = Json.read(response.body()).at("status");
            response.finish();
            return status.flag("allowed") ? ApiFailure.Right.GIVEN : ApiFailure.Right.MISSING;
        } catch (QuaysideException e) {
            // The refusal itself is what the caller should see.
            return ApiFailure.Right.UNKNOWN;
        }
    }

    private Request request(Call call) {
        var headers = new ArrayList<Header>(call.headers());
        if (call.headers().stream().noneMatch(header -> header.name().equals("Accept"))) {
            headers.add(new Header("Accept", "application/json"));
        }
        authenticator.header().ifPresent(headers::add);
        return new Request(
                call.method(),
                access.pathPrefix() + call.path() + call.query(),
                headers,
                call.body(),
                call.silence().orElse(usualSilence));
    }

    private HttpClient http() {
        var identity = authenticator.identity();
        lock.lock();
        try {
            if (closed) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The connection to the cluster of context '" + access.context() + "' is closed",
                        "open a new one");
            }
            var present = connection;
            if (present == null || !present.identity().equals(identity)) {
                // Calls that run on the client before go on; its idle connections end with the cluster's timeout.
                present = new Connection(new HttpClient(endpoint(identity), settings()), identity);
                connection = present;
            }
            return present.http();
        } finally {
            lock.unlock();
        }
    }

    private Endpoint endpoint(Optional<TlsMaterial.Identity> identity) {
        if (identity.isPresent() && access.endpoint() instanceof Endpoint.Tls tls) {
            var material = tls.material();
            return new Endpoint.Tls(
                    tls.host(),
                    tls.port(),
                    new TlsMaterial(material.authorities(), identity, material.verification()),
                    tls.serverName(),
                    tls.proxy());
        }
        return access.endpoint();
    }

    private HttpSettings settings() {
        var headers = new ArrayList<Header>(access.headers());
        headers.add(USER_AGENT);
        return HttpSettings.probing(Request.of("GET", access.pathPrefix() + "/livez", Silence.atMost(connectTimeout)))
                .withHostHeader(access.authority())
                .withConnectTimeout(connectTimeout)
                .withWriteTimeout(readTimeout)
                .withDefaultHeaders(headers);
    }

    /** Sends a call that leaves HTTP for messages of a protocol. */
    WebSocket webSocket(Call call, String protocol) {
        try {
            return upgrade(call, protocol);
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.AUTHENTICATION_FAILED && authenticator.renew()) {
                return upgrade(call, protocol);
            }
            throw e;
        }
    }

    private WebSocket upgrade(Call call, String protocol) {
        return WebSocket.open(
                http(), request(call.silent(Silence.whileAlive())), protocol, answer -> check(answer, call));
    }

    /** Sends a call that is answered by one object. */
    Json json(Call call) {
        try (var response = open(call)) {
            var json = Json.read(response.body());
            response.finish();
            return json;
        }
    }

    /** Sends a call that asks for one object; empty if there is none. */
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

    /** Lists page by page and hands over each object once, while it arrives, without its managed fields. */
    void forEach(Call call, Consumer<Json> consumer) {
        forEach(call, Listing.UNREAD, consumer);
    }

    /** The same with everything that each object is. */
    void forEachWhole(Call call, Consumer<Json> consumer) {
        forEach(call, Set.of(), consumer);
    }

    private void forEach(Call call, Set<String> skipped, Consumer<Json> consumer) {
        new Listing(call.with("limit", PAGE), skipped, this::answer, this::check).forEach(consumer);
    }

    /** The first objects of a list, at most {@code limit}. */
    List<Json> first(Call call, int limit) {
        var found = new ArrayList<Json>();
        try (var response = open(call.with("limit", limit))) {
            Listing.read(response, Listing.UNREAD, found::add);
        }
        return found;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (connection != null) {
                connection.http().close();
            }
        } finally {
            lock.unlock();
        }
    }
}
