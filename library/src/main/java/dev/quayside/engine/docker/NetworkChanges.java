package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.docker.AddressBook.Layout;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.FileContent;
import dev.quayside.model.Network;
import dev.quayside.model.Network.AddressPool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Creates and removes the networks of apps.
 *
 * <p>The engine accepts a fixed address only in a network whose subnet was given when it was made, but only the engine knows
 * which subnets are free on its host. So a network is made without a subnet, looked at, removed, and made again with the subnet
 * that the engine had chosen. The first one carries another spec hash: if the client dies in between, a later run sees that it
 * must go. Thread-safe.
 */
final class NetworkChanges {
    private static final int MOST_TRIES = 5;
    private static final int IPV6_DYNAMIC_BITS = 32;
    private static final String PROBE = "probe";

    private final DockerApi api;
    private final DockerNetworks networks;
    private final NetworkAddresses addresses;
    /** Held during calls, on purpose: two networks made at once would be offered the same subnet. */
    private final ReentrantLock oneAtATime = new ReentrantLock();

    NetworkChanges(DockerApi api, DockerNetworks networks, NetworkAddresses addresses) {
        this.api = api;
        this.networks = networks;
        this.addresses = addresses;
    }

    void create(Change.CreateNetwork change) {
        oneAtATime.lock();
        try {
            for (var attempt = 1; !isMade(change, attempt); attempt++) {
                // The last call of a client that was killed reached the engine after we had looked: look again.
            }
        } finally {
            addresses.forget(change.network().name());
            oneAtATime.unlock();
        }
    }

    private boolean isMade(Change.CreateNetwork change, int attempt) {
        var existing = named(change.network().name());
        if (existing.isPresent() && !isLeftOver(existing.get(), change)) {
            requireSame(existing.get(), change);
            return true;
        }
        existing.ifPresent(leftOver -> networks.remove(leftOver.id()));
        try {
            make(change);
            return true;
        } catch (QuaysideException e) {
            if (attempt == MOST_TRIES || e.code() != ErrorCode.ALREADY_EXISTS) {
                throw e;
            }
            return false;
        }
    }

    private void make(Change.CreateNetwork change) {
        var network = change.network();
        var driver = network.driver().orElse("");
        var ipv4Given = network.pools().stream().anyMatch(pool -> isIpv4(pool));
        if (ipv4Given) {
            makeWith(change, network.pools(), Optional.of(Layout.GIVEN));
        } else if (driver.isEmpty() || driver.equals("bridge") || driver.equals("default")) {
            makePlanned(change);
        } else {
            makeWith(change, network.pools(), Optional.empty());
        }
    }

    private static boolean isIpv4(AddressPool pool) {
        return pool.subnet()
                .map(AddressRange::parse)
                .filter(AddressRange::isIpv4)
                .isPresent();
    }

