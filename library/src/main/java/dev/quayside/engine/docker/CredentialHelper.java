package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * One of the programs that keep credentials for Docker, such as {@code docker-credential-pass}.
 *
 * <p>The protocol: {@code docker-credential-NAME get} reads the registry from its standard input and prints JSON, see
 * <a href="https://github.com/docker/docker-credential-helpers">docker-credential-helpers</a>. No shell is involved.
 *
 * @param name what follows {@code docker-credential-}
 * @param environment the variables that the program gets; it is looked for in their PATH
 * @param deadline how long the program may take
 */
record CredentialHelper(String name, Map<String, String> environment, Duration deadline) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final String NOT_FOUND = "credentials not found in native keychain";
    private static final int LONGEST_ANSWER = 1 << 20;

    CredentialHelper {
        environment = Map.copyOf(environment);
    }

    /** The JSON that the program prints for a registry, or nothing if it knows no credentials for it. */
    Optional<String> get(String server) {
        var process = start();
        try {
            try (var in = process.getOutputStream()) {
                in.write(server.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The program may end without reading; what it printed says why.
            }
            var answer = within(() -> read(process.getInputStream()));
            boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw tooSlow();
            }
            if (process.exitValue() == 0) {
                return Optional.of(answer);
            }
            if (answer.strip().equals(NOT_FOUND)) {
                return Optional.empty();
            }
            throw failed(
                    "exited with " + process.exitValue() + reason(answer),
                    "run 'docker login' again, or correct credHelpers and credsStore in Docker's config.json");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for " + program() + " was interrupted", "run it again", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() {
        var file = executable();
        var builder =
                new ProcessBuilder(List.of(file.toString(), "get")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw failed(
                    "cannot be started: " + IoProblem.of(e),
                    "check that '" + file + "' is a program for this machine",
                    e);
        }
    }

    private Path executable() {
        if (!NAME.matcher(name).matches()) {
            throw failed("is not a name of a program", "correct credHelpers and credsStore in Docker's config.json");
        }
        for (var folder : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            try {
                var file = Path.of(folder).resolve(program());
                if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file;
                }
            } catch (InvalidPathException e) {
                // Not a folder: a shell skips it as well.
            }
        }
        throw failed("is not in the PATH", "install it, or remove credHelpers or credsStore from Docker's config.json");
    }

    private <T> T within(Callable<T> work) throws InterruptedException {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tooSlow();
        } catch (ExecutionException e) {
            throw failed("could not be read", "run it by hand to see why", e);
        }
    }

    private static String read(InputStream out) throws IOException {
        byte[] answer = out.readNBytes(LONGEST_ANSWER);
        return new String(answer, StandardCharsets.UTF_8);
    }

    /** What the program says, if it is a message and not something that could be a secret. */
    private static String reason(String answer) {
        var line = answer.lines().findFirst().orElse("").strip();
        boolean isMessage = !line.isEmpty() && line.length() <= 200 && !answer.contains("{");
        return isMessage ? ": " + line : "";
    }

    private QuaysideException tooSlow() {
        return failed(
                "gave no answer within " + deadline.toSeconds() + " s",
                "it may wait for a password or a locked keychain: run 'docker login' first");
    }

    private QuaysideException failed(String what, String remedy) {
        return new QuaysideException(
                ErrorCode.AUTHENTICATION_FAILED, "Credential helper '" + program() + "' " + what, remedy);
    }

    private QuaysideException failed(String what, String remedy, Exception cause) {
        return new QuaysideException(
                ErrorCode.AUTHENTICATION_FAILED, "Credential helper '" + program() + "' " + what, remedy, cause);
    }

    private String program() {
        return "docker-credential-" + name;
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "CredentialHelper[" + program() + "]";
    }
}
