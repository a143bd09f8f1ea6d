package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.http.Response;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import java.time.Duration;
import java.util.OptionalInt;

/** What flows in and out of containers: output, input, commands, statistics. */
final class ContainerStreams {
    private static final String MULTIPLEXED = "application/vnd.docker.multiplexed-stream";
    private static final Duration EXIT_CODE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration EXIT_CODE_POLL = Duration.ofMillis(20);

    private final DockerApi api;
    private final DockerContainers containers;

    ContainerStreams(DockerApi api, DockerContainers containers) {
        this.api = api;
        this.containers = containers;
    }

    EntryStream<LogEntry> logs(String container, LogOptions options) {
        var call = Call.get(DockerContainers.path(container, "logs"))
                .with("timestamps", "true")
                .withIf(options.sources().contains(OutputSource.STDOUT), "stdout")
                .withIf(options.sources().contains(OutputSource.STDERR), "stderr")
                .withIf(options.end() == LogOptions.End.CONTAINER_ENDS, "follow")
                .withIfPresent("since", options.since().map(Times::query))
                .withIfPresent("until", options.until().map(Times::query))
                .with("tail", tail(options.tail()));
        var response = api.open(call.patient());
        try {
            return new LogStream(response, form(response, container));
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private static String tail(OptionalInt lines) {
        return lines.isPresent() ? Integer.toString(lines.getAsInt()) : "all";
    }

    /** Newer engines say in which form they send; the others have to be asked whether there is a terminal. */
    private LogStream.Form form(Response response, String container) {
        if (response.header("content-type").orElse("").startsWith(MULTIPLEXED)) {
            return LogStream.Form.MULTIPLEXED;
        }
        var terminal = containers.inspect(container).process().tty();
        return terminal ? LogStream.Form.RAW : LogStream.Form.MULTIPLEXED;
    }

    ExecSession exec(String container, ExecRequest request) {
        var created = api.json(Call.post(DockerContainers.path(container, "exec"))
                .body(new JsonObject()
                        .putTexts("Cmd", request.command())
                        .put("AttachStdout", true)
                        .put("AttachStderr", true)
                        .put("AttachStdin", request.stdin())
                        .putIfTrue("Tty", request.tty())
                        .putIfTrue("Privileged", request.privileged())
                        .putUnlessEmpty("User", request.user().orElse(""))
                        .putUnlessEmpty("WorkingDir", request.workingDirectory().orElse(""))
                        .putUnlessEmpty("Env", ContainerBody.assignments(request.environment()))));
        var path = "/exec/" + Call.segment("command", created.text("Id"));
        var starting = Call.post(path + "/start")
                .body(new JsonObject().put("Detach", false).put("Tty", request.tty()));
        var duplex = hijack(starting).duplex();
        var form = request.tty() ? LogStream.Form.RAW : LogStream.Form.MULTIPLEXED;
        var control = new StreamSession.Control(
                () -> exitCodeOf(path), (columns, rows) -> api.run(resize(path, columns, rows)));
        return StreamSession.start(duplex, form, control);
    }

    ExecSession attach(String container) {
        var process = containers.inspect(container).process();
        var path = DockerContainers.path(container, "attach");
        var duplex = hijack(Call.post(path)
                        .with("stream", "true")
                        .with("stdout", "true")
                        .with("stderr", "true")
                        .withIf(process.stdinOpen(), "stdin"))
                .duplex();
        var resizing = DockerContainers.path(container, "");
        var control = new StreamSession.Control(
                () -> containers.waitFor(container), (columns, rows) -> api.run(resize(resizing, columns, rows)));
        return StreamSession.start(duplex, process.tty() ? LogStream.Form.RAW : LogStream.Form.MULTIPLEXED, control);
    }

    private Response hijack(Call call) {
        var response = api.open(
                call.header("Connection", "Upgrade").header("Upgrade", "tcp").patient());
        if (response.status() == 101 || response.status() == 200) {
            return response;
        }
        response.close();
        throw new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE,
                DockerApi.describe(call) + " was answered " + response.status() + " instead of with a stream",
                "see whether a proxy stands between Quayside and the engine");
    }

    private static Call resize(String path, int columns, int rows) {
        return Call.post(path + "/resize").with("w", columns).with("h", rows);
    }

    /** The output ends a moment before the engine knows the exit code. */
    private int exitCodeOf(String execPath) {
        var deadline = System.nanoTime() + EXIT_CODE_TIMEOUT.toNanos();
        while (true) {
            var state = api.json(Call.get(execPath + "/json"));
            if (!state.flag("Running") && state.at("ExitCode").isPresent()) {
                return state.smallNumber("ExitCode");
            }
            if (System.nanoTime() > deadline) {
                throw new QuaysideException(
                        ErrorCode.TIMED_OUT,
                        "The command's output ended, but it still runs",
                        "it closed its output and went on in the background, or the connection to it was lost");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(EXIT_CODE_POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(
                    ErrorCode.INTERRUPTED, "Waiting for the end of a command was interrupted", "try again", e);
        }
    }

    ContainerStats stats(String container) {
        return ContainerStats.of(
                api.json(Call.get(DockerContainers.path(container, "stats")).with("stream", "false")));
    }

    EntryStream<ContainerStats> statsStream(String container) {
        var call = Call.get(DockerContainers.path(container, "stats")).with("stream", "true");
        return new JsonLines<>(api.open(call.patient()), ContainerStats::of);
    }

    EntryStream<DockerEvent> events(EventOptions options) {
        var call = Call.get("/events")
                .withIfPresent("since", options.since().map(Times::query))
                .withIfPresent("until", options.until().map(Times::query))
                .filtered(options.filters());
        return new JsonLines<>(api.open(call.patient()), DockerEvent::of);
    }
}
