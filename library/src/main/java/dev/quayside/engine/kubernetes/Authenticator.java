package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Turns credentials into what a call carries, and renews them. Thread-safe. */
final class Authenticator {
    /** Something that is about to expire is renewed this long before. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** How often a file with a token is read again: whoever renews it does so long before it expires. */
    private static final Duration FILE_PERIOD = Duration.ofMinutes(1);

    private final Credentials credentials;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Current current;

    /**
     * What is used now.
     *
     * @param until when to look again; empty: never by itself
     */
    private record Current(
            Optional<String> authorization, Optional<TlsMaterial.Identity> identity, Optional<Instant> until) {}

    Authenticator(Credentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The header that says who calls. */
    Optional<Header> header() {
        return current().authorization().map(value -> new Header("Authorization", value));
    }

    /** The certificate that a plugin gave. */
    Optional<TlsMaterial.Identity> identity() {
        return current().identity();
    }

    /** Forgets what the cluster refused; {@code false} if asking again would give the same. */
    boolean renew() {
        lock.lock();
        try {
            current = null;
            return credentials instanceof Credentials.Plugin || credentials instanceof Credentials.TokenFile;
        } finally {
            lock.unlock();
        }
    }

    private Current current() {
        lock.lock();
        try {
            var now = current;
            if (now == null || now.until().filter(clock.instant()::isAfter).isPresent()) {
                now = obtain();
                current = now;
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    private Current obtain() {
        return switch (credentials) {
            case Credentials.None none -> new Current(Optional.empty(), Optional.empty(), Optional.empty());
            case Credentials.Token token -> bearer(token.token(), Optional.empty());
            case Credentials.TokenFile file ->
                bearer(read(file.file()), Optional.of(clock.instant().plus(FILE_PERIOD)));
            case Credentials.Password(var user, var password) -> {
                var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
                yield new Current(
                        Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)),
                        Optional.empty(),
                        Optional.empty());
            }
            case Credentials.Plugin(var program) -> {
                var answer = program.run();
                yield new Current(
                        answer.token().map(token -> "Bearer " + token),
                        answer.identity(),
                        answer.expires().map(time -> time.minus(MARGIN)));
            }
        };
    }

    private static Current bearer(String token, Optional<Instant> until) {
        return new Current(Optional.of("Bearer " + token), Optional.empty(), until);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.AUTHENTICATION_FAILED,
                    "The token file '" + file + "' cannot be read: " + IoProblem.of(e),
                    "check tokenFile in the configuration and the file's permissions",
                    e);
        }
    }
}
