package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.QuaysideException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressPlanTest {
    private static List<Subnet> used(String... subnets) {
        return Stream.of(subnets).map(Subnet::parse).toList();
    }

    @Test
    void theFirstBlockThatNothingUsesIsTaken() {
        var plan = AddressPlan.choose(used("192.0.2.0/24", "172.31.0.0/20", "172.30.200.7"), Optional.empty());
        assertThat(plan.block()).hasToString("172.29.0.0/16");
    }

    @Test
    void aWideRouteRulesOutEverythingInIt() {
        var plan = AddressPlan.choose(used("172.16.0.0/12", "10.254.0.0/15"), Optional.empty());
        assertThat(plan.block()).hasToString("10.253.0.0/16");
    }

    @Test
    void theBlockOfBeforeIsKeptWhileItIsFree() {
        var before = Optional.of(Subnet.parse("10.200.0.0/16"));
        assertThat(AddressPlan.choose(used(), before).block()).hasToString("10.200.0.0/16");
        assertThat(AddressPlan.choose(used("10.200.3.0/24"), before).block()).hasToString("172.31.0.0/16");
    }

    @Test
    void theBridgeAndTheNetworksOfUsersDoNotOverlap() {
        var plan = AddressPlan.choose(used(), Optional.empty());
        assertThat(plan.bridge().overlapsAny(plan.pools())).isFalse();
        assertThat(plan.pools()).allMatch(plan.block()::contains);
        assertThat(plan.pools().getFirst().overlaps(plan.pools().getLast())).isFalse();
    }

    @Test
    void withoutAnyFreeBlockTheUsedOnesAreNamed() {
        assertThatThrownBy(() -> AddressPlan.choose(used("10.0.0.0/8", "172.16.0.0/12"), Optional.empty()))
                .isInstanceOf(QuaysideException.class)
                .hasMessageContaining("10.0.0.0/8");
    }
}
