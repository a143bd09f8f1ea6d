package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The networks and volumes that an app's services use: which there are, and the steps that make them. */
final class SharedResources {
    private final App app;
    private final Observed observed;
    private final Steps steps;
    private final Map<String, Network> used = new LinkedHashMap<>();
    private final Map<String, Volume> usedVolumes = new LinkedHashMap<>();
    private final Set<String> replaced = new LinkedHashSet<>();

    SharedResources(App app, Observed observed, Steps steps) {
        this.app = app;
        this.observed = observed;
        this.steps = steps;
        for (Service service : app.services().values()) {
            service.connectivity().attachments().keySet().forEach(key -> used.put(key, network(service, key)));
            for (Mount mount : service.storage().mounts()) {
                if (mount instanceof Mount.VolumeMount volume) {
                    usedVolumes.put(volume.volume(), volume(service, volume.volume()));
                }
            }
        }
    }

    /** The steps that make what is missing or another than wanted, and notes on what is left as it is. */
    void addSteps(List<String> notes) {
        used.values().forEach(this::check);
        usedVolumes.values().forEach(this::check);
        used.values().stream().filter(network -> !network.external()).forEach(this::make);
        usedVolumes.values().stream().filter(volume -> !volume.external()).forEach(volume -> make(volume, notes));
    }

    /** The networks a service joins, by key. */
    Map<String, Network> of(Service service) {
        var networks = new LinkedHashMap<String, Network>();
        service.connectivity().attachments().keySet().forEach(key -> networks.put(key, network(service, key)));
        return networks;
    }

    /** The volumes a service mounts, by key. */
    Map<String, Volume> volumesOf(Service service) {
        var volumes = new LinkedHashMap<String, Volume>();
        for (Mount mount : service.storage().mounts()) {
            if (mount instanceof Mount.VolumeMount volume) {
                volumes.put(volume.volume(), volume(service, volume.volume()));
            }
        }
        return volumes;
    }

    /** The steps that must be done before a container of the service can be created; some may not exist. */
    List<String> before(Service service) {
        var ids = new ArrayList<String>();
        of(service).values().forEach(network -> ids.add("create-network:" + network.name()));
        volumesOf(service).values().forEach(volume -> ids.add("create-volume:" + volume.name()));
        return ids;
    }

    /** Whether the network with this name exists, and as it is wanted. */
    boolean stays(Network network) {
        return network.external()
                || (observed.networks().containsKey(network.name()) && !replaced.contains(network.name()));
    }

    /** Whether a replica is attached to a network that must be made anew. */
    boolean onReplaced(Replica replica) {
        return replica.endpoints().keySet().stream().anyMatch(replaced::contains);
    }

    /** The names of the networks that must be made anew. */
    Set<String> replaced() {
        return replaced;
    }

    /** The app's own networks that the file no longer mentions. */
    List<Observed.Resource> leftOver() {
        return observed.networks().values().stream()
                .filter(existing -> app.networks().values().stream()
                        .noneMatch(wanted -> wanted.name().equals(existing.name())))
                .sorted(Comparator.comparing(Observed.Resource::name))
                .toList();
    }

    private void make(Network network) {
        String hash = SpecParts.networkHash(network);
        Observed.Resource existing = observed.networks().get(network.name());
        if (existing != null && existing.specHash().equals(hash)) {
            return;
        }
        var after = new ArrayList<String>();
        String cause = "network " + network.key() + " is new";
        if (existing != null) {
            replaced.add(network.name());
            var attached = observed.replicas().stream()
                    .filter(r -> r.endpoints().containsKey(network.name()))
                    .map(r -> "remove:" + Action.shortName(r.id()))
                    .toList();
            cause = "what the file asks of network " + network.key() + " changed";
            after.add(steps.change(new Change.RemoveNetwork(existing, app.name()), cause, attached));
        }
        var ownership = Ownership.ofNetwork(app.name(), network.key(), hash);
        steps.change(new Change.CreateNetwork(network, ownership), cause, after);
    }

    private void make(Volume volume, List<String> notes) {
        String hash = SpecParts.volumeHash(volume);
        Observed.Resource existing = observed.volumes().get(volume.name());
        if (existing == null) {
            var ownership = Ownership.ofVolume(app.name(), volume.key(), hash);
            steps.change(new Change.CreateVolume(volume, ownership), "volume " + volume.key() + " is new", List.of());
        } else if (!existing.specHash().equals(hash)) {
            notes.add("volume " + volume.name()
                    + " was created with other options than the file says now; it is used as it is,"
                    + " since replacing it would lose its data");
        }
    }

    private void check(Network network) {
        check(new Name(Name.Kind.NETWORK, network.name()), network.external());
    }

    private void check(Volume volume) {
        check(new Name(Name.Kind.VOLUME, volume.name()), volume.external());
    }

    private void check(Name name, boolean external) {
        if (external && !observed.external().contains(name)) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND,
                    "the external " + name.kind() + " '" + name.name() + "' does not exist",
                    "create it, or remove 'external: true' so that it is made");
        }
        String holder = observed.strangers().get(name);
        if (!external && holder != null) {
            throw notOwned(name, holder);
        }
    }

    /** The failure for a container that stays on a network that must be made anew. */
    QuaysideException inTheWay(Replica replica) {
        return new QuaysideException(
                ErrorCode.CONFLICT,
                "what the file asks of the networks " + replaced + " changed, but " + replica.name()
                        + " is attached and not part of this run",
                "remove it, include its service, or give the network another name");
    }

    /** The failure for a name that someone else holds. */
    static QuaysideException notOwned(Name name, String holder) {
        return new QuaysideException(
                ErrorCode.NOT_OWNED,
                "the " + name.kind() + " name '" + name.name() + "' belongs to " + holder,
                "remove or rename it yourself, use another project name, or declare it external; it was not touched");
    }

    private Network network(Service service, String key) {
        Network network = app.networks().get(key);
        if (network == null) {
            throw undefined(service, "network", key);
        }
        return network;
    }

    private Volume volume(Service service, String key) {
        Volume volume = app.volumes().get(key);
        if (volume == null) {
            throw undefined(service, "volume", key);
        }
        return volume;
    }

    private static QuaysideException undefined(Service service, String what, String key) {
        return new QuaysideException(
                ErrorCode.INVALID_FILE,
                "service '" + service.name() + "' uses " + what + " '" + key + "', which the file does not define",
                "define it under '" + what + "s'");
    }
}
