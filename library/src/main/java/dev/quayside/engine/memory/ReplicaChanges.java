package dev.quayside.engine.memory;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Network;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What is done to replicas, in the moments in which an engine does it. The world's lock must be held. */
final class ReplicaChanges {
    private static final int FIRST_EPHEMERAL_PORT = 32768;

    private final World world;
    private int ephemeralPorts = FIRST_EPHEMERAL_PORT;

    ReplicaChanges(World world) {
        this.world = world;
    }

    void create(ReplicaSpec spec) {
        MemoryReplica existing = world.replicas.get(spec.id());
        if (existing != null) {
            if (!existing.spec.specHash().equals(spec.specHash())) {
                throw conflict(spec.id(), "exists with another specification", "remove it first");
            }
            return;
        }
        checkNames(spec);
        var replica = new MemoryReplica(spec, world.newHandle("container"), healthCheck(spec), world.now());
        world.replicas.put(spec.id(), replica);
        spec.networks()
                .forEach((key, network) -> replica.endpoints.put(
                        network.name(),
                        attached(network, spec.serving() ? spec.aliasesIn(key) : List.of(), Optional.empty())));
        world.event("create", replica);
        world.moment();
    }

    private void checkNames(ReplicaSpec spec) {
        world.holder(spec.id(), spec.name()).ifPresent(holder -> {
            throw new QuaysideException(
                    ErrorCode.NOT_OWNED,
                    "the container name '" + spec.name() + "' belongs to " + holder,
                    "remove or rename that container");
        });
        for (Network network : spec.networks().values()) {
            requireNetwork(network);
        }
        for (Volume volume : spec.volumes().values()) {
            boolean there = world.volumes.containsKey(volume.name())
                    || world.external.contains(new Name(Name.Kind.VOLUME, volume.name()));
            require(there, "there is no volume '" + volume.name() + "'");
        }
        require(
                world.images.values().stream().anyMatch(facts -> facts.id().equals(spec.imageId())),
                "there is no image with the id '" + spec.imageId() + "'");
        spec.sharesNetworkWith().ifPresent(world::replica);
    }

    void start(ReplicaId id) {
        MemoryReplica replica = world.replica(id);
        if (replica.runs()) {
            return;
        }
        replica.endpoints.forEach((name, attached) -> require(
                attached.networkHandle().equals(world.networkHandle(name)),
                "the network '" + name + "' that '" + id.name() + "' was in is gone"));
        replica.spec
                .sharesNetworkWith()
                .ifPresent(provider -> require(
                        Optional.ofNullable(world.replicas.get(provider))
                                .filter(MemoryReplica::runs)
                                .isPresent(),
                        "'" + provider.name() + "', whose network '" + id.name() + "' uses, does not run"));
        List<PortMapping> ports = published(replica);
        Function<ReplicaSpec, Behaviour> script = world.behaviours.get(id.service());
        List<String> command = command(replica.spec);
        Behaviour behaviour = script == null ? replica.behaviourByCommands(command) : script.apply(replica.spec);
        replica.start(behaviour, ports, world.now());
        errors(replica, command, script == null);
        world.event("start", replica);
        if (replica.state() != State.RUNNING) {
            world.event("die", replica);
        }
        world.moment();
    }

    private void errors(MemoryReplica replica, List<String> command, boolean byCommands) {
        if (byCommands) {
            var shell = new MemoryShell(replica.spec);
            shell.run(command);
            replica.write(shell.errors().lines().toList(), LogLine.Source.STDERR, world.now());
        }
    }

    private List<String> command(ReplicaSpec spec) {
        Optional<ImageFacts> image = world.images.values().stream()
                .filter(facts -> facts.id().equals(spec.imageId()))
                .findFirst();
        var process = spec.service().process();
        var words = new ArrayList<String>();
        process.entrypoint().or(() -> image.flatMap(ImageFacts::entrypoint)).ifPresent(words::addAll);
        Optional<List<String>> inherited =
                process.entrypoint().isPresent() ? Optional.empty() : image.flatMap(ImageFacts::command);
        process.command().or(() -> inherited).ifPresent(words::addAll);
        return words;
    }

    private Optional<HealthCheck> healthCheck(ReplicaSpec spec) {
        return spec.service()
                .healthCheck()
                .or(() -> world.images.values().stream()
                        .filter(facts -> facts.id().equals(spec.imageId()))
                        .findFirst()
                        .flatMap(ImageFacts::healthCheck))
                .filter(check -> !check.disabled());
    }

