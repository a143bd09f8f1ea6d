package dev.quayside.engine;

/** Is told about long work. Calls may come from several threads; it must return quickly and not throw. */
@FunctionalInterface
public interface ProgressListener {
    /** Something went on. */
    void on(Progress progress);

    /** Listens to nothing. */
    static ProgressListener silent() {
        return progress -> {};
    }
}
