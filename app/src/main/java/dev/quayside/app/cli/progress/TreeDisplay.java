package dev.quayside.app.cli.progress;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Terminal;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Texts;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Redraws a line for each part in place, ten times a second. What is done and no longer fits moves up and stays there. */
final class TreeDisplay implements ProgressDisplay {
    private static final long REDRAW_MILLIS = 100;
    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream err;
    private final Palette colours;
    private final Clock clock;
    private final Terminal.Size size;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Thread painter;
    private int drawn;
    private int frame;
    private boolean closed;

    private record Part(Status status, String detail, Instant begun, Instant ended) {}

    TreeDisplay(Invocation invocation) {
        this.err = invocation.surroundings().err();
        this.colours = invocation.errorColours();
        this.clock = invocation.surroundings().clock();
        this.size = invocation.surroundings().terminal().size();
        this.painter = Thread.ofPlatform().daemon().name("progress").start(this::paint);
    }

    private void paint() {
        try {
            while (true) {
                Thread.sleep(REDRAW_MILLIS);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    redraw();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void show(String part, Status status, String detail) {
        Instant now = clock.instant();
        Part before = parts.get(part);
        Instant begun = before == null || hasEnded(before) ? now : before.begun();
        parts.put(part, new Part(status, Texts.printable(detail), begun, now));
    }

    @Override
    public synchronized void update(String part, String detail) {
        Part before = parts.get(part);
        if (before != null && before.status() == Status.RUNNING) {
            parts.put(part, new Part(Status.RUNNING, Texts.printable(detail), before.begun(), before.ended()));
        } else if (before == null) {
            show(part, Status.RUNNING, detail);
        }
    }

    @Override
    public synchronized void line(String part, String text) {
        update(part, text);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            redraw();
            closed = true;
            err.print(SHOW_CURSOR);
            err.flush();
        }
        painter.interrupt();
    }

    private void redraw() {
        settle();
        var out = new StringBuilder(HIDE_CURSOR);
        if (drawn > 0) {
            out.append("\u001b[").append(drawn).append('A');
        }
        frame++;
        List<String> lines = new ArrayList<>();
        parts.forEach((name, part) -> lines.add(line(name, part)));
        lines.forEach(line -> out.append('\r').append(CLEAR_LINE).append(line).append('\n'));
        drawn = lines.size();
        err.print(out);
        err.flush();
    }

    /** Leaves lines of parts that have ended above the tree when there are more than the terminal has room for. */
    private void settle() {
        int room = Math.max(3, size.rows() - 2);
        var ended = parts.entrySet().iterator();
        while (parts.size() > room && ended.hasNext()) {
            var entry = ended.next();
            if (hasEnded(entry.getValue())) {
                if (drawn > 0) {
                    err.print("\u001b[" + drawn + "A\r\u001b[J");
                    drawn = 0;
                }
                err.print(line(entry.getKey(), entry.getValue()) + "\n");
                ended.remove();
            }
        }
    }

    private static boolean hasEnded(Part part) {
        return part.status() == Status.DONE || part.status() == Status.FAILED;
    }

    private String line(String name, Part part) {
        Instant end = hasEnded(part) ? part.ended() : clock.instant();
        String time = Texts.duration(Duration.between(part.begun(), end));
        int room = size.columns() - 6 - name.length() - time.length();
        String detail = part.detail().length() > room ? part.detail().substring(0, Math.max(0, room)) : part.detail();
        String gap = " ".repeat(Math.max(1, room - detail.length()));
        return " " + sign(part.status()) + " " + Texts.printable(name) + " " + colours.faint(detail) + gap
                + colours.faint(time);
    }

    private String sign(Status status) {
        return switch (status) {
            case WAITING -> colours.faint("·");
            case RUNNING -> colours.yellow(SPINNER[frame % SPINNER.length]);
            case DONE -> colours.green("✔");
            case FAILED -> colours.red("✘");
        };
    }
}
