package dev.quayside.engine.docker;

import dev.quayside.json.JsonObject;
import dev.quayside.model.KernelControls;
import dev.quayside.model.KernelControls.BlockIo;
import dev.quayside.model.KernelControls.DeviceLimit;
import dev.quayside.model.KernelControls.MemoryPressure;
import dev.quayside.model.KernelControls.Scheduling;
import java.util.List;

/** Writes what the kernel is told of a container. */
final class ControlsBody {
    private ControlsBody() {}

    static JsonObject json(KernelControls controls) {
        return new JsonObject()
                .putUnlessEmpty("CgroupParent", controls.cgroupParent().orElse(""))
                .putUnlessEmpty("StorageOpt", controls.storageOptions())
                .putAll(scheduling(controls.scheduling()))
                .putAll(memoryPressure(controls.memoryPressure()))
                .putAll(blockIo(controls.blockIo()));
    }

    private static JsonObject scheduling(Scheduling scheduling) {
        return new JsonObject()
                .putUnlessZero("CpuPeriod", scheduling.periodMicros().orElse(0))
                .putUnlessZero("CpuQuota", scheduling.quotaMicros().orElse(0))
                .putUnlessZero(
                        "CpuRealtimePeriod", scheduling.realtimePeriodMicros().orElse(0))
                .putUnlessZero(
                        "CpuRealtimeRuntime", scheduling.realtimeRuntimeMicros().orElse(0))
                .putUnlessZero("CpuShares", scheduling.shares().orElse(0))
                .putUnlessEmpty("CpusetCpus", scheduling.cpus().orElse(""));
    }

    private static JsonObject memoryPressure(MemoryPressure pressure) {
        var json = new JsonObject()
                .putUnlessZero("MemorySwap", pressure.swapLimitBytes().orElse(0))
                .putIfTrue("OomKillDisable", pressure.oomKillDisabled())
                .putUnlessZero("OomScoreAdj", pressure.oomScoreAdjustment());
        // Zero is a wish of its own: to swap as late as possible.
        pressure.swappiness().ifPresent(swappiness -> json.put("MemorySwappiness", swappiness));
        return json;
    }

    private static JsonObject blockIo(BlockIo blockIo) {
        var json = new JsonObject().putUnlessZero("BlkioWeight", blockIo.weight());
        put(json, "BlkioWeightDevice", blockIo.deviceWeights(), "Weight");
        put(json, "BlkioDeviceReadBps", blockIo.readBytesPerSecond(), "Rate");
        put(json, "BlkioDeviceReadIOps", blockIo.readsPerSecond(), "Rate");
        put(json, "BlkioDeviceWriteBps", blockIo.writtenBytesPerSecond(), "Rate");
        put(json, "BlkioDeviceWriteIOps", blockIo.writesPerSecond(), "Rate");
        return json;
    }

    private static void put(JsonObject json, String name, List<DeviceLimit> limits, String value) {
        if (!limits.isEmpty()) {
            json.putObjects(
                    name,
                    limits.stream()
                            .map(limit ->
                                    new JsonObject().put("Path", limit.path()).put(value, limit.value()))
                            .toList());
        }
    }
}
