package dev.quayside.app.cli.command;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Signals;
import dev.quayside.engine.EntryStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends a stream when the user presses Ctrl-C. */
final class Interruption implements AutoCloseable {
    private static final int INTERRUPTED = 130;

    private final AtomicBoolean happened = new AtomicBoolean();
    private final Signals.Handling handling;

    Interruption(Invocation invocation, EntryStream<?> stream) {
        Runnable end = stream::close;
        this.handling = invocation.surroundings().signals().handle(Signals.Signal.INTERRUPT, () -> {
            happened.set(true);
            end.run();
        });
    }

    /** The exit status of the command. */
    int status() {
        return happened.get() ? INTERRUPTED : 0;
    }

    @Override
    public void close() {
        handling.close();
    }
}
