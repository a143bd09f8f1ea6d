package dev.quayside.compose;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to read Compose files in tests: the files lie in {@code /p}, the project is called {@code p}. */
final class Reading {
    private final Map<String, String> files = new HashMap<>();
    private ReadOptions options;

    private Reading(String text) {
        options = ReadOptions.of(new ComposeFile("/p/compose.yaml", text));
    }

    static Reading of(String text) {
        return new Reading(text);
    }

    /** One service {@code a} with an image and these lines. */
    static Reading service(String lines) {
        return of("services:\n  a:\n    image: x\n" + lines.indent(4));
    }

    Reading over(String text) {
        options = options.withFile(new ComposeFile("/p/override.yaml", text));
        return this;
    }

    Reading overService(String lines) {
        return over("services:\n  a:\n" + lines.indent(4));
    }

    Reading file(String name, String text) {
        files.put("/p/" + name, text);
        return this;
    }

    Reading environment(Map<String, String> variables) {
        options = options.withEnvironment(variables);
        return this;
    }

    Reading profiles(String... active) {
        options = options.withProfiles(active);
        return this;
    }

    Reading targets(String... services) {
        options = options.withTargets(services);
        return this;
    }

    ReadOptions options() {
        return options.withLookup(FileLookup.of(files));
    }

    ReadResult read() {
        return ComposeReader.read(options());
    }

    App app() {
        return read().app();
    }

    Service a() {
        return at(app().services(), "a");
    }

    /** What a map has for a key that it must have. */
    static <T> T at(Map<String, T> map, String key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    /** A part of the canonical tree as JSON on one line. */
    String json(String... path) {
        Node node = read().canonical();
        for (String key : path) {
            node = ((MappingNode) node).get(key).orElse(Node.ScalarNode.nothing(node.position()));
        }
        var wrapped = MappingNode.empty(node.position()).with("v", node);
        String json = ComposeWriter.write(wrapped, ComposeWriter.Format.JSON).replaceAll("\\s*\n\\s*", " ");
        return json.substring("{ \"v\": ".length(), json.length() - " } ".length())
                .replace("{ ", "{")
                .replace(" }", "}")
                .replace("[ ", "[")
                .replace(" ]", "]");
    }

    /** A key of service {@code a} in the canonical tree as JSON. */
    String key(String key) {
        return json("services", "a", key);
    }

    /** The errors, each as {@code line:column message}. */
    List<String> errors() {
        return ComposeReader.check(options()).stream()
                .filter(finding -> finding.severity() != Finding.Severity.WARNING)
                .map(finding ->
                        finding.position().line() + ":" + finding.position().column() + " " + finding.message())
                .toList();
    }

    List<String> warnings() {
        return ComposeReader.check(options()).stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .map(finding ->
                        finding.position().line() + ":" + finding.position().column() + " " + finding.message())
                .toList();
    }

    QuaysideException failure() {
        return catchThrowableOfType(QuaysideException.class, this::read);
    }
}
