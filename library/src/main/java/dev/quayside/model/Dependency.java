package dev.quayside.model;

/**
 * What a service needs of another before it starts.
 *
 * @param restart whether the dependent is replaced too when the dependency is
 * @param required whether a missing or failed dependency stops the dependent
 */
public record Dependency(Condition condition, boolean restart, boolean required) {
    /** When the dependency counts as there. */
    public enum Condition {
        /** Its containers run. */
        STARTED,
        /** Its containers are healthy. */
        HEALTHY,
        /** Its containers ended with exit code 0. */
        COMPLETED
    }

    /** A required dependency on this condition. */
    public static Dependency on(Condition condition) {
        return new Dependency(condition, false, true);
    }
}
