package dev.quayside.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.engine.docker.RegistryCredentials.Sources;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCredentialsTest {
    private static final String HUB = "https://index.docker.io/v1/";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void authsHoldUserAndPasswordInBase64() throws IOException {
        config("{'auths':{'" + HUB + "':{'auth':'" + base64("me:se:cret") + "'}}}");

        var credential = credentials().find("docker.io").orElseThrow();

        assertThat(credential.username()).isEqualTo("me");
        assertThat(credential.password()).isEqualTo("se:cret");
        assertThat(credential.server()).isEqualTo(HUB);
    }

    @Test
    void authsMayAlsoHoldTokensOrPlainFields() throws IOException {
        config("{'auths':{'a.io':{'auth':'" + base64("00000000:") + "','identitytoken':'idt'},"
                + "'b.io':{'username':'u','password':'p'},'c.io':{'registrytoken':'rt'},'d.io':{}}}");

        assertThat(credentials().find("a.io").orElseThrow().identityToken()).isEqualTo("idt");
        assertThat(credentials().find("b.io").orElseThrow().password()).isEqualTo("p");
        assertThat(credentials().find("c.io").orElseThrow().registryToken()).isEqualTo("rt");
        assertThat(credentials().find("d.io")).isEmpty();
        assertThat(credentials().find("e.io")).isEmpty();
    }

    @Test
    void oldFilesNameRegistriesByUrl() throws IOException {
        config("{'auths':{'https://old.io:5000/v1/':{'auth':'" + base64("u:p") + "'}}}");

        assertThat(credentials().find("old.io:5000")).isPresent();
        assertThat(credentials().find("old.io")).isEmpty();
    }

    @Test
    void theVariableWinsAndWhatItDoesNotNameComesFromTheFile() throws IOException {
        config("{'auths':{'a.io':{'auth':'" + base64("file:p") + "'},'b.io':{'auth':'" + base64("file:p") + "'}}}");
        environment.put("DOCKER_AUTH_CONFIG", quoted("{'auths':{'a.io':{'auth':'" + base64("env:p") + "'}}}"));

        assertThat(credentials().find("a.io").orElseThrow().username()).isEqualTo("env");
        assertThat(credentials().find("b.io").orElseThrow().username()).isEqualTo("file");
    }

    @Test
    void aHelperForTheRegistryWinsOverTheStoreAndTheStoreOverAuths() throws IOException {
        helper("one", "read server; echo '{\"ServerURL\":\"'$server'\",\"Username\":\"one\",\"Secret\":\"s1\"}'");
        helper("all", "echo '{\"Username\":\"all\",\"Secret\":\"s2\"}'");
        config("{'credHelpers':{'a.io':'one'},'credsStore':'all','auths':{'a.io':{'auth':'" + base64("f:p") + "'}}}");

        assertThat(credentials().find("a.io").orElseThrow().username()).isEqualTo("one");
        assertThat(credentials().find("b.io").orElseThrow().username()).isEqualTo("all");
        assertThat(credentials().find("b.io").orElseThrow().password()).isEqualTo("s2");
    }

    @Test
    void aHelperIsAskedForDockerHubByItsOldAddress() throws IOException {
        helper("hub", "read server; echo '{\"Username\":\"'$server'\",\"Secret\":\"s\"}'");
        config("{'credHelpers':{'" + HUB + "':'hub'}}");

        assertThat(credentials().find("docker.io").orElseThrow().username()).isEqualTo(HUB);
    }

    @Test
    void aTokenFromAHelperIsAnIdentityToken() throws IOException {
        helper("t", "echo '{\"Username\":\"<token>\",\"Secret\":\"idt\"}'");
        config("{'credsStore':'t'}");

        var credential = credentials().find("a.io").orElseThrow();

        assertThat(credential.identityToken()).isEqualTo("idt");
        assertThat(credential.username()).isEmpty();
    }

    @Test
    void aHelperThatKnowsNothingMeansNoCredentials() throws IOException {
        helper("none", "echo 'credentials not found in native keychain'; exit 1");
        config("{'credsStore':'none','auths':{'a.io':{'auth':'" + base64("f:p") + "'}}}");

        assertThat(credentials().find("a.io")).isEmpty();
        assertThat(decoded(credentials().authHeader(ImageRef.parse("a.io/x")))).isEqualTo("{}");
    }

    @Test
    void aHelperThatFailsIsNamedWithWhatItSaid() throws IOException {
        helper("bad", "echo 'the keychain is locked'; exit 3");
        config("{'credsStore':'bad'}");

        failure(ErrorCode.AUTHENTICATION_FAILED, "'docker-credential-bad' exited with 3: the keychain is locked");
    }

    @Test
    void aHelperThatPrintsSecretsAndFailsIsNotQuoted() throws IOException {
        helper("leak", "echo '{\"Secret\":\"hunter2\"}'; exit 1");
        config("{'credsStore':'leak'}");

        assertThat(failure(ErrorCode.AUTHENTICATION_FAILED, "exited with 1")).doesNotContain("hunter2");
    }

    @Test
    void aHelperThatIsMissingOrNoProgramNameIsNamed() throws IOException {
        config("{'credsStore':'absent'}");
        failure(ErrorCode.AUTHENTICATION_FAILED, "'docker-credential-absent' is not in the PATH");

        config("{'credsStore':'../../bin/sh'}");
        failure(ErrorCode.AUTHENTICATION_FAILED, "is not a name of a program");
    }

    @Test
    void aHelperThatHangsIsEndedAtItsDeadline() throws IOException {
        helper("slow", "sleep 600");
        var slow = new CredentialHelper("slow", pathOnly(), Duration.ofMillis(200));

        assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> slow.get("a.io"))
                .withMessageContaining("gave no answer");
    }

    @Test
    void aMalformedFileIsNamedButNeverQuoted() throws IOException {
        config("{'auths': {'a.io': {'auth': 'aHVudGVyMg==' ");
        assertThat(failure(ErrorCode.INVALID_FILE, folder.resolve("config.json").toString()))
                .doesNotContain("aHVudGVyMg");

        config("{'auths': {'a.io': {'auth': 'aHVudGVyMg=='}}}");
        assertThat(failure(ErrorCode.INVALID_FILE, "'auth' of 'a.io'")).doesNotContain("hunter2", "aHVudGVyMg");

        config("[".repeat(100_000));
        failure(ErrorCode.INVALID_FILE, "is not a JSON object");
    }

    @Test
    void withoutAFileThereAreNoCredentials() {
        assertThat(credentials().find("docker.io")).isEmpty();
    }

    @Test
    void headersAreUrlSafeBase64AndNameOnlyTheRegistriesThatAreNeeded() throws IOException {
        config("{'auths':{'a.io':{'auth':'" + base64("u:???>>>~~") + "'},'b.io':{'auth':'" + base64("u:p") + "'}}}");
        var header = credentials().authHeader(ImageRef.parse("a.io/x"));

        assertThat(header).doesNotContain("+").doesNotContain("/");
        assertThat(decoded(header))
                .isEqualTo("{\"username\":\"u\",\"password\":\"???>>>~~\",\"serveraddress\":\"a.io\"}");
        assertThat(decoded(credentials().configHeader(List.of(ImageRef.parse("b.io/x"), ImageRef.parse("busybox")))))
                .isEqualTo("{\"b.io\":{\"username\":\"u\",\"password\":\"p\",\"serveraddress\":\"b.io\"}}");
    }

    @Test
    void nothingPrintsASecret() {
        environment.put("DOCKER_AUTH_CONFIG", "hunter2");

        assertThat(new RegistryCredential("a.io", "u", "hunter2", "hunter2", "hunter2").toString())
                .contains("a.io")
                .doesNotContain("hunter2");
        assertThat(new Sources(folder, environment).toString()).doesNotContain("hunter2");
        assertThat(new CredentialHelper("x", environment, Duration.ofSeconds(1)).toString())
                .doesNotContain("hunter2");
    }

    @Test
    void theFolderIsDockerConfigOrTheHomeFolders() {
        assertThat(Sources.of(Map.of(), folder).configFile()).isEqualTo(folder.resolve(".docker/config.json"));
        assertThat(Sources.of(Map.of("DOCKER_CONFIG", "/c"), folder).configFile())
                .isEqualTo(Path.of("/c/config.json"));
    }

    private RegistryCredentials credentials() {
        environment.putAll(pathOnly());
        return new RegistryCredentials(new Sources(folder.resolve("config.json"), environment));
    }

    private Map<String, String> pathOnly() {
        return Map.of("PATH", folder + ":/usr/bin:/bin");
    }

    private String failure(ErrorCode code, String message) {
        var thrown = assertThatExceptionOfType(QuaysideException.class)
                .isThrownBy(() -> credentials().find("a.io"))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .actual();
        return thrown + " " + thrown.getCause();
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), quoted(json));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private void helper(String name, String script) throws IOException {
        var file = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String header) {
        return new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    }
}
