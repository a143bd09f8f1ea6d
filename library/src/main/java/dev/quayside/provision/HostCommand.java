package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine that is run to its end, within a deadline.
 *
 * @param argv the program, by its absolute path, and its arguments
 * @param environment variables added to those of this process
 * @param input what it reads
 * @param timeout when it is ended if it has not ended by itself
 */
record HostCommand(List<String> argv, Map<String, String> environment, String input, Duration timeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(5);

    HostCommand {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    /** What a program left behind. */
    record Result(int status, String output, String errors) {
        boolean succeeded() {
            return status == 0;
        }
    }

    static HostCommand of(List<String> argv) {
        return new HostCommand(argv, Map.of("LC_ALL", "C"), "", USUAL_TIMEOUT);
    }

    HostCommand with(Map<String, String> variables) {
        var more = new LinkedHashMap<>(environment);
        more.putAll(variables);
        return new HostCommand(argv, more, input, timeout);
    }

    HostCommand reading(String text) {
        return new HostCommand(argv, environment, text, timeout);
    }

    HostCommand within(Duration limit) {
        return new HostCommand(argv, environment, input, limit);
    }

    /** Runs the program and gives its output; fails if it fails. */
    String output() {
        var result = run();
        if (!result.succeeded()) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "'" + String.join(" ", argv) + "' failed with status " + result.status() + ": "
                            + result.errors().strip(),
                    "correct what its message names and try again");
        }
        return result.output();
    }

    /** Runs the program, whatever its exit status. */
    Result run() {
        Process process;
        try {
            var builder = new ProcessBuilder(argv);
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw FileAccess.failure("'" + argv.getFirst() + "' cannot be run", e);
        }
        try {
            var output = reader(process.getInputStream());
            var errors = reader(process.getErrorStream());
            write(process);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new QuaysideException(
                        ErrorCode.TIMED_OUT,
                        "'" + String.join(" ", argv) + "' did not end within " + timeout.toSeconds() + " s",
                        "try again");
            }
            return new Result(process.exitValue(), text(output), text(errors));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("'" + argv.getFirst() + "'", e);
        } finally {
            end(process);
        }
    }

    private static FutureTask<String> reader(InputStream stream) {
        var task = new FutureTask<String>(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
        Thread.ofVirtual().start(task);
        return task;
    }

    private static String text(FutureTask<String> reading) throws InterruptedException {
        try {
            // A descendant that was left in the background may hold the pipe open for ever.
            return reading.get(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return "";
        }
    }

    private void write(Process process) {
        try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            stdin.write(input);
        } catch (IOException | UncheckedIOException e) {
            // It ended without reading; its status says whether that is a failure.
        }
    }

    /** Ends a program that still runs, and what it has started. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        var all = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static QuaysideException interrupted(String what, InterruptedException e) {
        return new QuaysideException(ErrorCode.INTERRUPTED, what + " was interrupted", "run it again", e);
    }

    /** Starts a program that outlives this process: in a session of its own, its streams in files. */
    static Process detached(List<String> argv, Map<String, String> variables, Path log) {
        try {
            var builder = new ProcessBuilder(argv);
            builder.environment().putAll(variables);
            // What the manager of services told this process does not concern the one that outlives it.
            List.of("NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES")
                    .forEach(builder.environment()::remove);
            return builder.redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw FileAccess.failure("'" + argv.getFirst() + "' cannot be run", e);
        }
    }
}
