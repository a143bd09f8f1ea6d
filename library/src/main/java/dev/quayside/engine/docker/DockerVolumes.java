package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The volumes of an engine.
 *
 * <p>Thread-safe. Every method may fail with the codes that {@link DockerIntegration} lists.
 */
public final class DockerVolumes {
    private final DockerApi api;

    DockerVolumes(DockerApi api) {
        this.api = api;
    }

    /**
     * Creates a volume. The engine itself would answer with an existing one of that name; here that is an error.
     *
     * @param name empty: the engine makes one up
     * @throws QuaysideException {@code ALREADY_EXISTS} if the name is taken
     */
    public DockerVolume create(String name, CreateVolumeOptions options) {
        if (!name.isEmpty() && find(name).isPresent()) {
            throw new QuaysideException(
                    ErrorCode.ALREADY_EXISTS,
                    "There is a volume '" + name + "' already",
                    "choose another name, use that volume or remove it");
        }
        return ensure(name, options);
    }

    /** Creates a volume unless there is one of that name, which may belong to someone else. */
    DockerVolume ensure(String name, CreateVolumeOptions options) {
        return volume(api.json(Call.post("/volumes/create")
                .body(new JsonObject()
                        .putUnlessEmpty("Name", name)
                        .putUnlessEmpty("Driver", options.driver())
                        .putUnlessEmpty("DriverOpts", options.driverOptions())
                        .putUnlessEmpty("Labels", options.labels()))));
    }

    /**
     * Removes a volume with its data.
     *
     * @throws QuaysideException {@code NOT_FOUND}, or {@code CONFLICT} while a container has it
     */
    public void remove(String volume) {
        api.run(Call.delete("/volumes/" + segment(volume)));
    }

    /** Lists volumes, sorted by name. */
    public List<DockerVolume> list(ListOptions options) {
        return api.json(Call.get("/volumes").filtered(options.filters())).items("Volumes").stream()
                .map(DockerVolumes::volume)
                .sorted(Comparator.comparing(DockerVolume::name))
                .toList();
    }

    /**
     * Says everything of one volume.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public DockerVolume inspect(String volume) {
        return volume(api.json(Call.get("/volumes/" + segment(volume))));
    }

    /** Says everything of one volume; empty if there is none. */
    public Optional<DockerVolume> find(String volume) {
        return api.find(Call.get("/volumes/" + segment(volume))).map(DockerVolumes::volume);
    }

    private static DockerVolume volume(Json json) {
        return new DockerVolume(
                json.text("Name"),
                json.text("Name"),
                json.text("Driver"),
                json.text("Mountpoint"),
                json.text("Scope"),
                Times.parse(json.text("CreatedAt")).orElse(Instant.EPOCH),
                json.textMap("Labels"),
                json.textMap("Options"));
    }

    private static String segment(String volume) {
        return Call.segment("volume", volume);
    }
}
