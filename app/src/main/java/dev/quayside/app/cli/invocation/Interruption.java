package dev.quayside.app.cli.invocation;

import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a stream or a wait when the user presses Ctrl-C. */
public final class Interruption implements AutoCloseable {
    private static final int INTERRUPTED = 130;

    private final AtomicBoolean happened = new AtomicBoolean();
    private final Signals.Handling handling;

    /**
     * Listens for Ctrl-C.
     *
     * @param end called then, on another thread
     */
    public Interruption(Invocation invocation, Runnable end) {
        this.handling = invocation.surroundings().signals().handle(Signals.Signal.INTERRUPT, () -> {
            happened.set(true);
            end.run();
        });
    }

    /** The exit status of the command. */
    public int status() {
        return happened.get() ? INTERRUPTED : 0;
    }

    @Override
    public void close() {
        handling.close();
    }
}
