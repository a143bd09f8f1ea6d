package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The addresses that an engine gives to containers.
 *
 * @param block a /16 of which nothing else of the machine uses any part
 */
record AddressPlan(Subnet block) {
    /** The network of containers that name none. */
    Subnet bridge() {
        return block.part(22, 0);
    }

    /** What other networks are taken from. */
    List<Subnet> pools() {
        return List.of(block.part(18, 1), block.part(17, 1));
    }

    /**
     * Chooses addresses that no route and no interface of the machine uses.
     *
     * @param preferred what was used before, so that networks that are still there keep working
     */
    static AddressPlan choose(List<Subnet> used, Optional<Subnet> preferred) {
        return Stream.concat(preferred.stream(), candidates())
                .filter(block -> !block.overlapsAny(used))
                .findFirst()
                .map(AddressPlan::new)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.CONFLICT,
                        "The routes of this machine leave no private addresses for an embedded engine: " + used,
                        "use an engine that runs already (DOCKER_HOST)"));
    }

    /** From the far end of what Docker itself takes, then where office networks are rare. */
    private static Stream<Subnet> candidates() {
        var docker = IntStream.rangeClosed(17, 31).mapToObj(i -> "172." + (48 - i) + ".0.0/16");
        var ten = IntStream.rangeClosed(0, 127).mapToObj(i -> "10." + (254 - i) + ".0.0/16");
        return Stream.concat(docker, ten).map(Subnet::parse);
    }
}
