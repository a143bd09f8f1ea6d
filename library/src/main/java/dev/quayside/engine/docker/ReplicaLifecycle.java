package dev.quayside.engine.docker;

import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Lifecycle.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Starts, stops and removes the containers of replicas. Thread-safe.
 *
 * <p>A stopped replica has no restart policy: the engine would start it again when it is itself restarted. Starting gives the
 * policy back, as a label remembers it.
 */
final class ReplicaLifecycle {
    /** What runtimes and engines say of a container whose process has just ended. */
    private static final Pattern BETWEEN_RUNS =
            Pattern.compile("cannot update a stopped container|Cannot update container .*not running");

    private static final int MOST_UPDATES = 20;
    private static final Duration UPDATE_PAUSE = Duration.ofMillis(50);
    private static final int MOST_ADDRESSES = 3;
    private static final Duration REMOVAL_POLL = Duration.ofMillis(50);
    private static final int MOST_REMOVAL_POLLS = 600;
    private static final Duration HOOK_TIME = Duration.ofMinutes(10);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
    private static final Duration LEAST_TIME = Duration.ofSeconds(1);
    private static final Pattern CANNOT_RUN = Pattern.compile(
            "OCI runtime|runc|failed to create (shim )?task|starting container process", Pattern.CASE_INSENSITIVE);

    private final DockerApi api;
    private final DockerContainers containers;
    private final OwnedContainers owned;
    private final Endpoints endpoints;
    private final ContainerHooks hooks;

    ReplicaLifecycle(DockerIntegration docker, OwnedContainers owned, Endpoints endpoints) {
        this.api = docker.api();
        this.containers = docker.containers();
        this.owned = owned;
        this.endpoints = endpoints;
        this.hooks = new ContainerHooks(docker);
    }

    void start(ReplicaId id) {
        var container = owned.require(id);
        setRestartPolicy(container, ReplicaLabels.of(container.container()).restart());
        switch (container.state().status()) {
            case RUNNING, RESTARTING -> {}
            case PAUSED -> containers.unpause(container.id());
            case CREATED, EXITED, DEAD, REMOVING, UNKNOWN -> {
                endpoints.attachMissing(container);
                start(container);
                afterStart(container);
            }
        }
    }

    /** A container whose hook failed is stopped: it has not started, and the next run begins with it again. */
    private void afterStart(ContainerDetails container) {
        try {
            hooks.run(
                    container,
                    "post_start",
                    ReplicaLabels.of(container.container()).postStart(),
                    HOOK_TIME);
        } catch (QuaysideException e) {
            setRestartPolicy(containers.inspect(container.id()), RestartPolicy.of(RestartPolicy.Mode.NO));
            ignoringAbsence(() -> containers.stop(container.id(), StopOptions.DEFAULT));
            throw e;
        }
    }

    private void start(ContainerDetails container) {
        for (var attempt = 1; ; attempt++) {
            try {
                containers.start(container.id());
                return;
            } catch (QuaysideException e) {
                var moved = attempt < MOST_ADDRESSES
                        && Endpoints.isAddressTaken(e)
                        && endpoints.moveToFreeAddresses(container);
                if (!moved) {
                    throw explained(container, e);
                }
            }
        }
    }

    private static QuaysideException explained(ContainerDetails container, QuaysideException e) {
        var name = container.container().name();
        if (e.code() == ErrorCode.PORT_IN_USE) {
            return new QuaysideException(e.code(), e.problem().replace(container.id(), name), e.remedy(), e);
        }
        return CANNOT_RUN.matcher(e.problem()).find()
                ? new QuaysideException(
                        ErrorCode.CONTAINER_FAILED,
                        "The process of container '" + name + "' could not be started: " + e.problem(),
                        "check its command, entry point, user and mounts",
                        e)
                : e;
    }

    void stop(ReplicaId id, Optional<Duration> grace) {
        var found = owned.find(id);
        if (found.isEmpty()) {
            return;
        }
        var container = found.get();
        setRestartPolicy(container, RestartPolicy.of(RestartPolicy.Mode.NO));
        switch (container.state().status()) {
            case RUNNING -> stopRunning(container, grace);
            case RESTARTING, PAUSED, UNKNOWN ->
                ignoringAbsence(() -> containers.stop(container.id(), new StopOptions(Optional.empty(), grace)));
            case CREATED, EXITED, DEAD, REMOVING -> {}
        }
    }

    /** Its hooks have a part of the time that it has to stop. It is stopped whatever becomes of them. */
    private void stopRunning(ContainerDetails container, Optional<Duration> grace) {
        var preStop = ReplicaLabels.of(container.container()).preStop();
        if (preStop.isEmpty()) {
            ignoringAbsence(() -> containers.stop(container.id(), new StopOptions(Optional.empty(), grace)));
            return;
        }
        var patience = grace.orElseGet(() -> graceOf(container));
        var begin = System.nanoTime();
        try {
            hooks.run(container, "pre_stop", preStop, patience.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : patience);
        } finally {
            var left = patience.minusNanos(System.nanoTime() - begin);
            var rest = left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left;
            ignoringAbsence(
                    () -> containers.stop(container.id(), new StopOptions(Optional.empty(), Optional.of(rest))));
        }
    }

    private static Duration graceOf(ContainerDetails container) {
        var seconds = container.document().at("Config").number("StopTimeout");
        return seconds > 0 ? Duration.ofSeconds(seconds) : DEFAULT_GRACE;
    }

    private void setRestartPolicy(ContainerDetails container, RestartPolicy policy) {
        var status = container.state().status();
        if (container.restartPolicy().equals(policy)
                || status == ContainerStatus.DEAD
                || status == ContainerStatus.REMOVING) {
            return;
        }
        var json = new JsonObject()
                .put("Name", policy.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("MaximumRetryCount", policy.maximumRetries());
        var call = Call.post(DockerContainers.path(container.id(), "update"))
                .body(new JsonObject().put("RestartPolicy", json));
        ignoringAbsence(() -> update(call));
    }

    /** For a moment after its process has ended, an engine that restarts a container still takes it for one that runs. */
    private void update(Call call) {
        for (var attempt = 1; ; attempt++) {
            try {
                api.json(call);
                return;
            } catch (QuaysideException e) {
                if (!BETWEEN_RUNS.matcher(e.problem()).find() || attempt == MOST_UPDATES) {
                    throw e;
                }
                Pauses.pause(UPDATE_PAUSE);
            }
        }
    }

    void remove(ReplicaId id) {
        var found = owned.find(id);
        if (found.isEmpty()) {
            return;
        }
        var container = found.get();
        if (List.of(ContainerStatus.RUNNING, ContainerStatus.RESTARTING, ContainerStatus.PAUSED)
                .contains(container.state().status())) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "The container '" + container.container().name() + "' runs and so is not removed",
                    "stop it first");
        }
        try {
            // The volumes without a name go with it, those that hold configs and secrets included.
            ignoringAbsence(() -> containers.remove(container.id(), RemoveContainerOptions.DEFAULT.withVolumes()));
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.CONFLICT || !e.problem().contains("already in progress")) {
                throw e;
            }
            awaitRemoval(container, e);
        }
    }

    /** Someone else, or a call of ours whose answer was lost, is removing it. */
    private void awaitRemoval(ContainerDetails container, QuaysideException reason) {
        for (var poll = 0; poll < MOST_REMOVAL_POLLS; poll++) {
            if (containers.find(container.id()).isEmpty()) {
                return;
            }
            Pauses.pause(REMOVAL_POLL);
        }
        throw reason;
    }

    private static void ignoringAbsence(Runnable call) {
        try {
            call.run();
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }
}
