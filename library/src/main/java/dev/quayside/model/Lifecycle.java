package dev.quayside.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many containers a service has, how they are restarted, replaced and stopped.
 *
 * @param replicas how many; 0 or more
 * @param containerName a fixed name; then there is one replica, and a change replaces it stop-first
 * @param restart what the engine does when a container ends; empty: the file does not say (which counts as {@code no})
 * @param updateOrder start-first or stop-first; empty: decided by what the service has (mounts, ports, names)
 * @param drainTime how long a replaced container goes on serving what it has accepted
 * @param stopGracePeriod how long a container may take to stop before it is killed; empty: the engine's 10 s
 * @param postStart what is run in a container after it has started, in this order
 * @param preStop what is run in a container before it is stopped, in this order
 * @param global whether there is one replica on each node of a cluster
 */
public record Lifecycle(
        int replicas,
        Optional<String> containerName,
        Optional<RestartPolicy> restart,
        Optional<UpdateOrder> updateOrder,
        Optional<Duration> drainTime,
        Optional<String> stopSignal,
        Optional<Duration> stopGracePeriod,
        Optional<LogDriver> logging,
        boolean global,
        List<Hook> postStart,
        List<Hook> preStop) {
    /** How long a replaced container drains if nothing else is said. */
    public static final Duration DEFAULT_DRAIN_TIME = Duration.ofSeconds(3);

    /** One replica, stopped and replaced as the engine does it. */
    public static final Lifecycle DEFAULT = new Lifecycle(
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Which of old and new runs first when a service is replaced. */
    public enum UpdateOrder {
        START_FIRST,
        STOP_FIRST
    }

    /** Where a container's output goes. */
    public record LogDriver(String driver, Map<String, String> options) {
        public LogDriver {
            options = Ordered.copyOf(options);
        }
    }

    /** When the engine starts a container again. */
    public record RestartPolicy(Mode mode, int maximumRetries) {
        /** On what the engine restarts. */
        public enum Mode {
            NO,
            ALWAYS,
            ON_FAILURE,
            UNLESS_STOPPED
        }

        /** A policy without a limit of retries. */
        public static RestartPolicy of(Mode mode) {
            return new RestartPolicy(mode, 0);
        }
    }

    /** As many replicas as it says, wherever they run. */
    public Lifecycle(
            int replicas,
            Optional<String> containerName,
            Optional<RestartPolicy> restart,
            Optional<UpdateOrder> updateOrder,
            Optional<Duration> drainTime,
            Optional<String> stopSignal,
            Optional<Duration> stopGracePeriod,
            Optional<LogDriver> logging) {
        this(
                replicas,
                containerName,
                restart,
                updateOrder,
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                false,
                List.of(),
                List.of());
    }

    /** Copies the collections. */
    public Lifecycle {
        postStart = List.copyOf(postStart);
        preStop = List.copyOf(preStop);
    }

    /** The same with these hooks. */
    public Lifecycle withHooks(List<Hook> afterStart, List<Hook> beforeStop) {
        return new Lifecycle(
                replicas,
                containerName,
                restart,
                updateOrder,
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                global,
                afterStart,
                beforeStop);
    }

    /** The same with another number of replicas. */
    public Lifecycle withReplicas(int count) {
        return new Lifecycle(
                count,
                containerName,
                restart,
                updateOrder,
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                global,
                postStart,
                preStop);
    }

    /** The same with another restart policy. */
    public Lifecycle withRestart(RestartPolicy policy) {
        return new Lifecycle(
                replicas,
                containerName,
                Optional.of(policy),
                updateOrder,
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                global,
                postStart,
                preStop);
    }

    /** The same with this much time to stop. */
    public Lifecycle withStopGracePeriod(Duration grace) {
        return new Lifecycle(
                replicas,
                containerName,
                restart,
                updateOrder,
                drainTime,
                stopSignal,
                Optional.of(grace),
                logging,
                global,
                postStart,
                preStop);
    }

    /** The same with a fixed container name. */
    public Lifecycle withContainerName(String name) {
        return new Lifecycle(
                replicas,
                Optional.of(name),
                restart,
                updateOrder,
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                global,
                postStart,
                preStop);
    }

    /** The same with this order of replacement. */
    public Lifecycle withUpdateOrder(UpdateOrder order) {
        return new Lifecycle(
                replicas,
                containerName,
                restart,
                Optional.of(order),
                drainTime,
                stopSignal,
                stopGracePeriod,
                logging,
                global,
                postStart,
                preStop);
    }
}
