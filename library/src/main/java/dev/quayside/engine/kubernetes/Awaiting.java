package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Progress;
import dev.quayside.engine.http.Silence;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonSequence;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Waits for a state of one object.
 *
 * <p>What is judged is always a state that was read; a watch only tells early when to look. So a watch that is cut, silent or
 * too old costs a little time and nothing else.
 */
final class Awaiting {
    private static final long WATCH_SECONDS = 2;
    private static final Duration SPARE = Duration.ofSeconds(5);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final KubernetesApi api;

    Awaiting(KubernetesApi api) {
        this.api = api;
    }

    /**
     * Waits until {@code judge} gives a result for what the object is; empty: the object is not there.
     *
     * @param state says what the object is doing, for progress and for the failure at the deadline
     */
    <T> T until(
            ObjectRef object,
            WaitOptions options,
            Function<Optional<Json>, Optional<T>> judge,
            Function<Optional<Json>, String> state) {
        var end = System.nanoTime() + options.deadline().toNanos();
        while (true) {
            var present = api.find(Call.get(object));
            var result = judge.apply(present);
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() >= end) {
                throw new QuaysideException(
                        ErrorCode.NOT_READY,
                        "The " + object + " took longer than "
                                + options.deadline().toSeconds() + " s: " + state.apply(present),
                        "look at its events, or allow more time");
            }
            options.progress().on(Progress.line(object.toString(), state.apply(present)));
            watch(object, present, end, judge);
        }
    }

    /** Returns at the first event that matters, or after a short while. */
    private <T> void watch(
            ObjectRef object, Optional<Json> present, long end, Function<Optional<Json>, Optional<T>> judge) {
        var left = Math.max(1, Math.ceilDiv(end - System.nanoTime(), 1_000_000_000L));
        var seconds = Math.min(WATCH_SECONDS, left);
        var call = Call.watch(ObjectRef.all(object.kind(), object.namespace()))
                .with("fieldSelector", "metadata.name=" + object.name())
                .with("timeoutSeconds", seconds)
                .withUnlessEmpty(
                        "resourceVersion",
                        present.map(json -> json.at("metadata").text("resourceVersion"))
                                .orElse(""))
                .silent(Silence.atMost(Duration.ofSeconds(seconds).plus(SPARE)));
        try (var response = api.open(call)) {
            var events = new JsonSequence(response.body());
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                if (matters(event.get(), judge)) {
                    return;
                }
            }
            response.finish();
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            // Whatever is wrong with the watch, a missing right included: the next look tells whether the cluster is
            // there.
            Pauses.pause(RETRY_PAUSE);
        }
    }

    private static <T> boolean matters(Json event, Function<Optional<Json>, Optional<T>> judge) {
        return switch (event.text("type")) {
            case "DELETED" -> true;
            case "ERROR" -> {
                Pauses.pause(RETRY_PAUSE);
                yield true;
            }
            case "ADDED", "MODIFIED" ->
                judge.apply(Optional.of(event.at("object"))).isPresent();
            default -> false;
        };
    }
}
