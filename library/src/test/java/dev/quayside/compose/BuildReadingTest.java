package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a service's image comes from. */
class BuildReadingTest {
    @Test
    void readsImages() {
        assertThat(Reading.service("image: r.example:5000/o/n:1").errors()).hasSize(1);
        assertThat(Reading.of("services: {a: {image: 'r.example:5000/o/n:1'}}")
                        .a()
                        .image()
                        .reference())
                .isEqualTo(ImageRef.parse("r.example:5000/o/n:1"));
    }

    @ParameterizedTest
    @CsvSource({"./web, /p/web", "., /p", "/abs, /abs", "../up, /up"})
    void aBuildInShortSyntaxIsItsContext(String written, String context) {
        var image = Reading.of("services: {a: {build: '" + written + "'}}").a().image();

        assertThat(image.build()).contains(Build.of(context));
        assertThat(image.reference()).isEqualTo(ImageRef.parse("p-a"));
    }

    @Test
    void readsEverythingThatABuildSays() {
        var build = Reading.of("""
                services:
                  a:
                    image: own:1
                    build:
                      context: web
                      dockerfile: D
                      args: {A: 1, FROM_OUTSIDE: , UNSET: }
                      target: t
                      labels: [l=1]
                      tags: ['x:2']
                      platforms: [linux/arm64]
                      no_cache: true
                      pull: 'true'
                      network: host
                      cache_from: ['c:1']
                      extra_hosts: ['h:1.2.3.4']
                      shm_size: 1m
                """)
                .environment(Map.of("FROM_OUTSIDE", "yes"))
                .a()
                .image()
                .build()
                .orElseThrow();

        assertThat(build)
                .isEqualTo(new Build(
                        "/p/web",
                        "D",
                        Optional.empty(),
                        Map.of("A", "1", "FROM_OUTSIDE", "yes"),
                        Optional.of("t"),
                        Map.of("l", "1"),
                        List.of(ImageRef.parse("x:2")),
                        Optional.of("linux/arm64"),
                        true,
                        true,
                        Optional.of("host"),
                        List.of("c:1"),
                        Map.of("h", "1.2.3.4"),
                        OptionalLong.of(1L << 20)));
    }

    @Test
    void readsADockerfileInTheComposeFile() {
        assertThat(Reading.of("services: {a: {build: {dockerfile_inline: FROM x}}}")
                        .a()
                        .image()
                        .build()
                        .flatMap(Build::inlineDockerfile))
                .contains("FROM x");
    }
}
