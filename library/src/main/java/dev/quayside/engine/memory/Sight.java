package dev.quayside.engine.memory;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Observed.Resource;
import dev.quayside.engine.Replica;
import dev.quayside.model.App;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be seen of an app in a world. The world's lock must be held. */
final class Sight {
    private final World world;

    Sight(World world) {
        this.world = world;
    }

    Observed of(String app) {
        return new Observed(
                app,
                replicas(app),
                own(app, world.networks),
                own(app, world.volumes),
                Map.of(),
                Map.of(),
                Set.of(),
                Optional.empty());
    }

    Observed of(App app) {
        var images = new HashMap<String, ImageFacts>();
        for (Service service : app.services().values()) {
            ImageFacts facts = world.images.get(service.image().reference().canonical());
            if (facts != null) {
                images.put(service.name(), facts);
            }
            for (Mount mount : service.storage().mounts()) {
                if (mount instanceof Mount.ImageMount image) {
                    Optional.ofNullable(world.images.get(image.image().canonical()))
                            .ifPresent(known ->
                                    images.put(image.image().inTaggedForm().familiar(), known));
                }
            }
        }
        return new Observed(
                app.name(),
                replicas(app.name()),
                own(app.name(), world.networks),
                own(app.name(), world.volumes),
                images,
                strangers(app),
                external(app),
                Optional.empty());
    }

    private List<Replica> replicas(String app) {
        return world.replicas.values().stream()
                .filter(replica -> replica.spec.id().app().equals(app))
                .map(world::look)
                .toList();
    }

    private static Map<String, Resource> own(String app, Map<String, World.Owned> resources) {
        var own = new HashMap<String, Resource>();
        resources.forEach((name, owned) -> {
            if (owned.ownership().app().equals(app)) {
                own.put(name, owned.resource());
            }
        });
        return own;
    }

    private Map<Name, String> strangers(App app) {
        var strangers = new HashMap<Name, String>();
        for (Network network : app.networks().values()) {
            stranger(app, new Name(Name.Kind.NETWORK, network.name()), world.networks, strangers);
        }
        for (Volume volume : app.volumes().values()) {
            stranger(app, new Name(Name.Kind.VOLUME, volume.name()), world.volumes, strangers);
        }
        world.strangers.forEach((name, holder) -> {
            if (name.kind() == Name.Kind.CONTAINER && needs(app, name.name())) {
                strangers.put(name, holder);
            }
        });
        world.replicas.values().stream()
                .filter(replica -> !replica.spec.id().app().equals(app.name()) && needs(app, replica.spec.name()))
                .forEach(replica -> strangers.put(
                        new Name(Name.Kind.CONTAINER, replica.spec.name()),
                        "app " + replica.spec.id().app()));
        return strangers;
    }

    private void stranger(App app, Name name, Map<String, World.Owned> resources, Map<Name, String> strangers) {
        World.Owned owned = resources.get(name.name());
        if (world.strangers.containsKey(name)) {
            strangers.put(name, world.strangers.getOrDefault(name, ""));
        } else if (owned != null && !owned.ownership().app().equals(app.name())) {
            strangers.put(name, "app " + owned.ownership().app());
        }
    }

    private static boolean needs(App app, String containerName) {
        return app.services().values().stream()
                .anyMatch(service -> service.lifecycle()
                        .containerName()
                        .map(containerName::equals)
                        .orElse(containerName.startsWith(app.name() + "-" + service.name() + "-g")));
    }

    private Set<Name> external(App app) {
        var names = new HashSet<Name>();
        app.networks().values().stream()
                .filter(Network::external)
                .forEach(n -> names.add(new Name(Name.Kind.NETWORK, n.name())));
        app.volumes().values().stream()
                .filter(Volume::external)
                .forEach(v -> names.add(new Name(Name.Kind.VOLUME, v.name())));
        names.removeIf(name -> !world.external.contains(name)
                && !world.strangers.containsKey(name)
                && !world.networks.containsKey(name.name())
                && !world.volumes.containsKey(name.name()));
        return names;
    }
}
