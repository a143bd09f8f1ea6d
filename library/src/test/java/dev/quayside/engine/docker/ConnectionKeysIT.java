package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Change;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.App;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Compose file says of networks and mounts beyond the usual, on a real engine that can do it, or refuses it. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class ConnectionKeysIT {
    private static final String WAITING = "    image: busybox:1.37\n    command: [sleep, '60']\n";

    private final DeployedApp app;
    private final Set<EngineFeature> features;

    ConnectionKeysIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
        features = app.docker.system().details().features();
    }

    @AfterEach
    void removeEverything() {
        app.close();
    }

    private App read(String text) {
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", "name: " + app.name + "\n" + text)))
                .app();
    }

    private Service web(String lines) {
        var read = read("services:\n  web:\n" + WAITING + lines.indent(4) + "networks: {a: , b: }\n");
        return requireNonNull(read.services().get("web"));
    }

    private Network network(String lines) {
        var read = read("services:\n  web:\n" + WAITING + "    networks: [a]\nnetworks:\n  a:\n" + lines.indent(4));
        return requireNonNull(read.networks().get("a"));
    }

    private void create(ReplicaSpec spec) {
        app.perform(new Change.CreateReplica(spec));
    }

    @Test
    void theNetworkThatIsPreferredGivesTheDefaultRoute() {
        app.network("a");
        var second = app.network("b");
        var spec = app.spec(web("networks: {a: {priority: 9}, b: {gw_priority: 1}}"), 1, true);
        if (features.contains(EngineFeature.GATEWAY_PRIORITY)) {
            app.run(spec);
            String gateway = gatewayOf(second);
            assertThat(app.output(spec, "ip", "route")).contains("default via " + gateway + " ");
            app.perform(new Change.PromoteReplica(spec));
            assertThat(app.output(spec, "ip", "route")).contains("default via " + gateway + " ");
        } else {
            assertFails(ErrorCode.UNSUPPORTED, () -> create(spec));
        }
    }

    private String gatewayOf(Network network) {
        return app.docker.networks().inspect(network.name()).network().pools().stream()
                .findFirst()
                .flatMap(Network.AddressPool::gateway)
                .orElseThrow();
    }

    /** Older engines go by the names of the networks. */
    @Test
    void theNetworkOfTheHighestPriorityGivesTheDefaultRoute() {
        app.network("a");
        var second = app.network("b");
        var spec = app.spec(web("networks: {a: {priority: 1}, b: {priority: 9}}"), 1, true);
        app.run(spec);

        assertThat(app.container(spec).networks()).hasSize(2);
        if (features.contains(EngineFeature.GATEWAY_PRIORITY)) {
            assertThat(app.output(spec, "ip", "route")).contains("default via " + gatewayOf(second) + " ");
        }
    }

    @Test
    void networksAndVolumesAreMadeByTheDriverThatTheFileNames() {
        var network = network("driver: nobodys-net\n");
        var volume = requireNonNull(read("services:\n  web:\n" + WAITING
                        + "    volumes: ['data:/data']\nvolumes: {data: {driver: nobodys-vol}}\n")
                .volumes()
                .get("data"));
        var owned = Ownership.ofVolume(app.name, "data", "hash");

        assertThatThrownBy(() -> app.network(network)).hasMessageContaining("nobodys-net");
        assertThatThrownBy(() -> app.perform(new Change.CreateVolume(volume, owned)))
                .hasMessageContaining("nobodys-vol");
    }

    @Test
    void anInterfaceIsCalledAsTheFileSays() {
        app.network("a");
        app.network("b");
        var spec = app.spec(web("networks: {a: {interface_name: lan0}, b: {interface_name: lan1}}"), 1, false);
        if (features.contains(EngineFeature.INTERFACE_NAME)) {
            app.run(spec);
            assertThat(app.output(spec, "ip", "link")).contains("lan0", "lan1");
            app.perform(new Change.PromoteReplica(spec));
            assertThat(app.output(spec, "ip", "link")).contains("lan0", "lan1");
        } else {
            assertFails(ErrorCode.UNSUPPORTED, () -> create(spec));
        }
    }

    @Test
    void aNetworkCanDoWithoutIpv4() {
        var network = network("enable_ipv4: false\nenable_ipv6: true\n");
        if (features.contains(EngineFeature.NO_IPV4)) {
            app.network(network);
            var spec = app.spec(web("networks: [a]"), 1, true);
            app.run(spec);
            assertThat(app.output(spec, "ip", "-4", "address", "show", "dev", "eth0"))
                    .isEmpty();
            assertThat(app.output(spec, "ip", "-6", "address", "show", "dev", "eth0"))
                    .contains("inet6 fd");
        } else {
            assertFails(ErrorCode.UNSUPPORTED, () -> app.network(network));
        }
    }

    @Test
    void whoeverGivesOutAddressesIsToldItsOptions() {
        var network = app.network(network("ipam: {options: {com.example.colour: blue}}\n"));

        var document = app.docker.networks().inspect(network.name()).document();
        assertThat(document.at("IPAM").textMap("Options")).containsEntry("com.example.colour", "blue");
    }

    @Test
    void whatIsMountedBelowABindMountIsHiddenIfTheFileSaysSo() {
        String bind = "network_mode: none\nvolumes:\n  - {type: bind, source: /dev, target: /there, read_only: true, "
                + "bind: {create_host_path: false%s}}\n";
        var shown = app.spec(web(bind.formatted("")), 1, true);
        app.run(shown);
        var hidden = app.spec(web(bind.formatted(", recursive: disabled")), 2, true);
        app.run(hidden);

        String mounts = "grep -c ' /there/' /proc/mounts";
        assertThat(app.output(shown, "sh", "-c", mounts)).isNotEqualTo("0\n");
        assertThat(app.output(hidden, "sh", "-c", mounts)).isEqualTo("0\n");
    }

    @Test
    void whatIsMountedBelowABindMountCanBeLeftWritable() {
        var spec = app.spec(
                web("network_mode: none\nvolumes:\n  - {type: bind, source: /dev, target: /there, read_only: true, "
                        + "bind: {recursive: writable}}\n"),
                1,
                true);
        if (features.contains(EngineFeature.READ_ONLY_SUBMOUNTS)) {
            app.run(spec);
            assertThat(app.output(spec, "sh", "-c", "grep ' /there/shm ' /proc/mounts"))
                    .contains(" rw,");
        } else {
            assertFails(ErrorCode.UNSUPPORTED, () -> create(spec));
        }
    }

    @Test
    void aVolumeWithoutANameHasTheLabelsOfItsMount() {
        var spec = app.spec(
                web("network_mode: none\nvolumes:\n  - {type: volume, target: /data, volume: {labels: {team: a}}}\n"),
                1,
                true);
        create(spec);

        var volume = app.container(spec).document().items("Mounts").getFirst().text("Name");
        assertThat(app.docker.volumes().inspect(volume).labels()).containsEntry("team", "a");
    }
}
