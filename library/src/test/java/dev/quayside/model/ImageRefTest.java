package dev.quayside.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefTest {
    private static final String HEX = "7cc4b5aefd1d0cadf8d97d4350462ba51c694ebca145b08d7d41b41acc8db5aa";
    private static final String DIGEST = "sha256:" + HEX;

    @ParameterizedTest
    @CsvSource({
        // written, registry, repository, familiar
        "redis, docker.io, library/redis, redis",
        "redis:7, docker.io, library/redis, redis:7",
        "library/redis:7, docker.io, library/redis, redis:7",
        "docker.io/redis, docker.io, library/redis, redis",
        "index.docker.io/library/redis, docker.io, library/redis, redis",
        "docker.io/library/a/b, docker.io, library/a/b, library/a/b",
        "team/app:1.0, docker.io, team/app, team/app:1.0",
        "registry:5000, docker.io, library/registry, registry:5000",
        "localhost/app, localhost, app, localhost/app",
        "localhost:5000/app:x, localhost:5000, app, localhost:5000/app:x",
        "Host/app, Host, app, Host/app",
        "127.0.0.1:5000/a/b, 127.0.0.1:5000, a/b, 127.0.0.1:5000/a/b",
        "[::1]:5000/app, [::1]:5000, app, [::1]:5000/app",
        "[2001:db8::1]/app, [2001:db8::1], app, [2001:db8::1]/app",
        "ghcr.io/o/app_x/b__c/d---e.f:V_1.0-rc, ghcr.io, o/app_x/b__c/d---e.f, ghcr.io/o/app_x/b__c/d---e.f:V_1.0-rc",
        "docker.io/foo.bar/x, docker.io, foo.bar/x, docker.io/foo.bar/x",
        "docker.io/localhost/x, docker.io, localhost/x, docker.io/localhost/x",
    })
    void readsWhatPeopleWriteAsDockerDoes(String written, String registry, String repository, String familiar) {
        var ref = ImageRef.parse(written);

        assertThat(ref.registry()).isEqualTo(registry);
        assertThat(ref.repository()).isEqualTo(repository);
        assertThat(ref.familiar()).isEqualTo(familiar).hasToString(ref.toString());
        assertThat(ImageRef.parse(familiar)).isEqualTo(ref);
        assertThat(ImageRef.parse(ref.canonical())).isEqualTo(ref);
    }

    @Test
    void keepsTagAndDigestSideBySide() {
        var ref = ImageRef.parse("redis:7@" + DIGEST);

        assertThat(ref.tag()).contains("7");
        assertThat(ref.digest()).contains(DIGEST);
        assertThat(ref.canonical()).isEqualTo("docker.io/library/redis:7@" + DIGEST);
        assertThat(ref.withoutTag().familiar()).isEqualTo("redis@" + DIGEST);
        assertThat(ref.withoutDigest().familiar()).isEqualTo("redis:7");
    }

    @Test
    void taggedFormAddsLatestOnlyWhereNothingSaysWhichImage() {
        assertThat(ImageRef.parse("redis").inTaggedForm().familiar()).isEqualTo("redis:latest");
        assertThat(ImageRef.parse("redis:7").inTaggedForm().familiar()).isEqualTo("redis:7");
        assertThat(ImageRef.parse("redis@" + DIGEST).inTaggedForm().tag()).isEmpty();
    }

    @Test
    void withDigestPinsAReference() {
        assertThat(ImageRef.parse("redis:7").withDigest(DIGEST).familiar()).isEqualTo("redis:7@" + DIGEST);
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ImageRef.parse("redis").withDigest("sha256:12"))
                .withMessageContaining("64 digits, not 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Redis:7 | position 1: 'R' is upper case; write 'redis:7'",
                "team/App | position 6: 'A' is upper case; write 'team/app'",
                "redis: | position 6: the tag is empty; write 'redis:latest'",
                "redis:a b | position 8: ' ' cannot stand there in a tag",
                "redis:-x | position 7: '-' cannot stand there in a tag",
                "redis@ | is not a digest of a known kind",
                "redis@md5:d41d8cd98f00b204e9800998ecf8427e | is not a digest of a known kind",
                "redis@sha256:abc | a sha256 digest has 64 digits, not 3",
                "redis@sha256:ABC | position 14: 'A' is not a lower-case hexadecimal digit",
                "a//b | position 3: a part of the name is empty",
                "/redis | position 1: a part of the name is empty",
                "redis/ | position 7: a part of the name is empty",
                "-redis | position 1: separators",
                "re..dis | position 3: separators",
                "re___dis | position 3: separators",
                "redis_ | position 6: separators",
                "re$dis | position 3: '$' cannot be part of an image's name",
                "réd | position 2: 'é' cannot be part of an image's name",
                "my_host.lan/app | position 3: '_' cannot stand there in the name of a registry",
                "host.:50/app | position 6: a part of the registry's name is empty",
                "host:port/app | position 5: what follows the registry's name is not ':' and a port number",
                "https://redis | position 6: what follows the registry's name",
                "[::g]:5000/app | is not an IPv6 address in brackets",
            })
    void saysWhereAReferenceIsWrongAndWhatToWrite(String written, String message) {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ImageRef.parse(written))
                .withMessageContaining("'" + written + "'")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HEX})
    void refusesWhatIsNoNameAtAll(String written) {
        assertThatExceptionOfType(QuaysideException.class).isThrownBy(() -> ImageRef.parse(written));
    }

    @Test
    void limitsRepositoriesTo255AndTagsTo128Characters() {
        assertThat(ImageRef.parse("h.io/" + "a".repeat(255)).repository()).hasSize(255);
        assertThat(ImageRef.parse("a:" + "t".repeat(128)).tag()).isPresent();
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ImageRef.parse("h.io/" + "a".repeat(256)))
                .withMessageContaining("256 characters, and 255 are the limit");
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ImageRef.parse("a:" + "t".repeat(129)))
                .withMessageContaining("129 characters, and 128 are the limit");
    }

    @Test
    void showsControlCharactersAsEscapes() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> ImageRef.parse("a\u001b[2J\u202e"))
                .withMessageContaining("a\\u001b[2J\\u202e");
    }

    @Test
    void aReferenceMadeFromPartsIsCheckedLikeAWrittenOne() {
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> new ImageRef("docker.io", "redis", Optional.empty(), Optional.empty()))
                .withMessageContaining("use 'docker.io' and 'library/redis'");
        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> new ImageRef("docker.io", "library/redis:7", Optional.of("8"), Optional.empty()));
    }

    @FuzzTest(maxDuration = "1m")
    void anyTextIsRefusedWithAnErrorOrReadTheSameAgain(FuzzedDataProvider data) {
        var text = data.consumeRemainingAsString();
        ImageRef ref;
        try {
            ref = ImageRef.parse(text);
        } catch (QuaysideException refused) {
            return;
        }
        assertThat(ImageRef.parse(ref.canonical())).isEqualTo(ref);
        assertThat(ImageRef.parse(ref.familiar())).isEqualTo(ref);
    }
}
