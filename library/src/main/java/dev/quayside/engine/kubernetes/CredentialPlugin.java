package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program that gives credentials, by the protocol {@code client.authentication.k8s.io}. No shell is involved.
 *
 * @param command a name that is looked for in the PATH, or a path
 * @param folder that of the configuration, from which a relative path counts
 * @param environment the variables that the program gets
 * @param apiVersion the protocol's version
 * @param cluster what the program is told about the cluster; empty: nothing
 * @param installHint what the configuration says to whoever lacks the program
 * @param deadline how long the program may take
 */
record CredentialPlugin(
        String command,
        List<String> arguments,
        Path folder,
        Map<String, String> environment,
        String apiVersion,
        Optional<JsonObject> cluster,
        String installHint,
        Duration deadline) {
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_REASON = 200;

    CredentialPlugin {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /**
     * What the program gave.
     *
     * @param expires empty: when the cluster refuses it
     */
    record Answer(Optional<String> token, Optional<TlsMaterial.Identity> identity, Optional<Instant> expires) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Answer[expires=" + expires + "]";
        }
    }

    /** Runs the program. */
    Answer run() {
        var process = start();
        try {
            process.getOutputStream().close();
            var output = reading(process.getInputStream());
            var errors = reading(process.getErrorStream());
            var text = within(output);
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooSlow();
            }
            if (process.exitValue() != 0) {
                throw failed("exited with " + process.exitValue() + reason(within(errors)), "run it by hand", null);
            }
            return answer(text);
        } catch (IOException e) {
            throw failed("cannot be talked to", "run it by hand to see why", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for '" + command + "' was interrupted", "run it again", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Answer answer(String text) {
        Json json;
        try {
            json = Json.parse(text);
        } catch (QuaysideException e) {
            // Without the cause, whose message may hold a part of the answer.
            throw failed("printed something else than credentials", "run it by hand to see what it prints", null);
        }
        if (!json.text("apiVersion").equals(apiVersion)) {
            throw failed(
                    "answered in version '" + json.text("apiVersion") + "', not '" + apiVersion + "'",
                    "correct apiVersion in the user's exec section, or install another version of it",
                    null);
        }
        var status = json.at("status");
        var token = Optional.of(status.text("token")).filter(t -> !t.isEmpty());
        var certificate = status.text("clientCertificateData");
        Optional<TlsMaterial.Identity> identity = certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(TlsMaterial.Identity.fromPem(certificate, status.text("clientKeyData")));
        if (token.isEmpty() && identity.isEmpty()) {
            throw failed("gave neither a token nor a certificate", "log in with it first", null);
        }
        return new Answer(token, identity, Times.parse(status.text("expirationTimestamp")));
    }

    private Process start() {
        var words = new ArrayList<String>();
        words.add(executable().toString());
        words.addAll(arguments);
        var builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("KUBERNETES_EXEC_INFO", execInfo());
        try {
            return builder.start();
        } catch (IOException e) {
            throw failed("cannot be started", "check that it is a program for this machine", e);
        }
    }

    private String execInfo() {
        var spec = new JsonObject().put("interactive", false);
        cluster.ifPresent(facts -> spec.put("cluster", facts));
        return new JsonObject()
                .put("apiVersion", apiVersion)
                .put("kind", "ExecCredential")
                .put("spec", spec)
                .toString();
    }

    private Path executable() {
        try {
            if (command.contains("/") || command.contains(File.separator)) {
                return folder.resolve(command);
            }
            for (var entry : environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
                var file = Path.of(entry).resolve(command);
                if (!entry.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file;
                }
            }
        } catch (InvalidPathException e) {
            throw failed("is not a name of a program", "correct the user's exec section", e);
        }
        throw failed("is not in the PATH", installHint.isEmpty() ? "install it" : installHint.strip(), null);
    }

    private static FutureTask<String> reading(InputStream in) {
        var task = new FutureTask<>(() -> new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
        Thread.ofPlatform().daemon().name("quayside-plugin").start(task);
        return task;
    }

    private String within(FutureTask<String> reading) throws InterruptedException {
        try {
            return reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw tooSlow();
        } catch (ExecutionException e) {
            throw failed("could not be read", "run it by hand to see why", e);
        }
    }

    /** What the program complains of, if it is a message and not something that could be a secret. */
    private static String reason(String errors) {
        var line =
                errors.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
        var isMessage = !line.isEmpty() && line.length() <= LONGEST_REASON && !errors.contains("{");
        return isMessage ? ": " + line : "";
    }

    private QuaysideException tooSlow() {
        return failed(
                "gave no answer within " + deadline.toSeconds() + " s",
                "it may wait for a login: run it by hand first",
                null);
    }

    private QuaysideException failed(String what, String remedy, @Nullable Exception cause) {
        return new QuaysideException(
                ErrorCode.AUTHENTICATION_FAILED, "The credential plugin '" + command + "' " + what, remedy, cause);
    }

    /** Without the environment and the arguments, which may hold secrets. */
    @Override
    public String toString() {
        return "CredentialPlugin[" + command + "]";
    }
}
