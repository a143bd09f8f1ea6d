package dev.quayside.compose;

import static dev.quayside.compose.AppReader.texts;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.model.KernelControls;
import dev.quayside.model.KernelControls.BlockIo;
import dev.quayside.model.KernelControls.DeviceLimit;
import dev.quayside.model.KernelControls.MemoryPressure;
import dev.quayside.model.KernelControls.Scheduling;
import java.util.List;
import java.util.OptionalLong;

/** Makes the model of what the kernel is told of a service's containers. */
final class ControlsReader {
    private final MappingNode service;

    ControlsReader(MappingNode service) {
        this.service = service;
    }

    KernelControls read() {
        return new KernelControls(
                scheduling(),
                memoryPressure(),
                service.mapping("blkio_config").map(ControlsReader::blockIo).orElse(BlockIo.DEFAULT),
                service.text("cgroup_parent"),
                texts(service, "storage_opt"));
    }

    private Scheduling scheduling() {
        return new Scheduling(
                number("cpu_period"),
                number("cpu_quota"),
                number("cpu_rt_period"),
                number("cpu_rt_runtime"),
                number("cpu_shares"),
                service.text("cpuset"));
    }

    private MemoryPressure memoryPressure() {
        return new MemoryPressure(
                number("memswap_limit"),
                number("mem_swappiness"),
                service.isTrue("oom_kill_disable"),
                number("oom_score_adj").orElse(0));
    }

    private OptionalLong number(String key) {
        return ServiceReader.whole(service.text(key));
    }

    private static BlockIo blockIo(MappingNode config) {
        return new BlockIo(
                value(config, "weight"),
                limits(config, "weight_device", "weight"),
                limits(config, "device_read_bps", "rate"),
                limits(config, "device_read_iops", "rate"),
                limits(config, "device_write_bps", "rate"),
                limits(config, "device_write_iops", "rate"));
    }

    private static List<DeviceLimit> limits(MappingNode config, String key, String value) {
        return config.items(key).stream()
                .map(MappingNode.class::cast)
                .map(device -> new DeviceLimit(device.text("path").orElse(""), value(device, value)))
                .toList();
    }

    private static long value(MappingNode mapping, String key) {
        return ServiceReader.whole(mapping.text(key)).orElse(0);
    }
}
