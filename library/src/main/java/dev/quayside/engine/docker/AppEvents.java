package dev.quayside.engine.docker;

import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What happens to an app. The engine can filter only containers by label, so networks and volumes are known by their names: those
 * that the app has when the stream is opened, and those that are made later. One thread reads it; any thread may close it.
 */
final class AppEvents implements EntryStream<EngineEvent> {
    private static final String COMMAND = "exec_";

    private final DockerIntegration docker;
    private final String app;
    private final EntryStream<DockerEvent> events;
    private final Set<String> networks;
    private final Set<String> volumes;

    private AppEvents(DockerIntegration docker, String app, EntryStream<DockerEvent> events) {
        this.docker = docker;
        this.app = app;
        this.events = events;
        var own = ListOptions.ALL.withLabel(Ownership.APP, app);
        this.networks = docker.networks().list(own).stream()
                .map(DockerNetwork::name)
                .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
        this.volumes = docker.volumes().list(own).stream()
                .map(DockerVolume::name)
                .collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
    }

    static AppEvents open(DockerIntegration docker, String app, Optional<Instant> since) {
        var options = EventOptions.FROM_NOW
                .withFilter("type", "container")
                .withFilter("type", "network")
                .withFilter("type", "volume");
        var events = docker.events(since.map(options::since).orElse(options));
        try {
            return new AppEvents(docker, app, events);
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
    }

    @Override
    public Optional<EngineEvent> next() {
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            var mapped = map(event.get());
            if (mapped.isPresent()) {
                return mapped;
            }
        }
        return Optional.empty();
    }

    private Optional<EngineEvent> map(DockerEvent event) {
        var attributes = event.attributes();
        var name = attributes.getOrDefault("name", event.subjectId());
        return switch (event.type()) {
            case "container" ->
                Ownership.fromLabels(attributes)
                        .filter(owner -> owner.app().equals(app))
                        .map(owner -> event(event, name, owner.replica()));
            case "network" -> {
                if (event.action().equals("create")) {
                    docker.networks()
                            .find(event.subjectId())
                            .filter(found -> isOwn(found.network().labels()))
                            .ifPresent(found -> networks.add(name));
                }
                yield networks.contains(name) ? Optional.of(event(event, name, Optional.empty())) : Optional.empty();
            }
            case "volume" -> {
                if (event.action().equals("create")) {
                    docker.volumes()
                            .find(event.subjectId())
                            .filter(found -> isOwn(found.labels()))
                            .ifPresent(found -> volumes.add(found.name()));
                }
                yield volumes.contains(event.subjectId())
                        ? Optional.of(event(event, event.subjectId(), Optional.empty()))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private boolean isOwn(Map<String, String> labels) {
        return Ownership.fromLabels(labels)
                .filter(owner -> owner.app().equals(app))
                .isPresent();
    }

    /** The command line of an exec stands in the action and may hold a secret, so it is cut off. */
    private static EngineEvent event(DockerEvent event, String subject, Optional<ReplicaId> replica) {
        var action = event.action();
        var colon = action.indexOf(':');
        var attributes = new LinkedHashMap<>(event.attributes());
        attributes.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
        return new EngineEvent(
                event.time(),
                event.type(),
                action.startsWith(COMMAND) && colon > 0 ? action.substring(0, colon) : action,
                subject,
                replica,
                attributes);
    }

    @Override
    public void close() {
        events.close();
    }
}
