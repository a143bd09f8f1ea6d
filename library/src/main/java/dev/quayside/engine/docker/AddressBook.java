package dev.quayside.engine.docker;

import dev.quayside.model.Network.AddressPool;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * The addresses of one network: which are free for containers that keep theirs. Not thread-safe.
 *
 * <p>The engine gives the addresses of its {@code IPRange} to whoever joins without a wish, so ours lie outside of it; in a
 * network without such a range, in the lower half. Where the user laid out the network, ours begin in the middle and go
 * down, away from the low numbers that people like to give by hand.
 */
final class AddressBook {
    /** Whose idea the network's subnets were. */
    enum Layout {
        /** Ours: a subnet that the engine had chosen, its upper half left to the engine. */
        PLANNED,
        /** The file's. */
        GIVEN
    }

    private static final long MOST_TRIES = 65_536;

    private final Layout layout;
    private final List<AddressPool> pools;
    private final Set<String> taken = new HashSet<>();

    AddressBook(Layout layout, List<AddressPool> pools, Set<String> taken) {
        this.layout = layout;
        this.pools = pools;
        taken.forEach(this::take);
        for (var pool : pools) {
            pool.gateway().ifPresent(this::take);
            pool.auxiliaryAddresses().values().forEach(this::take);
        }
    }

    void take(String address) {
        var mask = address.indexOf('/');
        var plain = mask < 0 ? address : address.substring(0, mask);
        if (!plain.isEmpty()) {
            taken.add(AddressRange.canonical(plain));
        }
    }

    /** Takes a free IPv4 address; empty if there is no room. */
    Optional<String> nextIpv4() {
        return next(true);
    }

    /** Takes a free IPv6 address; empty if there is no room or no IPv6. */
    Optional<String> nextIpv6() {
        return next(false);
    }

    private Optional<String> next(boolean ipv4) {
        return pools.stream()
                .filter(pool -> pool.subnet().isPresent())
                .filter(pool -> AddressRange.parse(pool.subnet().get()).isIpv4() == ipv4)
                .findFirst()
                .flatMap(this::next);
    }

    private Optional<String> next(AddressPool pool) {
        var subnet = AddressRange.parse(pool.subnet().orElseThrow());
        var dynamic = pool.ipRange().map(AddressRange::parse);
        var half = subnet.lowerHalf()
                .size()
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValue();
        LongUnaryOperator order = layout == Layout.PLANNED ? n -> n : n -> half - n;
        var last = Math.min(half - 1, MOST_TRIES);
        for (var n = 1L; n <= last; n++) {
            var address = subnet.at(BigInteger.valueOf(order.applyAsLong(n)));
            if (dynamic.filter(range -> range.contains(address)).isEmpty() && taken.add(address)) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }
}
