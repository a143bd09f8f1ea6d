package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far a service's containers are kept away from the host and from others.
 *
 * @param sharedNamespaces Docker's words for {@code pid}, {@code ipc}, {@code uts}, {@code userns} and {@code cgroup}, by that key
 * @param devices host devices as {@code source:target:permissions}
 */
public record Isolation(
        boolean privileged,
        boolean readOnlyRoot,
        Set<String> addedCapabilities,
        Set<String> droppedCapabilities,
        List<String> securityOptions,
        Map<String, String> sysctls,
        Map<String, Ulimit> ulimits,
        Map<String, String> sharedNamespaces,
        List<String> devices) {
    /** What the engine does by itself. */
    public static final Isolation DEFAULT =
            new Isolation(false, false, Set.of(), Set.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of());

    /** A soft and a hard limit; -1 means none. */
    public record Ulimit(long soft, long hard) {}

    public Isolation {
        addedCapabilities = Ordered.copyOf(addedCapabilities);
        droppedCapabilities = Ordered.copyOf(droppedCapabilities);
        securityOptions = List.copyOf(securityOptions);
        sysctls = Ordered.copyOf(sysctls);
        ulimits = Ordered.copyOf(ulimits);
        sharedNamespaces = Ordered.copyOf(sharedNamespaces);
        devices = List.copyOf(devices);
    }

    /** The same with a root file system that can only be read. */
    public Isolation withReadOnlyRoot() {
        return new Isolation(
                privileged,
                true,
                addedCapabilities,
                droppedCapabilities,
                securityOptions,
                sysctls,
                ulimits,
                sharedNamespaces,
                devices);
    }
}
