package dev.quayside.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a service's containers are kept away from the host and from others.
 *
 * @param sharedNamespaces Docker's words for {@code pid}, {@code ipc}, {@code uts}, {@code userns} and {@code cgroup}, by that key
 * @param devices host devices as {@code source:target:permissions}
 * @param deviceRules which devices it may use, in the kernel's words, such as {@code c 1:3 mr}
 * @param deviceRequests devices that drivers of the engine choose
 * @param runtime the program that makes containers, by the engine's name for it; empty: the engine's default
 * @param technology Docker's word for how far containers are apart from their host, such as {@code default}
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
        List<String> devices,
        List<String> deviceRules,
        List<DeviceRequest> deviceRequests,
        Optional<String> runtime,
        Optional<String> technology) {
    /** What the engine does by itself. */
    public static final Isolation DEFAULT =
            new Isolation(false, false, Set.of(), Set.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of());

    /** Without rules for devices, by the engine's own runtime. */
    public Isolation(
            boolean privileged,
            boolean readOnlyRoot,
            Set<String> addedCapabilities,
            Set<String> droppedCapabilities,
            List<String> securityOptions,
            Map<String, String> sysctls,
            Map<String, Ulimit> ulimits,
            Map<String, String> sharedNamespaces,
            List<String> devices) {
        this(
                privileged,
                readOnlyRoot,
                addedCapabilities,
                droppedCapabilities,
                securityOptions,
                sysctls,
                ulimits,
                sharedNamespaces,
                devices,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

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
        deviceRules = List.copyOf(deviceRules);
        deviceRequests = List.copyOf(deviceRequests);
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
                devices,
                deviceRules,
                deviceRequests,
                runtime,
                technology);
    }

    /** The same with other namespaces shared. */
    public Isolation withSharedNamespaces(Map<String, String> others) {
        return new Isolation(
                privileged,
                readOnlyRoot,
                addedCapabilities,
                droppedCapabilities,
                securityOptions,
                sysctls,
                ulimits,
                others,
                devices,
                deviceRules,
                deviceRequests,
                runtime,
                technology);
    }
}
