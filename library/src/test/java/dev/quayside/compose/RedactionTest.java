package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzZWEifQ.c2lnbmF0dXJlLW9mLXNlYQ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTGRES_PASSWORD",
                "db_passwd",
                "API_KEY",
                "apiKey",
                "AWS_SECRET_ACCESS_KEY",
                "GITHUB_TOKEN",
                "DB_PASS",
                "PROXY_AUTH",
                "com.example/private-key"
            })
    void aNameThatSaysSecretHidesTheValue(String name) {
        assertThat(Redaction.value(name, "open sesame")).isEqualTo(Redaction.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"POSTGRES_PASSWORD_FILE", "SECRET_DIR", "PWD", "OLDPWD", "AUTHOR", "BYPASS_CACHE", "KEYBOARD"})
    void aNameThatOnlySoundsLikeOneDoesNot(String name) {
        assertThat(Redaction.value(name, "/run/secrets/db")).isEqualTo("/run/secrets/db");
    }

    @Test
    void aVariableOrNothingIsNoSecret() {
        assertThat(Redaction.value("PASSWORD", "${DB_PASSWORD}")).isEqualTo("${DB_PASSWORD}");
        assertThat(Redaction.value("PASSWORD", "")).isEmpty();
        assertThat(Redaction.value("PASSWORD", "${DB_PASSWORD:-sesame}")).isEqualTo(Redaction.HIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://app:sesame@db/shop, postgres://app:********@db/shop",
        "redis-server --requirepass sesame, redis-server --requirepass ********",
        "tool --api-key=sesame --level=3, tool --api-key=******** --level=3",
        "http://db:5432/path@2, http://db:5432/path@2",
        "use ghp_abcdefghijklmnopqrstuvwx now, use ******** now"
    })
    void aShapeThatIsASecretIsHiddenInItsPlace(String text, String shown) {
        assertThat(Redaction.value("COMMAND", text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-a", "a", "a+", "http://a:", "eyJ", "-eyJaaaaaaaaaa.", "-pass", "-----BEGIN "})
    void aLongTextOfWhatSecretsStartWithIsShownAsItIs(String part) {
        String text = part.repeat(1_000_000 / part.length());

        assertThat(Redaction.value("A", text)).isEqualTo(text);
    }

    @Test
    void keysAndTokensOfKnownFormsAreHidden() {
        assertThat(Redaction.value("A", JWT)).isEqualTo(Redaction.HIDDEN);
        assertThat(Redaction.value("A", "x\n-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----\n"))
                .isEqualTo("x\n" + Redaction.HIDDEN);
    }

    @Test
    void aTreeKeepsItsShapeAndLosesItsSecrets() {
        var tree = Reading.of("""
                services:
                  a:
                    image: x
                    environment: [DB_PASSWORD=sesame, LEVEL=3]
                    command: ["serve", "--token=sesame"]
                    secrets: [s]
                    build: {context: ., args: {NPM_TOKEN: sesame}}
                secrets: {s: {environment: DB_PASSWORD}}
                """).read().canonical();

        String shown = ComposeWriter.write(Redaction.tree(tree), ComposeWriter.Format.YAML);

        assertThat(ComposeWriter.write(tree, ComposeWriter.Format.YAML)).contains("sesame");
        assertThat(shown)
                .doesNotContain("sesame")
                .contains("LEVEL: \"3\"", "DB_PASSWORD: \"********\"", "--token=********", "environment: DB_PASSWORD");
    }
}
