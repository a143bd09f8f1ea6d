package dev.quayside.compose;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.Attachment;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.NetworkMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a service's ports, networks and names reach the model. */
class ConnectionReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "80 | 80/tcp",
                "'\"80\"' | 80/tcp",
                "'\"8080:80\"' | 0.0.0.0:8080->80/tcp",
                "'\"8080:80/udp\"' | 0.0.0.0:8080->80/udp",
                "'\"127.0.0.1:8080:80\"' | 127.0.0.1:8080->80/tcp",
                "'\"127.0.0.1::80\"' | 127.0.0.1:?->80/tcp",
                "'\"[::1]:8080:80\"' | [::1]:8080->80/tcp",
                "'\"0:80\"' | 80/tcp",
                "'\":80\"' | 80/tcp",
                "'\"80-81\"' | 80/tcp 81/tcp",
                "'\"90-91:80-81\"' | 0.0.0.0:90->80/tcp 0.0.0.0:91->81/tcp",
                "{target: 80} | 80/tcp",
                "{target: '80', published: '8080', protocol: udp, mode: host} | 0.0.0.0:8080->80/udp",
                "'{target: 80, published: 8080, host_ip: 127.0.0.1}' | 127.0.0.1:8080->80/tcp",
            })
    void readsPorts(String written, String ports) {
        var service = Reading.service("ports: [" + written + "]").a();

        assertThat(service.connectivity().ports().stream().map(Object::toString))
                .containsExactly(ports.split(" "));
    }

    @Test
    void portsThatAreWrittenTwiceArePublishedOnce() {
        assertThat(Reading.service("ports: ['80:80', '80:80/tcp', '80:80/udp']")
                        .a()
                        .connectivity()
                        .ports())
                .hasSize(2);
    }

    @Test
    void anEmptyNetworkModeIsShownAndNotDone() {
        var result = Reading.service("network_mode: ''").read();

        assertThat(result.networks()).isEmpty();
        assertThat(result.refusal().orElseThrow().problem()).contains("does not read an empty 'network_mode' yet");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0 | a port has no target in the container",
                "70000 | '70000' is not a port of the container",
                "\"a:80\" | 'a' is not a port of the host",
                "\"80:a\" | 'a' is not a port of the container",
                "\"80:80/foo\" | 'foo' is not a protocol",
                "\"1.2.3:80:80\" | '1.2.3' is not an IP address",
                "\"1-3:1-2\" | have different lengths",
                "\"82-80\" | '82-80' is not a port of the container",
            })
    void refusesWhatIsNoPort(String written, String message) {
        assertThat(Reading.service("ports: [" + written + "]").errors())
                .first()
                .asString()
                .startsWith("4:13 ")
                .contains(message);
    }

    @Test
    void readsExposedPorts() {
        assertThat(Reading.service("expose: [80, '81/udp', 90-91]")
                        .a()
                        .connectivity()
                        .expose())
                .containsExactly(
                        ContainerPort.of(80),
                        ContainerPort.parse("81/udp"),
                        ContainerPort.of(90),
                        ContainerPort.of(91));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "['a:1.2.3.4'] | {a=[1.2.3.4]}",
                "[a=1.2.3.4] | {a=[1.2.3.4]}",
                "{a: 1.2.3.4} | {a=[1.2.3.4]}",
                "{a: [1.2.3.4, 5.6.7.8]} | {a=[1.2.3.4, 5.6.7.8]}",
                "['a=1.2.3.4', 'a=5.6.7.8'] | {a=[1.2.3.4, 5.6.7.8]}",
                "['a:::1'] | {a=[::1]}",
                "['h:host-gateway'] | {h=[host-gateway]}",
            })
    void readsExtraHosts(String written, String hosts) {
        assertThat(Reading.service("extra_hosts: " + written).a().connectivity().extraHosts())
                .hasToString(hosts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"dns: 1.1.1.1 | [1.1.1.1]", "'dns: [1.1.1.1, 8.8.8.8]' | [1.1.1.1, 8.8.8.8]"})
    void readsNameServers(String line, String servers) {
        assertThat(Reading.service(line).a().connectivity().dns()).hasToString(servers);
    }

    @Test
    void readsTheRestOfNameResolution() {
        var connectivity = Reading.service(
                        "dns_search: a.example\ndns_opt: ['ndots:2']\nmac_address: '02:42:ac:11:65:43'")
                .a()
                .connectivity();

        assertThat(connectivity.dnsSearch()).containsExactly("a.example");
        assertThat(connectivity.dnsOptions()).containsExactly("ndots:2");
        assertThat(connectivity.macAddress()).contains("02:42:ac:11:65:43");
    }

    @Test
    void aServiceWithoutNetworksJoinsTheDefaultOne() {
        var app = Reading.service("").app();

        assertThat(Reading.at(app.services(), "a").connectivity().mode()).isEqualTo(NetworkMode.ofDefault());
        assertThat(app.networks()).containsOnlyKeys("default");
        assertThat(Reading.at(app.networks(), "default").name()).isEqualTo("p_default");
    }

    @Test
    void theDefaultNetworkIsNotMadeIfNobodyJoinsIt() {
        var app = Reading.service("networks: [n]\n")
                .over("networks: {n: , unused: }")
                .app();

        assertThat(app.networks()).containsOnlyKeys("n");
    }

    @Test
    void theDefaultNetworkCanBeDescribed() {
        assertThat(Reading.of("services: {a: {image: x}}\nnetworks: {default: {name: other, internal: true}}")
                        .app()
                        .networks()
                        .get("default"))
                .matches(network -> network.name().equals("other") && network.internal());
    }

    @Test
    void readsNetworksInLongSyntax() {
        var attachments = Reading.service("""
                        networks:
                          n:
                            aliases: [x, y]
                            ipv4_address: 10.0.0.2
                            ipv6_address: '2001:db8::2'
                            link_local_ips: [169.254.0.2]
                            mac_address: '02:00:00:00:00:01'
                            driver_opts: {o: 1}
                            priority: 7
                          m:
                        """)
                .over("networks: {n: , m: }")
                .a()
                .connectivity()
                .attachments();

        assertThat(attachments)
                .containsOnly(
                        Map.entry(
                                "n",
                                new Attachment(
                                        List.of("x", "y"),
                                        Optional.of("10.0.0.2"),
                                        Optional.of("2001:db8::2"),
                                        List.of("169.254.0.2"),
                                        Optional.of("02:00:00:00:00:01"),
                                        Map.of("o", "1"),
                                        7)),
                        Map.entry("m", Attachment.PLAIN));
    }

    @Test
    void aNetworkThatIsPreferredAsGatewayIsSoWhateverTheOrderOfJoining() {
        Map<String, Attachment> attachments = Reading.service(
                        "networks: {n: {priority: 7}, m: {gw_priority: 1, interface_name: lan0}}")
                .over("networks: {n: , m: }")
                .a()
                .connectivity()
                .attachments();

        assertThat(requireNonNull(attachments.get("n")).gatewayPriority()).hasValue(0);
        assertThat(requireNonNull(attachments.get("n")).priority()).isEqualTo(7);
        assertThat(requireNonNull(attachments.get("m")).gatewayPriority()).hasValue(1);
        assertThat(requireNonNull(attachments.get("m")).interfaceName()).contains("lan0");
    }

    @Test
    void readsTheModesOfANetwork() {
        assertThat(Reading.service("network_mode: host").a().connectivity().mode())
                .isEqualTo(new NetworkMode.Host());
        assertThat(Reading.service("network_mode: none").a().connectivity().mode())
                .isEqualTo(new NetworkMode.None());
        var shared = Reading.of("services: {a: {image: x, network_mode: 'service:b'}, b: {image: y}}")
                .a();
        assertThat(shared.connectivity().mode()).isEqualTo(new NetworkMode.OfService("b"));
        assertThat(shared.dependsOn()).containsOnlyKeys("b");
    }
}
