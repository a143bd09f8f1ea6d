package dev.quayside.engine.docker;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.Json;
import dev.quayside.model.ContainerPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what the engine says of images. */
final class ImageJson {
    private static final String NO_NAME = "<none>";
    private static final String HUB = "docker.io/";
    private static final String OFFICIAL = "library/";

    private ImageJson() {}

    /** One image of a listing, once for each of its tags, and once for each repository that has only a digest of it. */
    static Stream<DockerImage> listed(Json json) {
        var names = Stream.concat(names(json).stream(), untagged(json)).toList();
        var created = Instant.ofEpochSecond(json.number("Created"));
        return names.isEmpty()
                ? Stream.of(image(json, "", created))
                : names.stream().map(name -> image(json, name, created));
    }

    private static Stream<String> untagged(Json json) {
        var tagged = names(json).stream().map(ImageJson::repository).collect(Collectors.toSet());
        return digests(json).stream().filter(digest -> !tagged.contains(repository(digest)));
    }

    private static String repository(String name) {
        var digest = name.indexOf('@');
        var plain = digest < 0 ? name : name.substring(0, digest);
        // A colon before a slash belongs to the registry's port.
        var colon = digest < 0 ? plain.indexOf(':', plain.lastIndexOf('/') + 1) : -1;
        return colon < 0 ? plain : plain.substring(0, colon);
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
        var repository = repository(name);
        var tag = name.indexOf('@') < 0 && name.length() > repository.length()
                ? name.substring(repository.length() + 1)
                : "";
        return new DockerImage(
                json.text("Id"),
                repository,
                tag,
                json.number("Size"),
                created,
                names(json),
                digests(json),
                labels.textMap("Labels"));
    }

    private static List<String> names(Json json) {
        return json.texts("RepoTags").stream()
                .filter(name -> !name.startsWith(NO_NAME) && name.indexOf('@') < 0)
                .map(ImageJson::familiar)
                .sorted()
                .toList();
    }

    /** Engines with containerd's image store put a name with a digest that was pulled among the tags. */
    private static List<String> digests(Json json) {
        return Stream.concat(json.texts("RepoDigests").stream(), json.texts("RepoTags").stream())
                .filter(name -> !name.startsWith(NO_NAME) && name.indexOf('@') >= 0)
                .map(ImageJson::familiar)
                .sorted()
                .distinct()
                .toList();
    }

    /** Podman writes names out in full. */
    private static String familiar(String name) {
        var shorter = name.startsWith(HUB) ? name.substring(HUB.length()) : name;
        var official = !shorter.equals(name) && shorter.startsWith(OFFICIAL);
        return official ? shorter.substring(OFFICIAL.length()) : shorter;
    }
}
