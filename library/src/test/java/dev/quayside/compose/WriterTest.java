package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.ComposeWriter.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written reads back to the same app. */
class WriterTest {
    private static final String EVERYTHING = """
            name: all
            services:
              a:
                image: x
                build: {context: ., args: {A: '$$1'}, dockerfile_inline: "FROM x\\nRUN y\\n"}
                command: [a, 'b c', '$$HOME', 'yes', '', '1:2', "tab\\there", "\\u00e9\\u2028"]
                entrypoint: []
                environment: {A: '007', B: 'null', C: '~', D: 'true', E: 'a: b', F: '- a', G: '#x', H: ' x ', I: '!t', J: '0x1F'}
                labels: {"a b": "c\\nd", "$$k": v}
                ports: ['80:80', '127.0.0.1:81-82:81-82/udp', '90']
                expose: ['70-71']
                volumes: ['data:/d:ro', './x:/x', {type: tmpfs, target: /t, tmpfs: {size: 1m, mode: 0o700}}]
                tmpfs: ['/u:size=1m']
                networks: {front: {aliases: [z], ipv4_address: 10.0.0.2}, back: }
                configs: [{source: c, target: /c, mode: 0440}]
                secrets: [s]
                depends_on: {b: {condition: service_healthy, restart: true}}
                healthcheck: {test: 'a && b', interval: 90s, retries: 3}
                restart: 'no'
                stop_grace_period: 1m30s
                deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 1g}}, update_config: {order: start-first}}
                ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3}
                devices: ['/dev/null']
                extra_hosts: ['h:1.2.3.4', 'h:::1']
                sysctls: {net.core.somaxconn: 1024}
                logging: {driver: json-file, options: {max-size: 10m}}
                x-quayside: {drain: 5s}
                x-mine: {date: 2024-01-02, number: 1.50, big: 1e30}
              b: {image: y, network_mode: none, init: false}
            networks:
              front: {ipam: {config: [{subnet: 10.0.0.0/24}]}}
              back: {external: true}
            volumes: {data: {labels: {a: b}}}
            configs: {c: {content: "line $$1\\n"}}
            secrets: {s: {environment: S}}
            """;

    private static ReadResult again(String text, ReadOptions options) {
        var file = new ComposeFile(options.files().getFirst().path(), text);
        return ComposeReader.read(ReadOptions.of(file)
                .withEnvironment(options.environment())
                .withProjectDirectory(options.projectDirectory()));
    }

    private static void checkRoundTrip(ReadOptions options, Format format) {
        ReadResult first = ComposeReader.read(options);
        String text = ComposeWriter.write(first.canonical(), format);
        ReadResult second = again(text, options);

        assertThat(second.app()).isEqualTo(first.app());
        assertThat(ComposeWriter.write(second.canonical(), format)).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyKeyReadsBackToAnEqualApp(Format format) {
        checkRoundTrip(Reading.of(EVERYTHING).environment(Map.of("S", "v")).options(), format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "hello"})
    void theExamplesReadBackToEqualApps(String example) throws IOException {
        Path file = Path.of("..", "examples", example, "compose.yaml")
                .toAbsolutePath()
                .normalize();
        var options = ReadOptions.of(new ComposeFile(file.toString(), Files.readString(file)))
                .withLookup(WriterTest::textOf);

        assertThat(ComposeReader.check(options)).isEmpty();
        for (Format format : Format.values()) {
            checkRoundTrip(options, format);
        }
    }

    private static Optional<String> textOf(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) ? Optional.of(Files.readString(Path.of(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theShopIsReadWhole() throws IOException {
        Path file = Path.of("..", "examples", "shop", "compose.yaml")
                .toAbsolutePath()
                .normalize();
        var app = ComposeReader.read(ReadOptions.of(new ComposeFile(file.toString(), Files.readString(file))))
                .app();

        assertThat(app.name()).isEqualTo("shop");
        assertThat(app.services()).containsOnlyKeys("web", "api", "migrate", "db", "cache");
        assertThat(app.networks()).containsOnlyKeys("front", "back");
        assertThat(Reading.at(app.services(), "api").dependsOn()).containsOnlyKeys("migrate", "cache");
    }

    @Test
    void yamlLooksLikeAPersonWroteIt() {
        assertThat(ComposeWriter.write(
                        Reading.service("command: [a, 'yes']\nports: ['80:80']")
                                .read()
                                .canonical(),
                        Format.YAML))
                .isEqualTo("""
                        name: p
                        services:
                          a:
                            image: x
                            command:
                              - a
                              - "yes"
                            ports:
                              - mode: ingress
                                target: 80
                                published: "80"
                                protocol: tcp
                            networks:
                              default: null
                        networks:
                          default:
                            name: p_default
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$$A",
                "$$$$",
                "a: b",
                "- x",
                "yes",
                "1_000",
                "0o17",
                "1:30",
                "=",
                "<<",
                "2024-01-02",
                "\\u202e",
                "''",
                "x #y",
                "{a}",
                "*a",
                "&a",
                "%a",
                "@a",
                "`a`"
            })
    void textStaysText(String text) {
        var options = Reading.service("labels: {l: \"" + text + "\"}").options();

        for (Format format : Format.values()) {
            checkRoundTrip(options, format);
        }
    }
}
