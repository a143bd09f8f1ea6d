package dev.quayside.engine.memory;

import dev.quayside.engine.LogLine;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Lifecycle.RestartPolicy;
import dev.quayside.model.Mount;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A replica that exists only in memory. Not thread-safe: {@link World} guards it. */
final class MemoryReplica {
    private static final int POLLS_UNTIL_UNHEALTHY = 3;
    private static final int KILLED = 137;
    private static final int STOPPED = 143;

    final ReplicaSpec spec;
    final String handle;
    final Map<String, Attached> endpoints = new LinkedHashMap<>();
    final List<LogLine> lines = new ArrayList<>();
    private final Optional<HealthCheck> healthCheck;
    private final Set<String> writableVolumes;
    private final Instant created;
    private State state = State.CREATED;
    private Health health = Health.NONE;
    private OptionalInt exitCode = OptionalInt.empty();
    private boolean outOfMemory;
    private String message = "";
    private Optional<Instant> started = Optional.empty();
    private Optional<Instant> finished = Optional.empty();
    private int restarts;
    private int polls;
    private Behaviour behaviour = Behaviour.RUNS;
    private List<PortMapping> ports = List.of();

    /** An attachment to one network, known by the network's handle: another network of the same name is not the same. */
    record Attached(String networkHandle, Replica.Endpoint endpoint) {}

    MemoryReplica(ReplicaSpec spec, String handle, Optional<HealthCheck> healthCheck, Instant created) {
        this.spec = spec;
        this.handle = handle;
        this.healthCheck = healthCheck;
        this.created = created;
        this.writableVolumes = writableVolumes(spec);
    }

    /** One that another engine has, as far as it can be seen from outside. */
    static MemoryReplica copyOf(Replica replica, Optional<HealthCheck> healthCheck) {
        var spec = new ReplicaSpec(
                replica.id(),
                replica.name(),
                Service.of(replica.id().service(), ImageRef.parse(replica.imageId())),
                replica.imageId(),
                replica.specHash(),
                replica.parts(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                true,
                false);
        boolean checked = replica.health() != Health.NONE;
        var check = HealthCheck.shell("true", HealthCheck.DEFAULT_INTERVAL);
        Optional<HealthCheck> known = healthCheck.or(() -> checked ? Optional.of(check) : Optional.empty());
        var copy = new MemoryReplica(spec, replica.handle(), known, replica.created());
        copy.state = replica.state();
        copy.health = replica.health();
        copy.exitCode = replica.exitCode();
        copy.started = replica.started();
        copy.finished = replica.finished();
        copy.ports = replica.ports();
        copy.writableVolumes.addAll(replica.writableVolumes());
        return copy;
    }

    State state() {
        return state;
    }

    boolean runs() {
        return state == State.RUNNING || state == State.PAUSED;
    }

    void start(Behaviour how, List<PortMapping> published, Instant now) {
        behaviour = how;
        ports = published;
        state = State.RUNNING;
        health = healthCheck.isPresent() ? Health.STARTING : Health.NONE;
        exitCode = OptionalInt.empty();
        outOfMemory = false;
        started = Optional.of(now);
        polls = 0;
        write(how.output(), LogLine.Source.STDOUT, now);
        if (how.exitCode().isPresent() && how.exitAfter() == 0) {
            end(how.exitCode().getAsInt(), now);
        }
    }

    void write(List<String> texts, LogLine.Source source, Instant now) {
        texts.forEach(text -> lines.add(new LogLine(spec.id(), source, now, text)));
    }

    void pause() {
        state = State.PAUSED;
    }

    void resume() {
        state = State.RUNNING;
    }

    void stop(Instant now) {
        state = State.EXITED;
        exitCode = OptionalInt.of(STOPPED);
        finished = Optional.of(now);
        ports = List.of();
    }

    void removing() {
        state = State.REMOVING;
    }

    /** Time goes on: its health or end comes nearer. */
    void poll(Instant now) {
        if (state == State.RESTARTING) {
            restarts++;
            start(behaviour, ports, now);
            return;
        }
        if (state != State.RUNNING) {
            return;
        }
        polls++;
        if (behaviour.exitCode().isPresent() && polls >= behaviour.exitAfter()) {
            end(behaviour.exitCode().getAsInt(), now);
        } else if (healthCheck.isPresent()) {
            health = nextHealth();
        }
    }

    private Health nextHealth() {
        if (isOver(behaviour.unhealthyAfter())) {
            message = "health check failed";
            return Health.UNHEALTHY;
        }
        return isOver(behaviour.healthyAfter()) ? Health.HEALTHY : health;
    }

    private boolean isOver(OptionalInt after) {
        return after.isPresent() && polls >= after.getAsInt();
    }

    private void end(int code, Instant now) {
        outOfMemory = behaviour.outOfMemory();
        exitCode = OptionalInt.of(outOfMemory ? KILLED : code);
        finished = Optional.of(now);
        health = Health.NONE;
        state = restartsAfter(code) ? State.RESTARTING : State.EXITED;
    }

    private boolean restartsAfter(int code) {
        RestartPolicy policy = spec.service().lifecycle().restart().orElse(RestartPolicy.of(RestartPolicy.Mode.NO));
        return switch (policy.mode()) {
            case NO -> false;
            case ALWAYS, UNLESS_STOPPED -> true;
            case ON_FAILURE -> code != 0 && (policy.maximumRetries() == 0 || restarts < policy.maximumRetries());
        };
    }

    /** How the health check's command ends, if it is one that the small shell knows. */
    Behaviour behaviourByCommands(List<String> command) {
        var shell = new MemoryShell(spec);
        OptionalInt code = shell.run(command);
        var lines = shell.output().lines().toList();
        boolean healthy = healthCheck.map(this::passes).orElse(true);
        return new Behaviour(
                healthy ? OptionalInt.of(0) : OptionalInt.empty(),
                healthy ? OptionalInt.empty() : OptionalInt.of(POLLS_UNTIL_UNHEALTHY),
                code,
                0,
                false,
                lines);
    }

    private boolean passes(HealthCheck check) {
        var shell = new MemoryShell(spec);
        OptionalInt code = check.test()
                .map(test -> switch (test) {
                    case HealthCheck.Test.Exec exec -> shell.run(exec.command());
                    case HealthCheck.Test.Shell line -> shell.run(List.of("sh", "-c", line.command()));
                    case HealthCheck.Test.Disabled ignored -> OptionalInt.empty();
                })
                .orElse(OptionalInt.empty());
        return code.isEmpty() || code.getAsInt() == 0;
    }

    Replica snapshot() {
        var attached = new LinkedHashMap<String, Replica.Endpoint>();
        endpoints.forEach((network, endpoint) -> attached.put(network, endpoint.endpoint()));
        return new Replica(
                spec.id(),
                handle,
                spec.name(),
                spec.specHash(),
                spec.parts(),
                spec.service().image().reference().familiar(),
                spec.imageId(),
                state,
                health,
                exitCode,
                outOfMemory,
                message,
                created,
                started,
                finished,
                restarts,
                attached,
                ports,
                writableVolumes);
    }

    private static Set<String> writableVolumes(ReplicaSpec spec) {
        var names = new LinkedHashSet<String>();
        for (Mount mount : spec.service().storage().mounts()) {
            if (mount instanceof Mount.VolumeMount named && !named.readOnly()) {
                var volume = spec.volumes().get(named.volume());
                names.add(volume == null ? named.volume() : volume.name());
            }
        }
        return names;
    }
}
