package dev.quayside.provision;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A private Docker Engine that belongs to Quayside, for machines that have none: one for each user, whatever the number
 * of checkouts.
 *
 * <p>Needs Linux and root. Its daemon outlives the process that starts it. Every method may be killed at any instant and
 * called again, by this process or another: of two that start it at once, one does. Thread-safe.
 */
public final class EmbeddedEngine {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOCK = Duration.ofMinutes(15);
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(10);
    private static final int LINES_OF_A_FAILED_START = 15;
    private static final int FIRST_PORT = 20_000;
    private static final String SUBJECT = "embedded engine";

    private final EngineFolders folders;
    private final SearchPath machine;
    private final Optional<Path> binaries;
    private final Optional<String> namespace;
    private final EngineDaemon daemon;

    private EmbeddedEngine(
            EngineFolders folders, SearchPath machine, Optional<Path> binaries, Optional<String> namespace) {
        this.folders = folders;
        this.machine = machine;
        this.binaries = binaries;
        this.namespace = namespace;
        this.daemon = new EngineDaemon(folders);
    }

    /** The engine of {@code $XDG_DATA_HOME/quayside/engine}; nothing is started. */
    public static EmbeddedEngine of(Map<String, String> environment, Path home) {
        return new EmbeddedEngine(
                EngineFolders.of(environment, home), SearchPath.of(environment), Optional.empty(), Optional.empty());
    }

    /** The same engine from the programs in a folder, in a network namespace of {@code /run/netns}. */
    EmbeddedEngine from(Path folder, Optional<String> inNamespace) {
        return new EmbeddedEngine(folders, machine, Optional.of(folder), inNamespace);
    }

    /**
     * Starts the engine unless it runs already, and waits until it answers.
     *
     * @throws QuaysideException {@code UNSUPPORTED} without Linux, root or programs, {@code ENGINE_FAILED} with the end of
     *     its log if it does not come up, {@code CONFLICT} if no addresses are free
     */
    public void start(ProgressListener listener) {
        start(listener, "Starting the embedded engine");
    }

    /** The same with another announcement, made only if there is something to start. */
    void start(ProgressListener listener, String announcement) {
        requireRoot();
        if (!isRunning()) {
            try (var lock = ProcessLock.acquire(folders.lock(), LOCK)) {
                lock.check();
                if (!isRunning()) {
                    startAlone(listener, announcement);
                }
            }
        }
    }

    /** Whether the engine runs and answers. */
    public boolean isRunning() {
        return daemon.find().isPresent()
                && Waiting.until(() -> daemon.answers() || daemon.find().isEmpty(), SLOW_ANSWER)
                && daemon.find().isPresent();
    }

    private void startAlone(ProgressListener listener, String announcement) {
        listener.on(Progress.line(SUBJECT, announcement));
        clean();
        var tools =
                binaries.map(machine::after).orElseGet(() -> new EngineBinaries(folders, machine).provide(listener));
        Pulse.during(listener, SUBJECT, "starting", () -> {
            launch(tools);
            return true;
        });
    }

    private void launch(SearchPath tools) {
        var state = plan(tools);
        state.write(folders.state());
        try {
            var place = new NetworkPlace(namespace, tools);
            if (!state.forwardingBefore()) {
                // The daemon would do so itself, but then also refuse to forward anything that is not its own.
                place.setForwarding(true);
            }
            place.addBridge(EngineTraces.bridge(folders), state.addresses().bridge());
            FileAccess.folder(folders.run());
            FileAccess.write(
                    folders.configuration(),
                    DaemonConfiguration.of(folders, state).json());
            keepOldLog();
            await(daemon.launch(state, place));
        } catch (RuntimeException e) {
            cleanUpAfter(e);
            throw e;
        }
    }

