package dev.quayside.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an app has on an engine at one moment, and what the engine knows of the names the app needs.
 *
 * @param replicas all containers that carry the app's ownership, stopped ones included
 * @param networks the app's own networks, by the engine's name; also those that its file no longer mentions
 * @param volumes the app's own volumes, by the engine's name; two can have the same key after a change of name
 * @param images what the engine has of the images that the wanted services need, by service; of those that they
 *     mount, by name, such as {@code busybox:1.37}
 * @param strangers names that the wanted app needs but that belong to someone else: from the name to who holds it. For
 *     containers these are the fixed names and every name that a {@link ReplicaId} of a wanted service could have
 * @param external external networks and volumes that exist, by name
 * @param orchestrated what the engine keeps by itself; empty for an engine without {@link Capability#ORCHESTRATION}
 */
public record Observed(
        String app,
        List<Replica> replicas,
        Map<String, Resource> networks,
        Map<String, Resource> volumes,
        Map<String, ImageFacts> images,
        Map<Name, String> strangers,
        Set<Name> external,
        Optional<Orchestrated> orchestrated) {
    public Observed {
        replicas = replicas.stream().sorted(Comparator.comparing(Replica::id)).toList();
        networks = Map.copyOf(networks);
        volumes = Map.copyOf(volumes);
        images = Map.copyOf(images);
        strangers = Map.copyOf(strangers);
        external = Set.copyOf(external);
    }

    /** An app that has nothing. */
    public static Observed nothing(String app) {
        return new Observed(app, List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Optional.empty());
    }

    /** What an engine that keeps replicas by itself has of an app. */
    public static Observed of(
            String app, List<Replica> replicas, Map<String, ImageFacts> images, Orchestrated orchestrated) {
        return new Observed(app, replicas, Map.of(), Map.of(), images, Map.of(), Set.of(), Optional.of(orchestrated));
    }

    /** The replicas of one service, by generation and number. */
    public List<Replica> replicasOf(String service) {
        return replicas.stream().filter(r -> r.id().service().equals(service)).toList();
    }

    /**
     * A name on the engine.
     *
     * @param kind what has the name
     */
    public record Name(Kind kind, String name) {
        /** What has a name. */
        public enum Kind {
            CONTAINER,
            NETWORK,
            VOLUME;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * A network or volume of the app.
     *
     * @param handle the engine's own id
     * @param handover whether replicas in this network can hand over (for networks: its subnet was given at creation)
     */
    public record Resource(String key, String handle, String name, String specHash, boolean handover) {}
}
