package dev.quayside;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileDefinition.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A small Compose file that uses a key, and the same without it.
 *
 * @param key as in the tables of verdicts
 */
public record KeyExample(String key, String without, String with) {
    private static final Map<String, String> OTHER_FILES = Map.of(
            "/p/one.env", "ONE='1 $X'\n",
            "/p/base.yaml", "services: {base: {image: base, read_only: true, restart: always}}\n",
            "/p/more.yaml", "services: {more: {image: more, environment: {X: \"${ONE-}\"}, env_file: one.env}}\n",
            "/q/one.env", "TWO=2\n");

    /** The examples of what a table calls mapped, without those of these keys. */
    public static Stream<KeyExample> mappedBy(Fidelity table, Set<String> without) {
        return KeyExamples.ALL.stream()
                .filter(example -> table.of(example.key()).kind() == Verdict.Kind.MAPPED)
                .filter(example -> !without.contains(example.key()));
    }

    /** Lines of the service {@code web}. */
    static KeyExample ofService(String key, String without, String with) {
        return new KeyExample("services.NAME." + key, service(without), service(with));
    }

    static KeyExample ofService(String key, String with) {
        return ofService(key, "", with);
    }

    private static String service(String lines) {
        return "name: one\nservices:\n  web:\n    image: nginx\n"
                + (lines.contains("restart") ? "" : "    restart: always\n") + lines.indent(4);
    }

    /** Lines of the network {@code net} of the service {@code web}. */
    static KeyExample ofNetwork(String key, String with) {
        return ofNetwork(key, "", with);
    }

    static KeyExample ofNetwork(String key, String without, String with) {
        String users = service("networks: [net]\n");
        return new KeyExample("networks.NAME." + key, users + network(without), users + network(with));
    }

    private static String network(String lines) {
        return "networks:\n  net:\n" + lines.indent(4);
    }

    /** Lines of the volume {@code data} of the service {@code web}. */
    static KeyExample ofVolume(String key, String without, String with) {
        String users = service("volumes: ['data:/data']\n");
        return new KeyExample("volumes.NAME." + key, users + volume(without), users + volume(with));
    }

    private static String volume(String lines) {
        return "volumes:\n  data:\n" + lines.indent(4);
    }

    /** Lines of the config or secret {@code title} of the service {@code web}. */
    static KeyExample ofFile(String section, String key, String without, String with) {
        String users = service(section + ": [title]\n");
        return new KeyExample(
                section + ".NAME." + key,
                users + section + ":\n  title:\n" + without.indent(4),
                users + section + ":\n  title:\n" + with.indent(4));
    }

    /** The same with other texts: what they have in common with those of others can be made theirs alone. */
    public KeyExample rewritten(UnaryOperator<String> change) {
        return new KeyExample(key, change.apply(without), change.apply(with));
    }

    public App appWith() {
        return app(with);
    }

    /** Empty if the file cannot be read without the key. */
    public Optional<App> appWithout() {
        try {
            return Optional.of(app(without));
        } catch (dev.quayside.error.QuaysideException e) {
            return Optional.empty();
        }
    }

    private static App app(String text) {
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", text))
                        .withEnvironment(Map.of("TITLE", "hello"))
                        .withLookup(path -> Optional.ofNullable(OTHER_FILES.get(path))))
                .app();
    }

    @Override
    public String toString() {
        return key;
    }

    /** The contents of configs or secrets; a file's is its path. */
    public static Map<String, FileContent> contents(Map<String, FileDefinition> definitions) {
        var contents = new LinkedHashMap<String, FileContent>();
        definitions.forEach((key, definition) -> {
            String content = switch (definition.source()) {
                case Source.Inline inline -> inline.content();
                case Source.Environment variable -> variable.value().orElse("");
                case Source.LocalFile file -> file.path();
                case Source.External ignored -> "";
            };
            contents.put(key, FileContent.of(content));
        });
        return contents;
    }
}
