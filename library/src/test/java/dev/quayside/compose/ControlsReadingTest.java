package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.DeviceRequest;
import dev.quayside.model.KernelControls;
import dev.quayside.model.KernelControls.BlockIo;
import dev.quayside.model.KernelControls.DeviceLimit;
import dev.quayside.model.KernelControls.MemoryPressure;
import dev.quayside.model.KernelControls.Scheduling;
import dev.quayside.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How what the kernel and the runtime are told of a service reaches the model. */
class ControlsReadingTest {
    private static Service service(String lines) {
        return Reading.service(lines).a();
    }

    private static KernelControls controls(String lines) {
        return service(lines).resources().controls();
    }

    @Test
    void readsHowCpusAreShared() {
        assertThat(controls("""
                        cpu_period: 50000
                        cpu_quota: '25000'
                        cpu_rt_period: 1000000
                        cpu_rt_runtime: 950000
                        cpu_shares: 512
                        cpuset: 0-1,3
                        """).scheduling())
                .isEqualTo(new Scheduling(
                        OptionalLong.of(50_000),
                        OptionalLong.of(25_000),
                        OptionalLong.of(1_000_000),
                        OptionalLong.of(950_000),
                        OptionalLong.of(512),
                        Optional.of("0-1,3")));
    }

    @Test
    void readsWhatHappensWhenMemoryIsShort() {
        assertThat(controls("memswap_limit: 1g\nmem_swappiness: 10\noom_kill_disable: true\noom_score_adj: -500\n")
                        .memoryPressure())
                .isEqualTo(new MemoryPressure(OptionalLong.of(1L << 30), OptionalLong.of(10), true, -500));
        assertThat(controls("memswap_limit: -1\n").memoryPressure().swapLimitBytes())
                .hasValue(-1);
    }

    @Test
    void readsHowBlockDevicesAreShared() {
        assertThat(controls("""
                        blkio_config:
                          weight: 300
                          weight_device: [{path: /dev/sda, weight: 400}]
                          device_read_bps: [{path: /dev/sda, rate: 12mb}]
                          device_read_iops: [{path: /dev/sda, rate: 120}]
                          device_write_bps: [{path: /dev/sda, rate: 1024k}]
                          device_write_iops: [{path: /dev/sda, rate: 30}]
                        """).blockIo())
                .isEqualTo(new BlockIo(300, of(400), of(12L << 20), of(120), of(1L << 20), of(30)));
    }

    private static List<DeviceLimit> of(long value) {
        return List.of(new DeviceLimit("/dev/sda", value));
    }

    @Test
    void readsWhereAContainerBelongsAndWhatItsStorageIsTold() {
        var controls = controls("cgroup_parent: /own\nstorage_opt: {size: 1G}\n");

        assertThat(controls.cgroupParent()).contains("/own");
        assertThat(controls.storageOptions()).isEqualTo(Map.of("size", "1G"));
    }

    @Test
    void readsRuntimeAndRulesForDevices() {
        var isolation = service("runtime: runc\nisolation: default\ndevice_cgroup_rules: ['c 1:3 mr', 'a 7:* rmw']\n")
                .isolation();

        assertThat(isolation.runtime()).contains("runc");
        assertThat(isolation.technology()).contains("default");
        assertThat(isolation.deviceRules()).containsExactly("c 1:3 mr", "a 7:* rmw");
    }

    @Test
    void readsDevicesThatDriversChoose() {
        assertThat(service("gpus: all\n").isolation().deviceRequests())
                .containsExactly(
                        new DeviceRequest(Optional.empty(), DeviceRequest.ALL, List.of(), List.of("gpu"), Map.of()));
        assertThat(service("""
                        gpus: [{driver: d, device_ids: ['3'], capabilities: [compute], options: {o: p}}]
                        deploy: {resources: {reservations: {devices: [{capabilities: [tpu], count: 2}]}}}
                        """).isolation().deviceRequests())
                .containsExactly(
                        new DeviceRequest(
                                Optional.of("d"), 0, List.of("3"), List.of("compute", "gpu"), Map.of("o", "p")),
                        new DeviceRequest(Optional.empty(), 2, List.of(), List.of("tpu"), Map.of()));
    }

    @Test
    void aServiceThatSaysNothingTellsTheKernelNothing() {
        assertThat(controls("hostname: h\n")).isEqualTo(KernelControls.DEFAULT);
    }
}
