package dev.quayside.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileCheckTest {
    @Test
    void acceptsWhatTheClassicBuilderCanBuild() {
        var check = check("""
                # escape=\\

                # A comment
                ARG VERSION=7
                FROM --platform=linux/amd64 redis:${VERSION} AS cache
                from busybox
                LABEL a=b "c d"="e f" g='h i'
                ENV OLD style value
                ENV NEW=style A="b c" \\
                    # a comment between

                    C=d
                COPY --chown=1:1 --from=cache /a /b/
                COPY ["with space", "/c"]
                ADD https://example.com/file.tar /d/
                RUN echo $((1<<2)) "<<EOF" && cat <<< x || \\
                    true
                HEALTHCHECK --interval=5s CMD ["true"]
                SHELL ["/bin/sh", "-c"]
                ONBUILD RUN true
                CMD []
                """);

        assertThatNoException().isThrownBy(check::refuseWhatNeedsBuildKit);
        assertThat(check.warnings()).isEmpty();
        assertThat(names(check.baseImages(Map.of()))).containsExactly("redis:7", "busybox");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM a~RUNN x | 2: unknown instruction 'RUNN'; did you mean RUN?",
                "FROM a~COYP x y | 2: unknown instruction 'COYP'; did you mean COPY?",
                "FROM a~ENTRYPIONT x | 2: unknown instruction 'ENTRYPIONT'; did you mean ENTRYPOINT?",
                "RUN x | 1: 'RUN' stands before the first FROM",
                "ARG a | 1: there is no FROM",
                "FROM | 1: FROM takes an image",
                "FROM a b | 1: FROM takes an image",
                "FROM a IS b | 1: FROM takes an image",
                "FROM a AS 1b | 1: '1b' cannot be the name of a stage",
                "FROM --platfrom=x a | 1: FROM has no flag --platfrom; did you mean --platform?",
                "FROM a~COPY x | 2: COPY needs at least two arguments",
                "FROM a~COPY [\"x\"] | 2: COPY needs at least two arguments",
                "FROM a~ENV A | 2: ENV 'A' has no value",
                "FROM a~ENV A=b c | 2: 'c' is not of the form NAME=VALUE",
                "FROM a~ARG =x | 2: ARG without a name",
                "FROM a~WORKDIR | 2: WORKDIR needs an argument",
                "FROM a~SHELL bash | 2: SHELL needs a JSON array",
                "FROM a~HEALTHCHECK curl x | 2: HEALTHCHECK takes CMD and a command",
                "FROM a~ONBUILD FROM b | 2: FROM cannot follow ONBUILD",
                "FROM a~ONBUILD RNU b | 2: unknown instruction 'RNU'; did you mean RUN?",
                "FROM a~CMD --x y | 2: CMD has no flag --x; it takes no flags",
                "FROM a~~# c~RUN a \\~  b~~BAD | 7: unknown instruction 'BAD'",
                "# escape=x~FROM a | 1: 'x' cannot be the escape character",
                "# escape=`~# escape=`~FROM a | 2: the directive 'escape' stands there twice",
                "FROM a~RUN <<EOF~x | 2: the document 'EOF' has no end",
            })
    void namesFileAndLineOfAMistakeAndWhatToWrite(String dockerfile, String message) {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> check(dockerfile.replace('~', '\n')))
                .withMessageContaining("app/Dockerfile:" + message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE));
    }

    @Test
    void anEmptyFileIsAMistake() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> check("# nothing\n\n"))
                .withMessageContaining("app/Dockerfile has no instructions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RUN --mount=type=cache,target=/c x | do RUN --mount",
                "RUN --network=none x | do RUN --network",
                "RUN --security=insecure x | do RUN --security",
                "COPY --link a b | do COPY --link",
                "COPY --chmod=755 a b | do COPY --chmod",
                "COPY --parents a b | do COPY --parents",
                "COPY --exclude=x a b | do COPY --exclude",
                "ADD --checksum=sha256:0 a b | do ADD --checksum",
                "ADD --keep-git-dir=true a b | do ADD --keep-git-dir",
                "ADD https://example.com/o/r.git#main /src | ADD the Git repository 'https://example.com/o/r.git#main'",
                "RUN <<EOF~echo~EOF | read the document '<<EOF' after RUN",
                "RUN cat <<-'E' > /x~\tfoo~\tE | read the document '<<E' after RUN",
                "COPY <<a.txt <<b.txt /d/~1~a.txt~2~b.txt | read the document '<<a.txt' after COPY",
                "ONBUILD RUN --mount=type=cache,target=/c x | do RUN --mount",
            })
    void refusesWhatNeedsBuildKitWithTheLineAndTheFeature(String line, String feature) {
        var check = check("FROM a\n\n" + line.replace('~', '\n') + "\nRUN true\n");

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(check::refuseWhatNeedsBuildKit)
                .withMessageContaining("app/Dockerfile:3: the classic builder cannot " + feature)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    @Test
    void refusesAPlatformThatOnlyBuildKitFillsIn() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> check("FROM --platform=$BUILDPLATFORM golang").baseImages(Map.of()))
                .withMessageContaining("app/Dockerfile:1: the classic builder cannot set BUILDPLATFORM");
        assertThat(check("ARG BUILDPLATFORM=linux/amd64\nFROM --platform=${BUILDPLATFORM} golang")
                        .baseImages(Map.of()))
                .hasSize(1);
    }

    @Test
    void aSyntaxLineAndPlatformArgumentsAreOnlyWarningsWhenNothingNeedsThem() {
        var check = check("# syntax=docker/dockerfile:1\nFROM a\nARG TARGETARCH\n");

        assertThatNoException().isThrownBy(check::refuseWhatNeedsBuildKit);
        assertThat(check.warnings())
                .hasSize(2)
                .anyMatch(w -> w.startsWith("app/Dockerfile:1: the frontend 'docker/dockerfile:1' is not used"))
                .anyMatch(w -> w.startsWith("app/Dockerfile:3: TARGETARCH is empty"));
    }

    @Test
    void aBacktickCanBeTheEscapeCharacter() {
        var check = check("# escape=`\nFROM a AS b\nCOPY c:\\x\\ `\n  d:\\\nUSER x\n");

        assertThat(names(check.baseImages(Map.of()))).containsExactly("a");
    }

    @Test
    void baseImagesAreThoseOfFromAndCopyThatAreNoStages() {
        var check = check("""
                ARG BASE=debian
                ARG TAG
                ARG FULL=$BASE:${TAG:-bookworm}
                FROM ${FULL} AS build
                FROM build AS Next
                COPY --from=BUILD /a /b
                COPY --from=0 /a /b
                COPY --from=nginx:1 /a /b
                COPY --from=later /a /b
                FROM scratch AS later
                COPY --from=next /a /b
                FROM debian:bookworm
                """);

        assertThat(names(check.baseImages(Map.of()))).containsExactly("debian:bookworm", "nginx:1", "later");
        assertThat(names(check.baseImages(Map.of("BASE", "ubuntu", "TAG", "24.04"))))
                .containsExactly("ubuntu:24.04", "nginx:1", "later", "debian:bookworm");
        assertThat(names(check.baseImages(Map.of("FULL", "a/b")))).startsWith("a/b");
    }

    @Test
    void onlyWhatTheTargetNeedsCounts() {
        var check = check("FROM a AS one\nCOPY --from=x /y /y\nFROM b AS two\nFROM c\n");

        assertThat(names(check.baseImages(Map.of(), Optional.of("ONE")))).containsExactly("a", "x");
        assertThat(names(check.baseImages(Map.of(), Optional.of("1")))).containsExactly("a", "x", "b");
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> check.baseImages(Map.of(), Optional.of("three")))
                .withMessageContaining("app/Dockerfile has no stage 'three'; its stages are one, two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '%',
            value = {
                "FROM $MISSING | the image '$MISSING' is empty",
                "FROM ${MISSING:?choose} | MISSING: choose",
                "FROM ${X | '${' is not followed by a name and '}'",
                "FROM ${X:-y | '${X' has no '}'",
                "FROM Debian | 'D' is upper case; write 'debian'",
            })
    void aBaseThatIsNoImageIsNamedWithItsLine(String from, String message) {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> check(from).baseImages(Map.of()))
                .withMessageContaining("app/Dockerfile:1: ")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFFROM a", "\r\nFROM a\r\n", "FROM a \\", "  FROM a", "FROM 'a'", "FROM \"a\""})
    void readsFilesFromEveryEditor(String dockerfile) {
        assertThat(names(check(dockerfile).baseImages(Map.of()))).containsExactly("a");
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsReadOrRefusedWithAnError(FuzzedDataProvider data) {
        try {
            var check = check(data.consumeRemainingAsString());
            check.warnings();
            check.baseImages(Map.of("A", "b"));
            check.refuseWhatNeedsBuildKit();
        } catch (QuaysideException refused) {
            assertThat(refused.code()).isIn(ErrorCode.INVALID_FILE, ErrorCode.UNSUPPORTED);
        }
    }

    private static DockerfileCheck check(String text) {
        return DockerfileCheck.of("app/Dockerfile", text);
    }

    private static List<String> names(List<ImageRef> images) {
        return images.stream().map(ImageRef::familiar).toList();
    }
}
