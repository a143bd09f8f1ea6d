package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Attachment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A container's places in its networks: what they are, what they should be, and how one is changed.
 *
 * <p>The engine tells the addresses that a container has now; a label tells those it was created with, which count where it is
 * detached at the moment. Thread-safe.
 */
final class Endpoints {
    /** As Docker says it, and as Podman does; or the network was made anew with another range since it was looked at. */
    private static final Pattern ADDRESS_TAKEN = Pattern.compile("address already in use"
            + "|ip address .* is already allocated|does not belong to any of this network's subnets");

    private final DockerNetworks networks;
    private final NetworkAddresses addresses;

    Endpoints(DockerNetworks networks, NetworkAddresses addresses) {
        this.networks = networks;
        this.addresses = addresses;
    }

    /** Every network that a container is in or belongs into, with what has to be said when it joins it again. */
    static Map<String, Attachment> of(ContainerDetails container) {
        var all = new LinkedHashMap<String, Attachment>();
        var created = ReplicaLabels.of(container.container()).endpoints();
        ContainerBody.inOrder(created).forEach(all::put);
        container.networks().forEach((network, endpoint) -> {
            var before = Optional.ofNullable(created.get(network));
            all.put(network, again(endpoint, before));
        });
        return all;
    }

    private static Attachment again(ContainerDetails.NetworkEndpoint endpoint, Optional<Attachment> created) {
        return new Attachment(
                List.of(),
                present(endpoint.address()).or(() -> present(endpoint.requestedAddress())),
                present(endpoint.ipv6Address()).or(() -> present(endpoint.requestedIpv6Address())),
                endpoint.linkLocalAddresses(),
                present(endpoint.macAddress()).or(() -> created.flatMap(Attachment::macAddress)),
                endpoint.driverOptions(),
                created.map(Attachment::priority).orElse(endpoint.gatewayPriority()),
                created.map(Attachment::gatewayPriority).orElse(OptionalInt.empty()),
                created.flatMap(Attachment::interfaceName),
                created.map(Attachment::links).orElse(List.of()));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    /** The names under which a container is known in a network, without those that the engine gives by itself. */
    static List<String> aliases(ContainerDetails container, ContainerDetails.NetworkEndpoint endpoint, String service) {
        var shortId = container.id().substring(0, Math.min(12, container.id().length()));
        var hostname = container.process().hostname().orElse("");
        return endpoint.aliases().stream()
                .filter(alias -> !alias.equals(shortId))
                .filter(alias -> !alias.equals(hostname) || alias.equals(service))
                .toList();
    }

    /** Brings a container back into the networks that a handover which never ended took it out of. */
    void attachMissing(ContainerDetails container) {
        ContainerBody.inOrder(ReplicaLabels.of(container.container()).endpoints())
                .forEach((network, attachment) -> {
                    if (!container.networks().containsKey(network)) {
                        attach(container, network, attachment);
                    }
                });
    }

    /** Joins a network; if the address went to someone else in the meantime, under another one. */
    void attach(ContainerDetails container, String network, Attachment attachment) {
        try {
            networks.connect(network, container.id(), attachment);
        } catch (QuaysideException e) {
            if (!isAddressTaken(e)) {
                throw e;
            }
            networks.connect(network, container.id(), addresses.reserveOthers(network, attachment));
        }
    }

    /** Gives a container that cannot start because of its address other ones; says whether it has any to change. */
    boolean moveToFreeAddresses(ContainerDetails container) {
        var moved = false;
        for (var entry : container.networks().entrySet()) {
            var requested =
                    entry.getValue().requestedAddress() + entry.getValue().requestedIpv6Address();
            if (!requested.isEmpty()) {
                var aliases = entry.getValue().aliases();
                var attachment = again(entry.getValue(), Optional.empty());
                var other = addresses.reserveOthers(entry.getKey(), attachment).renamed(aliases);
                networks.disconnect(entry.getKey(), container.id());
                networks.connect(entry.getKey(), container.id(), other);
                moved = true;
            }
        }
        return moved;
    }

    static boolean isAddressTaken(QuaysideException e) {
        return e.code() != ErrorCode.PORT_IN_USE
                && ADDRESS_TAKEN.matcher(e.problem().toLowerCase(Locale.ROOT)).find();
    }
}