    /** An interrupted start is cleaned up like any other, which takes commands that must not be interrupted. */
    private void cleanUpAfter(RuntimeException failure) {
        var interrupted = Thread.interrupted();
        try {
            clean();
        } catch (QuaysideException e) {
            failure.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EngineState plan(SearchPath tools) {
        var place = new NetworkPlace(namespace, tools);
        var remembered = folders.data().resolve("addresses");
        var preferred = FileAccess.read(remembered).flatMap(text -> Subnet.find(text.strip()));
        var addresses = AddressPlan.choose(place.used(), preferred);
        FileAccess.write(remembered, addresses.block() + "\n");
        // A number of its own for each engine, below those that the kernel gives to clients.
        var port = FIRST_PORT + Integer.remainderUnsigned(Integer.parseUnsignedInt(folders.id(), 16), 10_000);
        return new EngineState(
                namespace,
                addresses,
                place.freePort(port),
                place.forwarding(),
                new Firewall(place).sharedChains(),
                EngineTraces.sharedFolders(),
                MountTable.below(folders.data()),
                tools);
    }

    private void keepOldLog() {
        try {
            if (FileAccess.exists(folders.log())) {
                Files.move(
                        folders.log(),
                        folders.log().resolveSibling("dockerd.log.1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw FileAccess.failure("The log '" + folders.log() + "' cannot be put aside", e);
        }
    }

    private void await(Process process) {
        Waiting.until(() -> daemon.answers() || !process.isAlive(), START);
        if (!process.isAlive() || !daemon.answers()) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_FAILED,
                    "The embedded engine did not start. The end of its log:\n"
                            + String.join("\n", logs(LINES_OF_A_FAILED_START)),
                    "see '" + folders.log() + "', or use another engine (DOCKER_HOST)");
        }
    }

    /** Removes what an earlier engine left; call it with the lock held. */
    private StopReport clean() {
        return EngineState.read(folders.state())
                .map(state -> new EngineTraces(folders, state).remove())
                .orElse(StopReport.NOTHING);
    }

    /**
     * Stops the engine and its containers, and removes every process, mount, interface, firewall rule and control group
     * of it, also if it was killed before. Its data stays.
     *
     * @throws QuaysideException {@code UNSUPPORTED} without Linux or root
     */
    public StopReport stop() {
        requireRoot();
        try (var lock = ProcessLock.acquire(folders.lock(), LOCK)) {
            lock.check();
            return clean();
        }
    }

    /**
     * Stops the engine and deletes everything it keeps: images, containers, volumes and its programs.
     *
     * @throws QuaysideException {@code UNSUPPORTED} without Linux or root
     */
    public RemovalReport remove() {
        requireRoot();
        try (var lock = ProcessLock.acquire(folders.lock(), LOCK)) {
            lock.check();
            var stop = clean();
            var bytes = Trees.sizeInBytes(folders.data(), machine);
            Trees.delete(folders.data(), machine);
            return new RemovalReport(stop, bytes);
        }
    }

    /** How the engine is doing; needs no rights. */
    public EmbeddedStatus status() {
        var process = daemon.find();
        var state = EngineState.read(folders.state());
        return new EmbeddedStatus(
                process.isPresent(),
                process.map(entry -> OptionalLong.of(entry.pid())).orElse(OptionalLong.empty()),
                folders.socket(),
                folders.data(),
                Trees.sizeInBytes(folders.data(), machine),
                state.map(known -> known.addresses().block().toString()),
                state.flatMap(known -> new Mirror(folders, known).find()).isPresent());
    }

    /** The last lines of the daemon's log. */
    public List<String> logs(int lines) {
        return daemon.log(lines);
    }

    /** Where the engine listens when it runs. */
    public Path socket() {
        return folders.socket();
    }

    EngineFolders folders() {
        return folders;
    }

    private static void requireRoot() {
        try {
            if (FileAccess.exists(Path.of("/proc/self/ns/net"))
                    && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return;
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux, or a Linux that hides who we are: the same answer.
        }
        throw new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "The embedded engine needs Linux and root",
                "use sudo, or start an engine of your own and set DOCKER_HOST");
    }
}
