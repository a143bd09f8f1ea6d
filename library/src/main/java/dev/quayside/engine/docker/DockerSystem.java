package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import java.util.List;

/**
 * An engine as a whole.
 *
 * <p>Thread-safe. Every method may fail with the codes that {@link DockerIntegration} lists.
 */
public final class DockerSystem {
    private final DockerApi api;

    DockerSystem(DockerApi api) {
        this.api = api;
    }

    /** Says whether the engine answers; fails if it does not. */
    public void ping() {
        api.run(Call.get("/_ping"));
    }

    /** Says what the engine is. */
    public EngineDetails details() {
        var info = api.json(Call.get("/info"));
        var ping = api.ping();
        return new EngineDetails(
                info.text("Name"),
                info.text("ServerVersion"),
                api.version(),
                ping.version(),
                api.features(),
                ping.podman(),
                ping.buildKit(),
                info.text("OperatingSystem"),
                info.text("OSType"),
                info.text("Architecture"),
                info.text("KernelVersion"),
                info.text("Driver"),
                info.text("DockerRootDir"),
                info.text("CgroupVersion"),
                info.smallNumber("NCPU"),
                info.number("MemTotal"),
                info.number("Containers"),
                info.number("ContainersRunning"),
                info.number("Images"),
                info.texts("SecurityOptions"),
                info.texts("Warnings"),
                info);
    }

    /** Says what takes room on the engine's disk; this may take minutes. */
    public DiskUsage diskUsage() {
        var json = api.json(Call.get("/system/df").patient());
        var images = json.items("Images");
        var containers = json.items("Containers");
        var volumes = json.items("Volumes");
        return new DiskUsage(
                json.number("LayersSize"),
                images.size(),
                sum(containers, "SizeRw"),
                containers.size(),
                volumes.stream()
                        .mapToLong(volume -> Math.max(0, volume.at("UsageData").number("Size")))
                        .sum(),
                volumes.size(),
                sum(json.items("BuildCache"), "Size"));
    }

    private static long sum(List<Json> items, String name) {
        return items.stream().mapToLong(item -> Math.max(0, item.number(name))).sum();
    }
}
