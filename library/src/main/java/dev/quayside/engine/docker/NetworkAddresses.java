package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import dev.quayside.model.Attachment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives containers addresses that they keep: a container can only hand over its names without losing connections if it comes
 * back to its network under the address it had.
 *
 * <p>What was given out by this process is remembered for some minutes, because a container that is just being created is not
 * yet in the engine's lists. Thread-safe.
 */
final class NetworkAddresses {
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final DockerApi api;
    private final DockerNetworks networks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Book> books = new HashMap<>();
    private final Map<Given, Long> given = new HashMap<>();

    /** An address that this process gave out in a network. */
    private record Given(String networkId, String address) {}

    /** What was read of a network, and when; no addresses if its subnets were not given when it was made. */
    private record Book(String networkId, @Nullable AddressBook addresses, long readNanos) {}

    NetworkAddresses(DockerApi api, DockerNetworks networks) {
        this.api = api;
        this.networks = networks;
    }

    /** The attachment with addresses of its own, where the network allows that and none were asked for. */
    Attachment reserve(String network, Attachment attachment) {
        var book = book(network);
        lock.lock();
        try {
            attachment.ipv4Address().ifPresent(address -> remember(book, address));
            attachment.ipv6Address().ifPresent(address -> remember(book, address));
            if (book.addresses() == null) {
                return attachment;
            }
            var addresses = book.addresses();
            var ipv4 = attachment.ipv4Address().or(addresses::nextIpv4);
            var ipv6 = attachment.ipv6Address().or(addresses::nextIpv6);
            ipv4.ifPresent(address -> remember(book, address));
            ipv6.ifPresent(address -> remember(book, address));
            return attachment.withAddresses(ipv4, ipv6);
        } finally {
            lock.unlock();
        }
    }

    /** The same with other addresses, because one of its own is taken. */
    Attachment reserveOthers(String network, Attachment attachment) {
        forget(network);
        return reserve(network, attachment.withAddresses(Optional.empty(), Optional.empty()));
    }

    /** What was read of a network counts no more: it was made anew. */
    void forget(String network) {
        lock.lock();
        try {
            books.remove(network);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Book book, String address) {
        given.put(new Given(book.networkId(), AddressRange.canonical(address)), System.nanoTime());
        if (book.addresses() != null) {
            book.addresses().take(address);
        }
    }

    private Book book(String network) {
        lock.lock();
        try {
            var known = books.get(network);
            if (known != null && System.nanoTime() - known.readNanos() < FRESH.toNanos()) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        var read = read(network);
        lock.lock();
        try {
            var now = System.nanoTime();
            given.values().removeIf(since -> now - since > REMEMBERED.toNanos());
            var addresses = read.addresses();
            if (addresses != null) {
                given.keySet().stream()
                        .filter(key -> key.networkId().equals(read.networkId()))
                        .forEach(key -> addresses.take(key.address()));
            }
            books.put(network, read);
            return read;
        } finally {
            lock.unlock();
        }
    }

    private Book read(String name) {
        var found = networks.find(name);
        if (found.isEmpty()) {
            return new Book("", null, System.nanoTime());
        }
        var network = found.get().network();
        var layout = NetworkLabels.layout(network.labels());
        if (layout.isEmpty()) {
            return new Book(network.id(), null, System.nanoTime());
        }
        return new Book(
                network.id(), new AddressBook(layout.get(), network.pools(), taken(network.id())), System.nanoTime());
    }

    /** Also of containers that do not run: they must find their address free when they start again. */
    private Set<String> taken(String networkId) {
        var containers = api.json(
                Call.get("/containers/json").with("all", "true").filtered(Map.of("network", List.of(networkId))));
        var taken = new HashSet<String>();
        for (var container : containers.items()) {
            container.at("NetworkSettings").members("Networks").values().stream()
                    .filter(endpoint -> endpoint.text("NetworkID").equals(networkId))
                    .forEach(endpoint -> taken.addAll(addresses(endpoint)));
        }
        return taken;
    }

    private static List<String> addresses(Json endpoint) {
        var asked = endpoint.at("IPAMConfig");
        return List.of(
                endpoint.text("IPAddress"),
                endpoint.text("GlobalIPv6Address"),
                asked.text("IPv4Address"),
                asked.text("IPv6Address"));
    }
}
