package dev.quayside.app.cli.invocation;

/**
 * The signals that end or disturb a command.
 *
 * <p>A shutdown hook would not do: while hooks run, the machine ignores a second Ctrl-C, which {@code up} answers by killing.
 */
public interface Signals {
    /** What can arrive. */
    enum Signal {
        /** Ctrl-C. */
        INTERRUPT("INT"),
        /** The polite request to end. */
        TERMINATE("TERM"),
        /** The terminal has another size. */
        RESIZE("WINCH");

        private final String systemName;

        Signal(String systemName) {
            this.systemName = systemName;
        }

        String systemName() {
            return systemName;
        }
    }

    /** Calls the handler, on a thread of its own, each time the signal arrives, until the result is closed. */
    Handling handle(Signal signal, Runnable handler);

    /** A handler in place; closing it brings back what was there before. */
    interface Handling extends AutoCloseable {
        @Override
        void close();
    }
}
