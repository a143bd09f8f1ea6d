package dev.quayside.engine.docker;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the engine says of images. */
final class ImageJson {
    private static final String NO_NAME = "<none>";

    private ImageJson() {}

    /** One image of a listing, once for each of its names. */
    static Stream<DockerImage> listed(Json json) {
        var names = names(json);
        var digests = digests(json);
        var created = Instant.ofEpochSecond(json.number("Created"));
        if (!names.isEmpty()) {
            return names.stream().map(name -> image(json, name, created));
        }
        return Stream.of(image(json, digests.stream().findFirst().orElse(""), created));
    }

    static ImageDetails details(Json json, String wanted) {
        var names = names(json);
        var name = names.contains(wanted)
                ? wanted
                : names.stream()
                        .findFirst()
                        .or(() -> digests(json).stream().findFirst())
                        .orElse("");
        var config = json.at("Config");
        return new ImageDetails(
                image(json, name, Times.parse(json.text("Created")).orElse(Instant.EPOCH)),
                facts(json),
                ContainerJson.environment(config.texts("Env")),
                config.text("WorkingDir"),
                json.text("Os"),
                json.text("Architecture"),
                json.text("Author"),
                json);
    }

    private static ImageFacts facts(Json json) {
        var config = json.at("Config");
        return new ImageFacts(
                json.text("Id"),
                config.members("Volumes").keySet().stream().sorted().toList(),
                config.members("ExposedPorts").keySet().stream()
                        .map(ContainerPort::parse)
                        .toList(),
                ContainerJson.healthCheck(config.at("Healthcheck")),
                ContainerJson.words(config.at("Entrypoint")),
                ContainerJson.words(config.at("Cmd")),
                Optional.of(config.text("User")).filter(user -> !user.isEmpty()));
    }

    private static DockerImage image(Json json, String name, Instant created) {
        var labels = json.at("Labels").isPresent() ? json : json.at("Config");
        var digest = name.indexOf('@');
        var plain = digest < 0 ? name : name.substring(0, digest);
        // A colon before a slash belongs to the registry's port.
        var colon = digest < 0 ? plain.indexOf(':', plain.lastIndexOf('/') + 1) : -1;
        return new DockerImage(
                json.text("Id"),
                colon < 0 ? plain : plain.substring(0, colon),
                colon < 0 ? "" : plain.substring(colon + 1),
                json.number("Size"),
                created,
                names(json),
                digests(json),
                labels.textMap("Labels"));
    }

    private static List<String> names(Json json) {
        return json.texts("RepoTags").stream()
                .filter(name -> !name.startsWith(NO_NAME))
                .sorted()
                .toList();
    }

    private static List<String> digests(Json json) {
        return json.texts("RepoDigests").stream()
                .filter(name -> !name.startsWith(NO_NAME))
                .sorted()
                .toList();
    }
}
