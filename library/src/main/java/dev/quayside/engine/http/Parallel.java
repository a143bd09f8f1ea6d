package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Makes the same call for many things, a few at a time.
 *
 * <p>On platform threads: virtual ones would start the JVM's poller, which sits in a native read until the end and so delays
 * the exit of a short command by 0.3 s.
 */
public final class Parallel {
    private Parallel() {}

    /** The results in the order of the items; the first failure stops what has not begun. */
    public static <T, R> List<R> map(int width, List<T> items, Function<T, R> call) {
        if (items.size() <= 1) {
            return items.stream().map(call).toList();
        }
        var threads = Thread.ofPlatform().daemon().name("quayside-call-", 0).factory();
        try (var tasks = Executors.newFixedThreadPool(Math.min(width, items.size()), threads)) {
            try {
                var calls = items.stream()
                        .<Callable<R>>map(item -> () -> call.apply(item))
                        .toList();
                var results = new ArrayList<R>();
                for (var result : calls.stream().map(tasks::submit).toList()) {
                    results.add(result.get());
                }
                return results;
            } catch (ExecutionException e) {
                tasks.shutdownNow();
                throw e.getCause() instanceof QuaysideException known ? known : new IllegalStateException(e);
            } catch (InterruptedException e) {
                tasks.shutdownNow();
                Thread.currentThread().interrupt();
                throw new QuaysideException(ErrorCode.INTERRUPTED, "The call was interrupted", "try again", e);
            }
        }
    }
}