    private void makePlanned(Change.CreateNetwork change) {
        for (var attempt = 1; ; attempt++) {
            try {
                var pools = new ArrayList<>(ipv6Pools(change.network(), attempt));
                var probe = new Ownership(
                        change.ownership().app(),
                        change.ownership().kind(),
                        change.ownership().key(),
                        0,
                        0,
                        PROBE,
                        Map.of());
                var id = post(change.network(), pools, NetworkLabels.of(Map.of(), probe, Optional.empty()));
                var chosen = networks.inspect(id).network().pools();
                networks.remove(id);
                chosen.stream().filter(NetworkChanges::isIpv4).forEach(pool -> pools.add(planned(pool)));
                makeWith(change, pools, Optional.of(Layout.PLANNED));
                return;
            } catch (QuaysideException e) {
                if (attempt == MOST_TRIES || !isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** The file's own, or a private range that is ours by its randomness, as RFC 4193 wants it. */
    private static List<AddressPool> ipv6Pools(Network network, int attempt) {
        if (!network.ipv6() || !network.pools().isEmpty()) {
            return network.pools();
        }
        var digest = FileContent.of(network.name() + " " + attempt).digest();
        var subnet =
                "fd" + digest.substring(0, 2) + ":" + digest.substring(2, 6) + ":" + digest.substring(6, 10) + "::/64";
        return List.of(planned(new AddressPool(Optional.of(subnet), Optional.empty(), Optional.empty(), Map.of())));
    }

    /** The engine gives out the upper half, or a part of an IPv6 subnet: 20.10 cannot count a whole half of one. */
    private static AddressPool planned(AddressPool pool) {
        var subnet = AddressRange.parse(pool.subnet().orElseThrow());
        var dynamic = subnet.isIpv4()
                ? subnet.upperHalf()
                : AddressRange.parse(subnet.at(BigInteger.ONE.shiftLeft(IPV6_DYNAMIC_BITS)) + "/"
                        + (subnet.bits() - IPV6_DYNAMIC_BITS));
        return new AddressPool(
                Optional.of(subnet.toString()),
                pool.gateway().map(NetworkChanges::withoutPrefix).or(() -> Optional.of(subnet.at(BigInteger.ONE))),
                Optional.of(dynamic.toString()),
                pool.auxiliaryAddresses());
    }

    private static String withoutPrefix(String address) {
        var slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    private void makeWith(Change.CreateNetwork change, List<AddressPool> pools, Optional<Layout> layout) {
        post(change.network(), pools, NetworkLabels.of(change.network().labels(), change.ownership(), layout));
    }

    private String post(Network network, List<AddressPool> pools, Map<String, String> labels) {
        var options = new CreateNetworkOptions(
                network.driver().orElse(""),
                network.driverOptions(),
                network.internal(),
                network.attachable(),
                network.ipv6(),
                pools,
                labels,
                network.withoutIpv4(),
                network.addressOptions());
        return api.json(Call.post("/networks/create").body(NetworkJson.create(network.name(), options, api.features())))
                .text("Id");
    }

    private Optional<DockerNetwork> named(String name) {
        return networks.list(ListOptions.ALL.withFilter("name", name)).stream()
                .filter(found -> found.name().equals(name))
                .findFirst();
    }

    private static boolean isLeftOver(DockerNetwork network, Change.CreateNetwork change) {
        return Ownership.fromLabels(network.labels())
                .filter(owner -> owner.app().equals(change.ownership().app())
                        && owner.specHash().equals(PROBE))
                .isPresent();
    }

    private static String specHash(DockerNetwork network) {
        return Ownership.fromLabels(network.labels()).map(Ownership::specHash).orElse("");
    }

    private static void requireSame(DockerNetwork network, Change.CreateNetwork change) {
        requireOwned(network, change.ownership().app());
        if (!specHash(network).equals(change.ownership().specHash())) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "The network '" + network.name() + "' exists with other settings",
                    "remove it first; a new plan does that");
        }
    }

    private static void requireOwned(DockerNetwork network, String app) {
        var owned = Ownership.fromLabels(network.labels())
                .filter(owner -> owner.app().equals(app) && owner.kind().equals("network"))
                .isPresent();
        if (!owned) {
            throw Holder.refusal(new Name(Name.Kind.NETWORK, network.name()), network.labels());
        }
    }

    /** Someone else took the range between the question and the answer: 20.10 says the second for the gateway. */
    private static boolean isTaken(QuaysideException e) {
        var problem = e.problem().toLowerCase(Locale.ROOT);
        return problem.contains("overlap") || problem.contains("failed to allocate gateway");
    }

    void remove(Change.RemoveNetwork change) {
        var found = networks.find(change.network().handle())
                .filter(details ->
                        details.network().id().equals(change.network().handle()));
        if (found.isEmpty()) {
            return;
        }
        var network = found.get().network();
        requireOwned(network, change.app());
        if (!found.get().members().isEmpty()) {
            throw inUse(found.get());
        }
        try {
            networks.remove(network.id());
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.NOT_FOUND) {
                return;
            }
            throw e.problem().contains("active endpoints")
                    ? inUse(networks.find(network.id()).orElse(found.get()))
                    : e;
        }
    }

    private static QuaysideException inUse(NetworkDetails details) {
        var members = details.members().values().stream()
                .map(NetworkDetails.Member::name)
                .sorted()
                .toList();
        return new QuaysideException(
                ErrorCode.CONFLICT,
                "The network '" + details.network().name() + "' is used by "
                        + (members.isEmpty() ? "a container" : String.join(", ", members)),
                "stop or disconnect that first");
    }
}
