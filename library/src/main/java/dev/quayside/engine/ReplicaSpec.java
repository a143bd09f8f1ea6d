package dev.quayside.engine;

import dev.quayside.model.FileContent;
import dev.quayside.model.FileMount;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an engine needs to create one replica.
 *
 * @param name the container's name: the id's, or the one that the file fixes
 * @param imageId the full id of the image
 * @param specHash a hash of everything below and of the image: the same again means that nothing changed
 * @param parts a short digest of each part of it, written on the replica
 * @param networks the app's networks that the service joins, by key
 * @param volumes the app's volumes that the service mounts, by key
 * @param sharesNetworkWith the replica whose network it uses; empty: its own
 * @param serving whether it carries the service's names from the start
 * @param fixedAddresses whether it gets an address from the lower half of each network that allows it, which lets it hand over
 *     later
 */
public record ReplicaSpec(
        ReplicaId id,
        String name,
        Service service,
        String imageId,
        String specHash,
        Map<String, String> parts,
        Map<String, Network> networks,
        Map<String, Volume> volumes,
        Optional<ReplicaId> sharesNetworkWith,
        List<ReplicaFile> files,
        boolean serving,
        boolean fixedAddresses) {
    public ReplicaSpec {
        parts = Map.copyOf(parts);
        networks = Map.copyOf(networks);
        volumes = Map.copyOf(volumes);
        files = List.copyOf(files);
    }

    /** Under which names a network knows the service: its own and the attachment's aliases. */
    public List<String> aliasesIn(String networkKey) {
        var aliases = new ArrayList<String>();
        aliases.add(service.name());
        var attachment = service.connectivity().attachments().get(networkKey);
        if (attachment != null) {
            attachment.aliases().stream().filter(a -> !aliases.contains(a)).forEach(aliases::add);
        }
        return List.copyOf(aliases);
    }

    /** What is written on the replica. */
    public Ownership ownership() {
        return Ownership.of(id, specHash, parts);
    }

    /**
     * A config or secret, ready to be put into a replica.
     *
     * @param secret whether it is a secret
     */
    public record ReplicaFile(FileMount mount, FileContent content, boolean secret) {}
}
