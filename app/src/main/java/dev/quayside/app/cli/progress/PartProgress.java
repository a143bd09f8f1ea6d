package dev.quayside.app.cli.progress;

import dev.quayside.app.cli.output.Texts;
import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import java.util.HashMap;
import java.util.Map;

/** Adds up the layers, files and steps of one part, and passes its lines on. Thread-safe. */
final class PartProgress implements ProgressListener {
    private final ProgressDisplay display;
    private final String part;
    private final Map<String, Progress> subjects = new HashMap<>();

    PartProgress(ProgressDisplay display, String part) {
        this.display = display;
        this.part = part;
    }

    @Override
    public synchronized void on(Progress progress) {
        if (!progress.text().isEmpty()) {
            display.line(part, progress.text().stripTrailing());
        }
        if (progress.phase().isEmpty()) {
            return;
        }
        if (progress.total() > 0) {
            subjects.put(progress.subject(), progress);
        }
        display.update(part, detail(progress));
    }

    private String detail(Progress latest) {
        long current = 0;
        long total = 0;
        for (Progress subject : subjects.values()) {
            current += Math.min(subject.current(), subject.total());
            total += subject.total();
        }
        String phase = latest.phase().strip();
        return total == 0
                ? phase + " " + latest.subject()
                : phase + " " + Texts.bytes(current) + " of " + Texts.bytes(total);
    }
}
