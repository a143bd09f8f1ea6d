package dev.quayside.provision;

import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.error.QuaysideException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The process of an embedded engine. */
record EngineDaemon(EngineFolders folders) {
    private static final Duration PING = Duration.ofSeconds(5);

    /** How long containers have to end by themselves, which the daemon waits for. */
    private static final Duration GRACE = Duration.ofSeconds(40);

    private static final Duration DEATH = Duration.ofSeconds(5);

    /** The daemon, if it lives. Its pid file outlives it, and the number may be another process's by now. */
    Optional<ProcessTable.Entry> find() {
        return FileAccess.read(folders.pidFile())
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .flatMap(text -> ProcessTable.find(Long.parseLong(text)))
                .filter(entry -> entry.mentions(folders.pidFile().toString()));
    }

    boolean answers() {
        if (!FileAccess.exists(folders.socket())) {
            return false;
        }
        var options = DockerOptions.at("unix://" + folders.socket()).withConnectTimeout(PING);
        try (var docker = DockerIntegration.connect(options)) {
            docker.system().ping();
            return true;
        } catch (QuaysideException e) {
            return false;
        }
    }

    Process launch(EngineState state, NetworkPlace place) {
        var tools = state.searchPath();
        var argv = place.entering(List.of(
                tools.require("dockerd"),
                "--config-file",
                folders.configuration().toString(),
                "--data-root",
                FileAccess.folder(folders.dataRoot()).toString(),
                "--exec-root",
                folders.execRoot().toString(),
                "--pidfile",
                folders.pidFile().toString(),
                "--host",
                "unix://" + folders.socket(),
                "--bridge",
                EngineTraces.bridge(folders),
                "--fixed-cidr",
                state.addresses().bridge().toString()));
        var detached =
                Stream.concat(Stream.of(tools.require("setsid")), argv.stream()).toList();
        return HostCommand.detached(detached, Map.of("PATH", tools.toString()), folders.log());
    }

    /** Ends the daemon as it likes to be ended, or by force after a while; says whether it lived. */
    boolean terminate() {
        var daemon = find();
        if (daemon.isEmpty()) {
            return false;
        }
        var process = daemon.get();
        process.terminate();
        if (!Waiting.until(() -> !process.isAlive(), GRACE)) {
            process.kill();
            Waiting.until(() -> !process.isAlive(), DEATH);
        }
        return true;
    }

    /** The last lines of its log. */
    List<String> log(int lines) {
        var all = new ArrayList<>(
                Arrays.asList(FileAccess.read(folders.log()).orElse("").split("\n")));
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
