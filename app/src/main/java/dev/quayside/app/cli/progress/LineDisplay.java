package dev.quayside.app.cli.progress;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Texts;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Writes a line for everything that begins, ends or fails, and for what goes on for longer, one every two seconds at most. */
final class LineDisplay implements ProgressDisplay {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final PrintStream err;
    private final Palette colours;
    private final Clock clock;
    private final Map<String, Instant> begun = new HashMap<>();
    private final Map<String, Instant> shown = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();

    LineDisplay(Invocation invocation) {
        this.err = invocation.surroundings().err();
        this.colours = invocation.errorColours();
        this.clock = invocation.surroundings().clock();
    }

    @Override
    public synchronized void show(String part, Status status, String detail) {
        Instant now = clock.instant();
        begun.putIfAbsent(part, now);
        shown.put(part, now);
        switch (status) {
            case WAITING, RUNNING -> write(part, detail.isEmpty() ? "…" : detail);
            case DONE -> write(part, colours.green(detail.isEmpty() ? "done" : detail) + took(part, now));
            case FAILED -> write(part, colours.red(detail.isEmpty() ? "failed" : detail) + took(part, now));
        }
    }

    private String took(String part, Instant now) {
        Duration took = Duration.between(begun.getOrDefault(part, now), now);
        begun.remove(part);
        return took.toMillis() < 100 ? "" : colours.faint(" (" + Texts.duration(took) + ")");
    }

    @Override
    public synchronized void update(String part, String detail) {
        Instant now = clock.instant();
        Instant before = shown.getOrDefault(part, Instant.EPOCH);
        if (!detail.equals(last.get(part)) && Duration.between(before, now).compareTo(PAUSE) >= 0) {
            shown.put(part, now);
            last.put(part, detail);
            write(part, detail);
        }
    }

    @Override
    public synchronized void line(String part, String text) {
        shown.put(part, clock.instant());
        write(part, Texts.printable(text));
    }

    private void write(String part, String text) {
        err.print(Texts.printable(part) + ": " + text + "\n");
        err.flush();
    }

    @Override
    public void close() {}
}
