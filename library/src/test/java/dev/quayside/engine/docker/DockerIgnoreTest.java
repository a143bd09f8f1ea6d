package dev.quayside.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.engine.docker.DockerIgnore.Match;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerIgnoreTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // patterns, separated by commas | left out | kept
                "node_modules | node_modules/a/b.js | sub/node_modules",
                "/a/ | a/x | b",
                "*.log | x.log | sub/x.log",
                "**/*.log | sub/deep/x.log | x.log.txt",
                "a/**/b | a/b | b",
                "a/** | a/x | a",
                "?.txt | a.txt | ab.txt",
                "[a-c]x | bx | dx",
                "a\\*b | a*b | axb",
                "*,!README.md | x | README.md",
                "a*,!ab,ab* | ab | b",
                "docs,!docs/keep | docs/x | docs/keep/y",
                "docs,!docs/keep,docs/keep/not | docs/keep/not/z | docs/keep/y",
                "a/../b/./c | b/c | a",
                "! b,a | a | b",
            })
    void decidesAsDockerDoes(String patterns, String excluded, String kept) {
        var ignore = DockerIgnore.ofText("test", patterns.replace(',', '\n'));

        assertThat(ignore.excludes(excluded)).as(excluded).isTrue();
        assertThat(ignore.excludes(kept)).as(kept).isFalse();
    }

    @Test
    void agreesWithTheAnswersOfDockersOwnMatcher() throws IOException {
        var wrong = new ArrayList<String>();
        int cases = 0;
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("dockerignore-cases.jsonl"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var fields = Json.parse(line).items();
                cases++;
                var answer = answer(fields.get(1).text(), fields.get(2).text());
                if (!answer.equals(fields.get(0).text())) {
                    wrong.add(line + " gave " + answer);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isGreaterThan(3000);
    }

    /** E for a malformed pattern, else the answer for the path alone and the one found on the way down. */
    private static String answer(String patterns, String path) {
        DockerIgnore ignore;
        try {
            ignore = DockerIgnore.ofText("test", patterns);
        } catch (QuaysideException malformed) {
            return "E";
        }
        return (ignore.excludes(path) ? "1" : "0") + (walkedTo(path, ignore) ? "1" : "0");
    }

    private static boolean walkedTo(String path, DockerIgnore ignore) {
        var match = Match.CONTEXT;
        int end = 0;
        while (end >= 0) {
            end = path.indexOf('/', end + 1);
            var here = end < 0 ? path : path.substring(0, end);
            var parent = match;
            match = ignore.match(here, parent);
            if (parent.excluded() && !match.excluded()) {
                assertThat(ignore.mayIncludeBelow(here.substring(0, here.lastIndexOf('/'))))
                        .as("'%s' has to be reached", here)
                        .isTrue();
            }
        }
        return match.excluded();
    }

    @Test
    void commentsStandOnlyAtTheStartOfALineAndAByteOrderMarkIsSkipped() {
        var ignore = DockerIgnore.ofText("test", "\uFEFF#a\n #b\nc #d\n\n");

        assertThat(ignore.excludes("#a")).isFalse();
        assertThat(ignore.excludes("#b")).isTrue();
        assertThat(ignore.excludes("c #d")).isTrue();
    }

    @Test
    void walksAnExcludedDirectoryOnlyWhereAnExceptionCouldLie() {
        var ignore = DockerIgnore.ofText("test", "*\n!src/main\n!*.md\n!lib/**\n!docs/*/index.html");

        assertThat(ignore.mayIncludeBelow("src")).isTrue();
        assertThat(ignore.mayIncludeBelow("lib/a/b")).isTrue();
        assertThat(ignore.mayIncludeBelow("docs/en")).isTrue();
        assertThat(ignore.mayIncludeBelow("docs/en/deep")).isFalse();
        assertThat(ignore.mayIncludeBelow("node_modules")).isFalse();
        assertThat(DockerIgnore.ofText("test", "*\n!**/keep").mayIncludeBelow("any"))
                .isTrue();
    }

    @Test
    void namesFileAndLineOfAMalformedPattern() throws IOException {
        var file = Files.writeString(folder.resolve(".dockerignore"), "ok\n[a\n");

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DockerIgnore.of(folder, Optional.empty()))
                .withMessageContaining(file + ":2: the pattern '[a' is malformed: a '[' has no ']'")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE));
    }

    @Test
    void theIgnoreFileBesideTheDockerfileWins() throws IOException {
        Files.writeString(folder.resolve(".dockerignore"), "a");
        var dockerfile = folder.resolve("web.Dockerfile");
        assertThat(DockerIgnore.of(folder, Optional.of(dockerfile)).excludes("a"))
                .isTrue();

        var own = Files.writeString(folder.resolve("web.Dockerfile.dockerignore"), "b");
        var ignore = DockerIgnore.of(folder, Optional.of(dockerfile));

        assertThat(ignore.file()).contains(own);
        assertThat(ignore.excludes("a")).isFalse();
        assertThat(ignore.excludes("b")).isTrue();
    }

    @Test
    void withoutAnIgnoreFileNothingIsLeftOut() {
        assertThat(DockerIgnore.of(folder, Optional.empty()).file()).isEmpty();
        assertThat(DockerIgnore.nothing().excludes("a")).isFalse();
    }

    @Test
    void aLinkedIgnoreFileIsRefusedBecauseDockerWouldSendEverything() throws IOException {
        Files.writeString(folder.resolve("real"), "secret");
        Files.createSymbolicLink(folder.resolve(".dockerignore"), Path.of("real"));

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DockerIgnore.of(folder, Optional.empty()))
                .withMessageContaining(".dockerignore' is not a regular file");
    }

    @Test
    void anIgnoreFileThatIsNotTextIsRefused() throws IOException {
        Files.write(folder.resolve(".dockerignore"), new byte[] {'a', (byte) 0xff, '\n'});

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> DockerIgnore.of(folder, Optional.empty()))
                .withMessageContaining("is not UTF-8 text");
    }

    @Test
    void aHostilePatternCostsNoMoreThanItsLengthTimesThePaths() {
        var ignore = DockerIgnore.ofText("test", "**/a".repeat(200) + "*b");

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> ignore.excludes("a/".repeat(100) + "c"));
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsReadOrRefusedAndEveryWayToAPathGivesAnAnswer(FuzzedDataProvider data) {
        var path = List.of("a", "a/b", "a/b/c.log", ".git/config").get(data.consumeInt(0, 3));
        answer(data.consumeRemainingAsString(), path);
    }
}
