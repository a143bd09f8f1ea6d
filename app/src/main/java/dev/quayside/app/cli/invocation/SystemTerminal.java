package dev.quayside.app.cli.invocation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of this process.
 *
 * <p>Whether a stream is one is read from {@code /proc}, elsewhere asked of {@code test -t}; size and mode are left to
 * {@code stty}, which every system with terminals has. Thread-safe.
 */
public final class SystemTerminal implements Terminal {
    private final Map<Stream, Boolean> known = new EnumMap<>(Stream.class);
    private final Map<String, String> environment;

    /** The terminal of a process with this environment. */
    public SystemTerminal(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public synchronized boolean has(Stream stream) {
        return known.computeIfAbsent(stream, SystemTerminal::isTerminal);
    }

    private static boolean isTerminal(Stream stream) {
        Path link = Path.of("/proc/self/fd/" + stream.descriptor());
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return run(List.of("test", "-t", Integer.toString(stream.descriptor())))
                    .isPresent();
        }
    }

    @Override
    public Size size() {
        return run(List.of("sh", "-c", "stty size </dev/tty"))
                .or(() -> Optional.of(
                        environment.getOrDefault("LINES", "") + " " + environment.getOrDefault("COLUMNS", "")))
                .flatMap(SystemTerminal::parseSize)
                .orElse(Size.DEFAULT);
    }

    private static Optional<Size> parseSize(String text) {
        String[] words = text.strip().split(" ", -1);
        try {
            int rows = Integer.parseInt(words[0]);
            int columns = words.length > 1 ? Integer.parseInt(words[1]) : 0;
            return rows > 0 && columns > 0 ? Optional.of(new Size(columns, rows)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public Mode raw() {
        Optional<String> before = run(List.of("sh", "-c", "stty -g </dev/tty"));
        if (before.isEmpty()) {
            return () -> {};
        }
        Runnable restore = () -> run(List.of("sh", "-c", "stty " + before.get().strip() + " </dev/tty"));
        // A process that is ended by a signal must not leave a terminal that shows nothing.
        var hook = new Thread(restore, "restore-terminal");
        Runtime.getRuntime().addShutdownHook(hook);
        run(List.of("sh", "-c", "stty raw -echo </dev/tty"));
        return () -> {
            restore.run();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending; the hook runs a second time, which changes nothing.
                return;
            }
        };
    }

    /** The output of a short command that has this process's streams; empty if it fails. */
    private static Optional<String> run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(output)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
