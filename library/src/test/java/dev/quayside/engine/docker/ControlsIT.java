package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Change;
import dev.quayside.engine.Replica;
import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Compose file tells the kernel and the runtime, as a real engine knows it of the container. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class ControlsIT {
    private final DeployedApp app;

    ControlsIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
    }

    @AfterEach
    void removeEverything() {
        app.close();
    }

    /** A replica of a service that says this. */
    private ReplicaSpec spec(String lines) {
        String text = "name: one\nservices:\n  web:\n    image: busybox:1.37\n    network_mode: none\n"
                + "    command: [sleep, '60']\n" + lines.indent(4);
        var read = ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", text)));
        return app.spec(read.app().services().values().iterator().next(), 1, true);
    }

    private Json created(ReplicaSpec spec) {
        app.perform(new Change.CreateReplica(spec));
        return app.container(spec).document().at("HostConfig");
    }

    @Test
    void cpusAreSharedAsTheFileSays() {
        var spec = spec("cpu_period: 50000\ncpu_quota: 25000\ncpu_shares: 512\ncpuset: '0'\n");
        var host = created(spec);

        assertThat(host.number("CpuPeriod")).isEqualTo(50_000);
        assertThat(host.number("CpuQuota")).isEqualTo(25_000);
        assertThat(host.number("CpuShares")).isEqualTo(512);
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.output(spec, "grep", "Cpus_allowed_list", "/proc/1/status"))
                .endsWith("\t0\n");
    }

    /** Whether they start depends on the kernel, and on what is left of its real-time CPU. */
    @Test
    void realTimeCpuIsAskedFor() {
        var host = created(spec("cpu_rt_period: 1000000\ncpu_rt_runtime: 9500\n"));

        assertThat(host.number("CpuRealtimePeriod")).isEqualTo(1_000_000);
        assertThat(host.number("CpuRealtimeRuntime")).isEqualTo(9_500);
    }

    @Test
    void whatHappensWhenMemoryIsShortIsUpToTheFile() {
        var spec = spec("""
                mem_limit: 64m
                memswap_limit: 96m
                mem_swappiness: 0
                oom_kill_disable: true
                oom_score_adj: 321
                """);
        var host = created(spec);

        assertThat(host.number("MemorySwap")).isEqualTo(96L << 20);
        assertThat(host.text("MemorySwappiness")).isIn("0", "");
        assertThat(host.text("OomKillDisable")).isIn("true", "");
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.output(spec, "cat", "/proc/1/oom_score_adj")).isEqualTo("321\n");
    }

    @Test
    void blockDevicesAreSharedAsTheFileSays() {
        var host = created(spec("""
                blkio_config:
                  device_read_bps: [{path: /dev/sda, rate: 12mb}]
                  device_read_iops: [{path: /dev/sda, rate: 120}]
                  device_write_bps: [{path: /dev/sda, rate: 1024k}]
                  device_write_iops: [{path: /dev/sda, rate: 30}]
                """));

        assertRate(host, "BlkioDeviceReadBps", 12 << 20);
        assertRate(host, "BlkioDeviceReadIOps", 120);
        assertRate(host, "BlkioDeviceWriteBps", 1 << 20);
        assertRate(host, "BlkioDeviceWriteIOps", 30);
    }

    private static void assertRate(Json host, String field, long rate) {
        assertThat(host.items(field)).singleElement().satisfies(limit -> {
            assertThat(limit.text("Path")).isEqualTo("/dev/sda");
            assertThat(limit.number("Rate")).isEqualTo(rate);
        });
    }

    /** An engine forgets weights that its kernel does not have. */
    @Test
    void weightsOfBlockDevicesAreTaken() {
        var host = created(spec("blkio_config: {weight: 300, weight_device: [{path: /dev/sda, weight: 400}]}\n"));

        assertThat(host.number("BlkioWeight")).isIn(300L, 0L);
        assertThat(host.items("BlkioWeightDevice"))
                .allSatisfy(device -> assertThat(device.number("Weight")).isEqualTo(400));
    }

    @Test
    void theControlGroupIsMadeInTheOneThatTheFileNames() {
        var spec = spec("cgroup_parent: /quayside-test\n");
        assertThat(created(spec).text("CgroupParent")).isEqualTo("/quayside-test");
    }

    @Test
    void rulesForDevicesHoldInTheContainer() {
        var spec = spec("device_cgroup_rules: ['c 10:200 rwm']\nprivileged: false\n");
        var host = created(spec);

        assertThat(host.texts("DeviceCgroupRules")).containsExactly("c 10:200 rwm");
        app.perform(new Change.StartReplica(spec.id()));
        assertThat(app.replica(spec).state()).isEqualTo(Replica.State.RUNNING);
    }

    @Test
    void theRuntimeIsTheOneThatTheFileNames() {
        assertThat(created(spec("runtime: io.containerd.runc.v2\nisolation: default\n"))
                        .text("Runtime"))
                .isEqualTo("io.containerd.runc.v2");
    }

    @Test
    void whatAnEngineDoesNotHaveItRefusesByName() {
        assertThatThrownBy(() -> created(spec("runtime: nobodys\n"))).hasMessageContaining("nobodys");
        assertThatThrownBy(() -> created(spec("isolation: hyperv\n"))).hasMessageContaining("hyperv");
        assertThatThrownBy(() -> created(spec("platform: linux/s390x\n"))).hasMessageContaining("linux/s390x");
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> created(spec("cpus: 1\ncpu_quota: 1000\n")));
    }

    @Test
    void devicesAreAskedOfTheEnginesDrivers() {
        var spec = spec("""
                gpus: [{driver: nobodys, count: 2, options: {a: b}}]
                deploy: {resources: {reservations: {devices: [{capabilities: [tpu], device_ids: ['7']}]}}}
                """);
        var requests = created(spec).items("DeviceRequests");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).text("Driver")).isEqualTo("nobodys");
        assertThat(requests.get(0).number("Count")).isEqualTo(2);
        assertThat(requests.get(0).textMap("Options")).containsEntry("a", "b");
        assertThat(requests.get(0).items("Capabilities").getFirst().items())
                .extracting(Json::text)
                .containsExactly("gpu");
        assertThat(requests.get(1).texts("DeviceIDs")).containsExactly("7");
        assertThatThrownBy(() -> app.perform(new Change.StartReplica(spec.id())))
                .hasMessageContaining("could not select device driver");
    }

    /** Only some storage drivers know a size; the others say so. */
    @Test
    void theStorageDriverIsToldItsOptions() {
        try {
            assertThat(created(spec("storage_opt: {size: 1G}\n")).textMap("StorageOpt"))
                    .containsEntry("size", "1G");
        } catch (QuaysideException e) {
            assertThat(e.problem()).contains("storage-opt");
        }
    }
}
