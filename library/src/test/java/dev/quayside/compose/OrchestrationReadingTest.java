package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.Orchestration;
import dev.quayside.model.Orchestration.Autoscale;
import dev.quayside.model.Orchestration.Exposure;
import dev.quayside.model.Orchestration.Hardening;
import dev.quayside.model.Orchestration.HttpProbe;
import dev.quayside.model.Orchestration.Pinning;
import dev.quayside.model.Volume;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What only Quayside knows, under {@code x-quayside}. */
class OrchestrationReadingTest {
    private static Orchestration read(String own) {
        return Reading.service("x-quayside: " + own).a().orchestration();
    }

    @Test
    void aServiceSaysWhatItAsksOfACluster() {
        assertThat(
                        read(
                                "{expose: nodeport, hardening: none, probe: {path: /ok, port: 80}, liveness: true, pin: none, autoscale: {minimum: 2, maximum: 4, cpu_percent: 50}}"))
                .isEqualTo(new Orchestration(
                        Optional.of(Exposure.Plain.NODEPORT),
                        Hardening.NONE,
                        Optional.of(new HttpProbe("/ok", 80)),
                        true,
                        Pinning.NONE,
                        Optional.of(new Autoscale(2, 4, 50))));
    }

    @Test
    void theWayInIsAnIngressOrAGateway() {
        assertThat(read("{expose: ingress}").exposure()).contains(Exposure.Ingress.DEFAULT);
        assertThat(read("{expose: {ingress: {host: shop.test, class: nginx, tls_secret: shop-tls}}}")
                        .exposure())
                .contains(
                        new Exposure.Ingress(Optional.of("shop.test"), Optional.of("nginx"), Optional.of("shop-tls")));
        assertThat(read("{expose: {gateway: {name: edge, namespace: infra, host: shop.test}}}")
                        .exposure())
                .contains(new Exposure.Gateway("edge", Optional.of("infra"), Optional.of("shop.test")));
        assertThat(Reading.service("x-quayside: {expose: {ingress: {}, gateway: {name: edge}}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("services.a.x-quayside.expose", "one way in");
        assertThat(Reading.service("x-quayside: {expose: {gateway: {host: shop.test}}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("gateway", "name");
        assertThat(Reading.service("x-quayside: {expose: anywhere}").errors())
                .singleElement()
                .asString()
                .contains("services.a.x-quayside.expose", "anywhere");
    }

    @Test
    void whatIsNotSaidHasADefault() {
        assertThat(Reading.service("").a().orchestration()).isEqualTo(Orchestration.DEFAULT);
        assertThat(read("{probe: {port: 80}}").probe()).contains(new HttpProbe("/", 80));
        assertThat(read("{autoscale: {maximum: 3}}").autoscale())
                .contains(new Autoscale(1, 3, Autoscale.DEFAULT_CPU_PERCENT));
    }

    @Test
    void whatCannotBeIsAnErrorWithItsPlace() {
        assertThat(Reading.service("x-quayside: {probe: {port: 70000}}").errors())
                .singleElement()
                .asString()
                .contains("services.a.x-quayside.probe", "70000");
        assertThat(Reading.service("x-quayside: {autoscale: {minimum: 5, maximum: 3}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("services.a.x-quayside.autoscale", "from 5 to 3");
        assertThat(Reading.service("x-quayside: {hardening: total}").errors())
                .singleElement()
                .asString()
                .contains("hardening");
    }

    @Test
    void aVolumeSaysHowLargeItIsAndFromWhereItIsUsed() {
        String file = """
                services: {a: {image: x, volumes: ["data:/data"]}}
                volumes: {data: {x-quayside: {size: 20g, access: many-nodes}}}
                """;

        Volume volume = Reading.at(Reading.of(file).app().volumes(), "data");

        assertThat(volume.sizeBytes()).isEqualTo(OptionalLong.of(20L << 30));
        assertThat(volume.access()).isEqualTo(Volume.Access.MANY_NODES);
    }

    @Test
    void aServiceOnEachNodeHasNoNumberOfReplicas() {
        assertThat(Reading.service("deploy: {mode: global}").a().lifecycle().global())
                .isTrue();
        assertThat(Reading.service("deploy: {mode: global, replicas: 2}").errors())
                .singleElement()
                .asString()
                .contains("once on each node");
    }
}
