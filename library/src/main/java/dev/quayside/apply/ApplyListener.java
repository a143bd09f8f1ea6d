package dev.quayside.apply;

/** Is told how a run goes on. It is called from the thread that runs the plan, one call after the other, and should return quickly. */
@FunctionalInterface
public interface ApplyListener {
    /** Something went on. */
    void on(ApplyEvent event);

    /** Listens to nothing. */
    static ApplyListener silent() {
        return event -> {};
    }
}
