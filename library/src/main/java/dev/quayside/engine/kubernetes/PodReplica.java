package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Replica;
import dev.quayside.engine.Replica.Endpoint;
import dev.quayside.engine.Replica.Health;
import dev.quayside.engine.Replica.State;
import dev.quayside.engine.ReplicaId;
import dev.quayside.json.Json;
import dev.quayside.model.PortMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a pod as a replica. Pure. */
final class PodReplica {
    private static final String CRASH_LOOP = "CrashLoopBackOff";

    private final Json pod;
    private final Json container;
    private final Json status;

    private PodReplica(Json pod) {
        this.pod = pod;
        this.container = ContainerJson.main(pod);
        String name = container.text("name");
        this.status = pod.at("status").items("containerStatuses").stream()
                .filter(entry -> entry.text("name").equals(name))
                .findFirst()
                .orElse(Json.ofTree(null));
    }

    static Replica of(ReplicaId id, Json pod) {
        return new PodReplica(pod).replica(id);
    }

    private Replica replica(ReplicaId id) {
        Json last = ended();
        return new Replica(
                id,
                ObjectJson.uid(pod),
                ObjectJson.name(pod),
                "",
                Map.of(),
                image(),
                status.text("imageID"),
                state(),
                health(),
                last.isPresent() ? OptionalInt.of(last.smallNumber("exitCode")) : OptionalInt.empty(),
                last.text("reason").equals("OOMKilled"),
                message(),
                Times.parse(pod.at("metadata").text("creationTimestamp")).orElse(Instant.EPOCH),
                started(),
                Times.parse(last.text("finishedAt")),
                status.smallNumber("restartCount"),
                endpoints(id.service()),
                ports(),
                writableVolumes());
    }

    /** By its tag, if it has one: the digest beside it is in the image's id. */
    private String image() {
        String written = container.text("image");
        int digest = written.indexOf('@');
        boolean tagged = digest > 0 && written.lastIndexOf(':', digest) > written.lastIndexOf('/', digest);
        return tagged ? written.substring(0, digest) : written;
    }

    private Json now(String state) {
        return status.at("state").at(state);
    }

    private Json ended() {
        Json now = now("terminated");
        return now.isPresent() ? now : status.at("lastState").at("terminated");
    }

    private State state() {
        String phase = pod.at("status").text("phase");
        if (pod.at("metadata").at("deletionTimestamp").isPresent()) {
            return State.REMOVING;
        }
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return State.EXITED;
        }
        if (now("running").isPresent()) {
            return State.RUNNING;
        }
        if (now("terminated").isPresent()) {
            return pod.at("spec").text("restartPolicy").equals("Never") ? State.EXITED : State.RESTARTING;
        }
        return now("waiting").text("reason").equals(CRASH_LOOP) ? State.RESTARTING : State.CREATED;
    }

    private Health health() {
        if (!container.at("readinessProbe").isPresent() || !now("running").isPresent()) {
            return Health.NONE;
        }
        return status.flag("ready") ? Health.HEALTHY : Health.STARTING;
    }

    private String message() {
        return PodTrouble.of(pod)
                .map(PodTrouble::text)
                .orElseGet(() -> now("terminated").text("message").strip());
    }

    private Optional<Instant> started() {
        return Times.parse(now("running").text("startedAt")).or(() -> Times.parse(ended().text("startedAt")));
    }

    /** Clients are led to it while it is ready. */
    private Map<String, Endpoint> endpoints(String service) {
        boolean serving = ObjectJson.condition(pod, "Ready").text("status").equals("True")
                && !pod.at("metadata").at("deletionTimestamp").isPresent();
        Map<String, String> labels = pod.at("metadata").textMap("labels");
        var names = new ArrayList<String>();
        if (serving) {
            names.add(service);
            labels.keySet().stream()
                    .filter(label -> label.startsWith(ManifestLabels.ALIAS))
                    .map(label -> label.substring(ManifestLabels.ALIAS.length()))
                    .forEach(names::add);
        }
        String address = pod.at("status").text("podIP");
        var endpoints = new LinkedHashMap<String, Endpoint>();
        labels.keySet().stream()
                .filter(label -> label.startsWith(ManifestLabels.NETWORK))
                .map(label -> label.substring(ManifestLabels.NETWORK.length()))
                .forEach(network -> endpoints.put(
                        network,
                        new Endpoint(
                                names, address.isEmpty() ? Optional.empty() : Optional.of(address), Optional.empty())));
        return endpoints;
    }

    private List<PortMapping> ports() {
        return ContainerJson.ports(container).stream()
                .map(port -> new PortMapping(port, Optional.empty(), OptionalInt.empty()))
                .toList();
    }

    private Set<String> writableVolumes() {
        var writable = new LinkedHashSet<String>();
        for (Json volume : pod.at("spec").items("volumes")) {
            String claim = volume.at("persistentVolumeClaim").text("claimName");
            boolean written = container.items("volumeMounts").stream()
                    .anyMatch(mount -> mount.text("name").equals(volume.text("name")) && !mount.flag("readOnly"));
            if (!claim.isEmpty() && written) {
                writable.add(claim);
            }
        }
        return writable;
    }
}
