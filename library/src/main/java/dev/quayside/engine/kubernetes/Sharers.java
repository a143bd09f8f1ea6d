package dev.quayside.engine.kubernetes;

import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who has to run on the same node, since a volume can be used on one node at a time. Immutable. */
final class Sharers {
    private final App app;
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();

    Sharers(App app) {
        this.app = app;
        var users = new LinkedHashMap<String, Set<String>>();
        for (Service service : app.services().values()) {
            groups.put(service.name(), new TreeSet<>(List.of(service.name())));
            for (Mount mount : service.storage().mounts()) {
                if (mount instanceof Mount.VolumeMount volume && isOfOneNode(volume)) {
                    users.computeIfAbsent(volume.volume(), key -> new TreeSet<>())
                            .add(service.name());
                }
            }
        }
        users.values().forEach(this::join);
    }

    private void join(Set<String> users) {
        var joined = new TreeSet<String>();
        users.forEach(user -> joined.addAll(groups.getOrDefault(user, Set.of())));
        joined.forEach(user -> groups.put(user, joined));
    }

    /** Whether a service mounts a volume that can be used on one node only. */
    boolean usesOneNode(Service service) {
        return service.storage().mounts().stream()
                .anyMatch(mount -> mount instanceof Mount.VolumeMount volume && isOfOneNode(volume));
    }

    private boolean isOfOneNode(Mount.VolumeMount mount) {
        Volume volume = app.volumes().get(mount.volume());
        return volume != null && volume.access() == Volume.Access.ONE_NODE;
    }

    /** What keeps a service's pods on the node of those with whom it shares volumes; empty if it shares none. */
    JsonObject affinity(Service service, boolean several) {
        Set<String> group = groups.getOrDefault(service.name(), Set.of());
        if (group.size() < 2 && !(several && usesOneNode(service))) {
            return new JsonObject();
        }
        var names = group.stream().map(name -> Names.dnsLabel("service", name)).toList();
        var together = new JsonObject()
                .put("topologyKey", "kubernetes.io/hostname")
                .put("labelSelector", ManifestLabels.ofServices(app, names));
        return new JsonObject()
                .put(
                        "podAffinity",
                        new JsonObject()
                                .putObjects("requiredDuringSchedulingIgnoredDuringExecution", List.of(together)));
    }
}
