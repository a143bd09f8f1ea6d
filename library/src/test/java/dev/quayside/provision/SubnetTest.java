package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.1.2.3, true",
        "10.1.2.0/24, 10.1.3.0/24, false",
        "172.16.0.0/12, 172.31.255.0/24, true",
        "172.16.0.0/12, 172.32.0.0/16, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "192.168.0.0/17, 192.168.128.0/17, false"
    })
    void subnetsOverlapIfOneHoldsTheOther(String one, String other, boolean overlap) {
        assertThat(Subnet.parse(one).overlaps(Subnet.parse(other))).isEqualTo(overlap);
        assertThat(Subnet.parse(other).overlaps(Subnet.parse(one))).isEqualTo(overlap);
    }

    @Test
    void theBitsOfAHostAreCleared() {
        assertThat(Subnet.parse("172.31.7.9/16")).hasToString("172.31.0.0/16").isEqualTo(Subnet.parse("172.31.0.0/16"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "fe80::1", "300.1.1.1", "10.0.0.0/33", "10.0.0", ""})
    void whatIsNoSubnetIsNone(String text) {
        assertThat(Subnet.find(text)).isEmpty();
    }

    @Test
    void partsAndAddressesAreCountedFromTheFirst() {
        var block = Subnet.parse("172.31.0.0/16");
        assertThat(block.part(18, 1)).hasToString("172.31.64.0/18");
        assertThat(block.part(17, 1)).hasToString("172.31.128.0/17");
        assertThat(block.address(257)).isEqualTo("172.31.1.1");
        assertThat(block.contains(block.part(17, 1))).isTrue();
        assertThat(block.part(17, 1).contains(block)).isFalse();
    }
}
