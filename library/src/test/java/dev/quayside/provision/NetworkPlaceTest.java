package dev.quayside.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.provision.NetworkPlace.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkPlaceTest {
    @Test
    void linksAreReadWithTheirBridgesAndAddresses() {
        var links = """
                1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00
                7: br-d8525408746c: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc noqueue state DOWN mode DEFAULT group default \\    link/ether 02:42:00:00:00:01
                9: veth12ab@if8: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br-d8525408746c state UP mode DEFAULT group default \\    link/ether 02:42:00:00:00:02
                """;
        var addresses = """
                1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
                7: br-d8525408746c    inet 172.31.64.1/24 brd 172.31.64.255 scope global br-d8525408746c\\       valid_lft forever
                """;
        assertThat(NetworkPlace.links(links, addresses))
                .containsExactly(
                        new Link("lo", Optional.empty(), List.of(Subnet.parse("127.0.0.0/8"))),
                        new Link("br-d8525408746c", Optional.empty(), List.of(Subnet.parse("172.31.64.0/24"))),
                        new Link("veth12ab", Optional.of("br-d8525408746c"), List.of()));
    }

    @Test
    void routesOfAnyKindAreInUseButTheDefaultRouteIsNot() {
        var routes = """
                default via 192.0.2.1 dev eth0
                10.8.0.0/16 via 192.0.2.9 dev tun0 proto static
                unreachable 172.20.0.0/14 metric 4278198272
                local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1
                """;
        assertThat(NetworkPlace.subnets(routes, "local", "unreachable"))
                .extracting(Subnet::toString)
                .containsExactly("10.8.0.0/16", "172.20.0.0/14", "127.0.0.1/32");
    }

    @Test
    void aPortIsTakenIfASocketListensOnIt() {
        var sockets = """
                  sl  local_address rem_address   st tx_queue rx_queue
                   0: 0100007F:4E20 00000000:0000 0A 00000000:00000000
                """;
        assertThat(NetworkPlace.isTaken(sockets, 20_000)).isTrue();
        assertThat(NetworkPlace.isTaken(sockets, 20_001)).isFalse();
        assertThat(NetworkPlace.isTaken("", 20_000)).isFalse();
    }

    @Test
    void aNamespaceIsEnteredByNsenter() {
        var tools = new SearchPath(List.of(Path.of("/usr/bin"), Path.of("/bin")));
        var argv = List.of("/bin/true");
        assertThat(new NetworkPlace(Optional.empty(), tools).entering(argv)).isEqualTo(argv);
        assertThat(new NetworkPlace(Optional.of("blue"), tools).entering(argv))
                .hasSize(3)
                .contains("--net=/run/netns/blue")
                .endsWith("/bin/true");
    }
}
