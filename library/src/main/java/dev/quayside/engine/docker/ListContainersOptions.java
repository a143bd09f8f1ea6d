package dev.quayside.engine.docker;

import java.util.List;
import java.util.Map;

/**
 * Which containers to list, and how much to say of each.
 *
 * @param filters the engine's filters, such as {@code label} or {@code name}; one of the values of each must hold
 */
public record ListContainersOptions(Scope scope, Detail detail, Map<String, List<String>> filters) {
    /** Every container, with its environment. */
    public static final ListContainersOptions ALL =
            new ListContainersOptions(Scope.ALL, Detail.WITH_ENVIRONMENT, Map.of());

    /** Those that run, with their environment. */
    public static final ListContainersOptions RUNNING =
            new ListContainersOptions(Scope.RUNNING, Detail.WITH_ENVIRONMENT, Map.of());

    /** Which containers. */
    public enum Scope {
        /** Stopped ones too. */
        ALL,
        /** Only those that run or are paused. */
        RUNNING
    }

    /** How much to say. */
    public enum Detail {
        /** Each container is inspected for its environment. */
        WITH_ENVIRONMENT,
        /** Only what one call says: the environment stays empty, and so do the ports of a stopped container. */
        BRIEF
    }

    /** Copies the filters. */
    public ListContainersOptions {
        filters = Map.copyOf(filters);
    }

    /** The same in one cheap call. */
    public ListContainersOptions brief() {
        return new ListContainersOptions(scope, Detail.BRIEF, filters);
    }

    /** The same, but only with this label; an empty value means any. */
    public ListContainersOptions withLabel(String key, String value) {
        return withFilter("label", value.isEmpty() ? key : key + "=" + value);
    }

    /** The same with one more value of a filter. */
    public ListContainersOptions withFilter(String name, String value) {
        return new ListContainersOptions(scope, detail, ListOptions.plus(filters, name, value));
    }
}
