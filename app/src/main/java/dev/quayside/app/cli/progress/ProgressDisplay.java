package dev.quayside.app.cli.progress;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.engine.ProgressListener;

/** Shows how the parts of a long command get on. Thread-safe. Closing it shows the last state. */
public interface ProgressDisplay extends AutoCloseable {
    /** How a part is. */
    enum Status {
        /** It cannot begin yet. */
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * A part is in a new state.
     *
     * @param part its name, by which it is known and shown
     * @param detail more about it; may be empty
     */
    void show(String part, Status status, String detail);

    /** A part has got on: bytes, layers, what it waits for. Comes often and may be left out. */
    void update(String part, String detail);

    /** A part has written a line that should be seen. */
    void line(String part, String text);

    @Override
    void close();

    /** A listener for the long work of one part. */
    default ProgressListener listener(String part) {
        return new PartProgress(this, part);
    }

    /** The display that the user asked for, or that fits standard error. */
    static ProgressDisplay of(Invocation invocation) {
        return switch (invocation.progress()) {
            case TTY -> new TreeDisplay(invocation);
            case PLAIN -> new LineDisplay(invocation);
            case JSON -> new JsonDisplay(invocation.surroundings().err());
            case QUIET -> new QuietDisplay();
        };
    }
}
