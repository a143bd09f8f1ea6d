package dev.quayside.compose;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.App;
import dev.quayside.model.FileDefinition.Source;
import dev.quayside.model.Network;
import dev.quayside.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How what services share reaches the model. */
class ResourceReadingTest {
    private static final String USES_ALL = """
            services:
              a:
                image: x
                networks: [n]
                volumes: ['vol:/d']
                configs: [c]
                secrets: [s]
            networks: {n: }
            volumes: {vol: }
            configs: {c: {content: x}}
            secrets: {s: {file: s.txt}}
            """;

    private static App with(String resources) {
        return Reading.of(USES_ALL)
                .over(resources)
                .environment(Map.of("KEY", "v"))
                .app();
    }

    @Test
    void namesStartWithTheProject() {
        var app = with("x-nothing: 1");

        assertThat(app.networks()).containsExactly(Map.entry("n", Network.named("n", "p_n")));
        assertThat(app.volumes()).containsExactly(Map.entry("vol", Volume.named("vol", "p_vol")));
        assertThat(Reading.at(app.configs(), "c").name()).isEqualTo("p_c");
        assertThat(Reading.at(app.secrets(), "s").name()).isEqualTo("p_s");
    }

    @Test
    void readsEverythingThatANetworkSays() {
        var network = with("""
                networks:
                  n:
                    name: other
                    driver: bridge
                    driver_opts: {o: 1}
                    internal: true
                    attachable: 'yes'
                    enable_ipv6: true
                    labels: [l=1]
                    ipam:
                      driver: default
                      config:
                        - {subnet: 10.0.0.0/24, gateway: 10.0.0.1, ip_range: 10.0.0.0/25, aux_addresses: {h: 10.0.0.5}}
                """).networks().get("n");

        assertThat(network)
                .isEqualTo(new Network(
                        "n",
                        "other",
                        false,
                        Optional.of("bridge"),
                        Map.of("o", "1"),
                        true,
                        true,
                        true,
                        List.of(new Network.AddressPool(
                                Optional.of("10.0.0.0/24"),
                                Optional.of("10.0.0.1"),
                                Optional.of("10.0.0.0/25"),
                                Map.of("h", "10.0.0.5"))),
                        Map.of("l", "1")));
    }

    @Test
    void readsHowANetworkGivesOutAddresses() {
        Network network = requireNonNull(with("networks: {n: {enable_ipv4: false, ipam: {options: {o: '1'}}}}")
                .networks()
                .get("n"));

        assertThat(network.withoutIpv4()).isTrue();
        assertThat(network.addressOptions()).containsExactly(Map.entry("o", "1"));
    }

    @Test
    void readsEverythingThatAVolumeSays() {
        assertThat(with("volumes: {vol: {name: other, driver: local, driver_opts: {o: 1}, labels: {l: 1}}}")
                        .volumes())
                .containsEntry(
                        "vol",
                        new Volume("vol", "other", false, Optional.of("local"), Map.of("o", "1"), Map.of("l", "1")));
    }

    @Test
    void externalResourcesKeepTheirNames() {
        var app = with("networks: {n: {external: true}}\nvolumes: {vol: {external: true, name: other}}");

        assertThat(Reading.at(app.networks(), "n"))
                .matches(network -> network.external() && network.name().equals("n"));
        assertThat(Reading.at(app.volumes(), "vol"))
                .matches(volume -> volume.external() && volume.name().equals("other"));
    }

    static Stream<Arguments> sources() {
        return Stream.of(
                Arguments.of("{file: f.txt}", new Source.LocalFile("/p/f.txt")),
                Arguments.of("{environment: KEY}", new Source.Environment("KEY", Optional.of("v"))),
                Arguments.of("{environment: NONE}", new Source.Environment("NONE", Optional.empty())),
                Arguments.of("{external: true}", new Source.External()));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void readsWhereConfigsAndSecretsComeFrom(String written, Source source) {
        var app = with("configs: {c: !override " + written + "}\nsecrets: {s: !override " + written + "}");

        assertThat(Reading.at(app.configs(), "c").source()).isEqualTo(source);
        assertThat(Reading.at(app.secrets(), "s").source()).isEqualTo(source);
    }

    @Test
    void readsConfigsWithTheirContent() {
        assertThat(Reading.at(with("x-nothing: 1").configs(), "c").source()).isEqualTo(new Source.Inline("x"));
    }

    @Test
    void secretsAreNotShown() {
        var app = with("secrets: {s: !override {environment: KEY}}");

        assertThat(Reading.at(app.secrets(), "s").toString()).doesNotContain("value=v");
    }

    @Test
    void whatNobodyUsesIsLeftOut() {
        var app = with("networks: {m: }\nvolumes: {more: }\nconfigs: {d: {content: x}}\nsecrets: {t: {file: x}}");

        assertThat(app.networks()).containsOnlyKeys("n");
        assertThat(app.volumes()).containsOnlyKeys("vol");
        assertThat(app.configs()).containsOnlyKeys("c");
        assertThat(app.secrets()).containsOnlyKeys("s");
    }
}