    private List<PortMapping> published(MemoryReplica replica) {
        var ports = new ArrayList<PortMapping>();
        for (PortMapping port : replica.spec.service().connectivity().ports()) {
            if (port.hostPort().isEmpty()) {
                ephemeralPorts++;
                ports.add(new PortMapping(port.containerPort(), port.hostAddress(), OptionalInt.of(ephemeralPorts)));
                continue;
            }
            world.replicas.values().stream()
                    .filter(other -> other != replica && other.runs())
                    .filter(other -> other.snapshot().ports().stream()
                            .anyMatch(p -> p.hostPort().equals(port.hostPort())))
                    .findFirst()
                    .ifPresent(holder -> {
                        throw new QuaysideException(
                                ErrorCode.PORT_IN_USE,
                                "host port " + port.hostPort().getAsInt() + " is taken by " + holder.spec.name(),
                                "stop it, or publish another port");
                    });
            ports.add(port);
        }
        return ports;
    }

    void promote(ReplicaSpec spec) {
        MemoryReplica replica = running(spec.id());
        var wanted = new LinkedHashMap<String, List<String>>();
        spec.networks().forEach((key, network) -> wanted.put(network.name(), spec.aliasesIn(key)));
        reconnect(
                replica,
                wanted,
                networkName -> spec.networks().values().stream()
                        .filter(network -> network.name().equals(networkName))
                        .findFirst()
                        .orElseThrow());
    }

    void demote(ReplicaId id) {
        if (!world.replicas.containsKey(id)) {
            return;
        }
        MemoryReplica replica = running(id);
        var wanted = new LinkedHashMap<String, List<String>>();
        replica.endpoints.keySet().forEach(name -> wanted.put(name, List.of()));
        reconnect(replica, wanted, name -> Network.named(name, name));
    }

    /** Pauses, moves each network's endpoint, and resumes, as a handover without a lost request needs it. */
    private void reconnect(
            MemoryReplica replica, Map<String, List<String>> wanted, Function<String, Network> networkOf) {
        boolean asWanted = wanted.entrySet().stream()
                .allMatch(e -> Optional.ofNullable(replica.endpoints.get(e.getKey()))
                        .filter(attached -> attached.endpoint().aliases().equals(e.getValue()))
                        .isPresent());
        if (!asWanted) {
            replica.pause();
            world.moment();
            wanted.forEach((name, aliases) -> {
                MemoryReplica.Attached before = replica.endpoints.remove(name);
                world.moment();
                Optional<String> address =
                        Optional.ofNullable(before).flatMap(b -> b.endpoint().address());
                replica.endpoints.put(name, attached(networkOf.apply(name), aliases, address));
                world.moment();
            });
        }
        if (replica.state() == State.PAUSED) {
            replica.resume();
            world.event("unpause", replica);
            world.moment();
        }
    }

    void stop(ReplicaId id) {
        MemoryReplica replica = world.replicas.get(id);
        if (replica != null && (replica.runs() || replica.state() == State.RESTARTING)) {
            replica.stop(world.now());
            world.event("die", replica);
            world.event("stop", replica);
            world.moment();
        }
    }

    void remove(ReplicaId id) {
        MemoryReplica replica = world.replicas.get(id);
        if (replica == null) {
            return;
        }
        if (replica.runs() || replica.state() == State.RESTARTING) {
            throw conflict(id, "runs", "stop it first");
        }
        replica.removing();
        world.moment();
        world.replicas.remove(id);
        world.event("destroy", replica);
        world.moment();
    }

    private MemoryReplica running(ReplicaId id) {
        MemoryReplica replica = world.replica(id);
        if (!replica.runs()) {
            throw conflict(id, "does not run", "start it first");
        }
        return replica;
    }

    private MemoryReplica.Attached attached(Network network, List<String> aliases, Optional<String> address) {
        requireNetwork(network);
        String given = address.orElse("10.0.0." + world.newAddress());
        var endpoint = new Replica.Endpoint(aliases, Optional.of(given), Optional.of("02:00:" + given));
        return new MemoryReplica.Attached(world.networkHandle(network.name()), endpoint);
    }

    private void requireNetwork(Network network) {
        boolean there = world.networks.containsKey(network.name())
                || world.external.contains(new Name(Name.Kind.NETWORK, network.name()));
        require(there, "there is no network '" + network.name() + "'");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new QuaysideException(ErrorCode.NOT_FOUND, problem, "create it first");
        }
    }

    private static QuaysideException conflict(ReplicaId id, String problem, String remedy) {
        return new QuaysideException(ErrorCode.CONFLICT, "container '" + id.name() + "' " + problem, remedy);
    }
}
