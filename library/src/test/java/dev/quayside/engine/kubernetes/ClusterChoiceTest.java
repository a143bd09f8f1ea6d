package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.Proxy;
import dev.quayside.engine.http.TlsMaterial.Verification;
import dev.quayside.error.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterChoiceTest {
    private static final String TWO_CONTEXTS = """
            apiVersion: v1
            kind: Config
            current-context: one
            clusters:
            - name: c1
              cluster: {server: "https://one.test:6443/k8s/c1/", tls-server-name: inner.test, insecure-skip-tls-verify: true}
            - name: c2
              cluster: {server: "http://[::1]:8001"}
            users:
            - name: u1
              user: {token: secret-token, as: robot, as-groups: [a, b]}
            - name: u2
              user: {username: me, password: pw}
            contexts:
            - name: one
              context: {cluster: c1, user: u1, namespace: shop}
            - name: two
              context: {cluster: c2, user: u2}
            - name: lost
              context: {cluster: nowhere, user: u1}
            """;

    @TempDir
    Path home;

    @Test
    void theCurrentContextOfTheFileAtHomeIsUsed() throws IOException {
        write(".kube/config", TWO_CONTEXTS);
        var access = ClusterChoice.resolve(options(Map.of()));
        assertThat(access.context()).isEqualTo("one");
        assertThat(access.namespace()).isEqualTo("shop");
        assertThat(access.pathPrefix()).isEqualTo("/k8s/c1");
        assertThat(access.authority()).isEqualTo("one.test:6443");
        assertThat(access.credentials()).isEqualTo(new Credentials.Token("secret-token"));
        assertThat(access.headers())
                .containsExactly(
                        new Header("Impersonate-User", "robot"),
                        new Header("Impersonate-Group", "a"),
                        new Header("Impersonate-Group", "b"));
        assertThat(access.endpoint()).isInstanceOfSatisfying(Endpoint.Tls.class, tls -> {
            assertThat(tls.serverName()).isEqualTo("inner.test");
            assertThat(tls.material().verification()).isEqualTo(Verification.NONE);
        });
        assertThat(access.toString()).doesNotContain("secret-token");
    }

    @Test
    void anotherContextAndNamespaceCanBeChosen() throws IOException {
        write(".kube/config", TWO_CONTEXTS);
        var access = ClusterChoice.resolve(options(Map.of()).withContext("two").withNamespace("mine"));
        assertThat(access.endpoint()).isEqualTo(new Endpoint.Tcp("::1", 8001));
        assertThat(access.authority()).isEqualTo("[::1]:8001");
        assertThat(access.namespace()).isEqualTo("mine");
        assertFails(
                        ErrorCode.INVALID_FILE,
                        () -> ClusterChoice.resolve(options(Map.of()).withContext("three")))
                .hasMessageContaining("no context 'three'")
                .hasMessageContaining("lost, one, two");
        assertFails(
                        ErrorCode.INVALID_FILE,
                        () -> ClusterChoice.resolve(options(Map.of()).withContext("lost")))
                .hasMessageContaining("no cluster 'nowhere'");
    }

    @Test
    void aContextThatWasMistypedIsSaidWithTheNearest() throws IOException {
        write(".kube/config", TWO_CONTEXTS);
        assertFails(
                        ErrorCode.INVALID_FILE,
                        () -> ClusterChoice.resolve(options(Map.of()).withContext("tow")))
                .hasMessageContaining("did you mean 'two'? choose one of: lost, one, two");
    }

    @Test
    void aFileThatIsNoConfigurationHasNoContexts() throws IOException {
        write(".kube/config", "services: {}");
        assertFails(ErrorCode.INVALID_FILE, () -> ClusterChoice.resolve(options(Map.of())))
                .hasMessageContaining("config' has no contexts");
    }

    @Test
    void aNamespaceThatNoClusterCanHaveIsRefused() throws IOException {
        write(".kube/config", TWO_CONTEXTS);
        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> ClusterChoice.resolve(options(Map.of()).withNamespace("Not_DNS")))
                .hasMessageContaining("'Not_DNS' cannot be the name of a namespace");
    }

    @Test
    void aTildeIsTheHomeFolder() throws IOException {
        write("k/config", TWO_CONTEXTS);
        var access = ClusterChoice.resolve(options(Map.of()).withKubeconfig(Path.of("~/k/config")));
        assertThat(access.context()).isEqualTo("one");
        assertFails(
                        ErrorCode.INVALID_FILE,
                        () -> ClusterChoice.resolve(options(Map.of()).withKubeconfig(Path.of("~/absent"))))
                .hasMessageContaining(home.resolve("absent") + "' cannot be read: no such file");
    }

    @Test
    void ofSeveralFilesTheFirstCounts() throws IOException {
        var first = write("first", "current-context: two\nusers:\n- name: u2\n  user: {tokenFile: t}\n");
        var second = write("second", TWO_CONTEXTS);
        var list = String.join(
                File.pathSeparator, first.toString(), home.resolve("absent").toString(), second.toString());
        var access = ClusterChoice.resolve(options(Map.of("KUBECONFIG", list)));
        assertThat(access.context()).isEqualTo("two");
        assertThat(access.credentials())
                .as("relative to the file that says it")
                .isEqualTo(new Credentials.TokenFile(home.resolve("t")));
        assertFails(
                        ErrorCode.INVALID_ARGUMENT,
                        () -> ClusterChoice.resolve(options(Map.of("KUBECONFIG", "/nowhere/config"))))
                .hasMessageContaining("KUBECONFIG");
    }

    @Test
    void withoutAnyFileThePodsAccountIsUsed() throws IOException {
        assertFails(
                        ErrorCode.ENGINE_UNREACHABLE,
                        () -> ClusterChoice.resolve(options(Map.of()), home.resolve("account")))
                .hasMessageContaining("No Kubernetes configuration was found");
        write("account/token", "abc\n");
        write("account/namespace", "inner");
        write("account/ca.crt", Files.readString(certificate()));
        var environment = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "6443");
        var access = ClusterChoice.resolve(options(environment), home.resolve("account"));
        assertThat(access.namespace()).isEqualTo("inner");
        assertThat(access.endpoint()).isInstanceOfSatisfying(Endpoint.Tls.class, tls -> {
            assertThat(tls.port()).isEqualTo(6443);
            assertThat(tls.material().authorities()).hasSize(1);
        });
        var authenticator = new Authenticator(access.credentials(), Clock.systemUTC());
        assertThat(authenticator.header().orElseThrow().value()).isEqualTo("Bearer abc");
        write("account/token", "def\n");
        assertThat(authenticator.renew()).isTrue();
        assertThat(authenticator.header().orElseThrow().value()).isEqualTo("Bearer def");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "http://cfg.test:3128 | http://env.test:8080 | '' | https://k.test | http://cfg.test:3128",
                "'' | http://u:p@env.test:8080 | '' | https://k.test | http://env.test:8080",
                "socks5://u:p@cfg.test | '' | '' | https://k.test | socks5://cfg.test:1080",
                "'' | socks5h://env.test:9 | '' | https://k.test | socks5://env.test:9",
                "'' | env.test | other.test,.b.test | https://k.test | http://env.test:80",
                "'' | env.test | .test | https://k.test | -",
                "'' | env.test | k.test:443 | https://k.test | -",
                "'' | env.test | 10.0.0.0/8 | https://10.9.8.7 | -",
                "'' | env.test | 10.0.0.0/8 | https://11.9.8.7 | http://env.test:80",
                "'' | env.test | '' | https://127.0.0.1:6443 | -",
                "'' | env.test | * | https://k.test | -",
            })
    void theProxyIsThatOfTheConfigurationElseOfTheEnvironment(
            String configured, String environment, String direct, String server, @Nullable String expected)
            throws IOException {
        write(".kube/config", """
                current-context: only
                clusters: [{name: c, cluster: {server: "%s", proxy-url: "%s"}}]
                contexts: [{name: only, context: {cluster: c}}]
                """.formatted(server, configured));
        var access = ClusterChoice.resolve(options(Map.of("HTTPS_PROXY", environment, "no_proxy", direct)));
        assertThat(access.endpoint())
                .isInstanceOfSatisfying(
                        Endpoint.Tls.class,
                        tls -> assertThat(tls.proxy().map(Proxy::toString)).isEqualTo(Optional.ofNullable(expected)));
        assertThat(access.endpoint().toString()).doesNotContain("u:p");
    }

    @Test
    void aPluginIsRunWithoutAShellAndItsTokenKeptUntilItExpires() throws IOException {
        var plugin = program("login", """
                #!/bin/sh
                echo run >> "$COUNT"
                case $KUBERNETES_EXEC_INFO in *'"server":"https://one.test"'*) ;; *) exit 9 ;; esac
                echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{
                  "token":"'"$1$EXTRA"'","expirationTimestamp":"2030-01-01T00:00:00Z"}}'
                """);
        write(
                ".kube/config",
                execConfig("client.authentication.k8s.io/v1", "./../" + plugin.getFileName(), "$(touch x)"));
        var environment =
                Map.of("PATH", "/usr/bin:/bin", "COUNT", home.resolve("count").toString());
        var credentials = ClusterChoice.resolve(options(environment)).credentials();
        var now = new MovableClock(Instant.parse("2029-12-31T00:00:00Z"));
        var authenticator = new Authenticator(credentials, now);
        for (var i = 0; i < 2; i++) {
            assertThat(authenticator.header().orElseThrow().value()).isEqualTo("Bearer $(touch x)more");
        }
        assertThat(Files.readAllLines(home.resolve("count"))).hasSize(1);
        now.time = Instant.parse("2029-12-31T23:59:55Z");
        authenticator.header();
        assertThat(Files.readAllLines(home.resolve("count"))).hasSize(2);
        assertThat(credentials.toString()).doesNotContain("touch");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo 'please log in' >&2; exit 3 | exited with 3: please log in",
                "echo nonsense | printed something else than credentials",
                "echo '{\"apiVersion\":\"x\"}' | answered in version 'x'",
                "echo '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}' | neither a token nor a certificate",
            })
    void aPluginThatFailsIsNamedWithItsReason(String script, String message) throws IOException {
        program("login", "#!/bin/sh\n" + script + "\n");
        write(".kube/config", execConfig("client.authentication.k8s.io/v1", "./../login", ""));
        var credentials =
                ClusterChoice.resolve(options(Map.of("PATH", "/usr/bin:/bin"))).credentials();
        assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> new Authenticator(credentials, Clock.systemUTC()).header())
                .hasMessageContaining("./../login")
                .hasMessageContaining(message);
    }

    @Test
    void aPluginThatIsNotThereIsSaidWithTheHint() throws IOException {
        write(".kube/config", execConfig("client.authentication.k8s.io/v1beta1", "cloud-login", ""));
        var credentials =
                ClusterChoice.resolve(options(Map.of("PATH", "/usr/bin"))).credentials();
        assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> new Authenticator(credentials, Clock.systemUTC()).header())
                .hasMessageContaining("'cloud-login' is not in the PATH")
                .hasMessageContaining("get it from the cloud");
        assertFails(
                ErrorCode.REFUSED_BY_POLICY,
                () -> ClusterChoice.resolve(options(Map.of()).withoutPlugins()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server: ftp://x | {} | INVALID_FILE | no usable server",
                "server: https://x, proxy-url: socks4://u:p@proxy.test | {} | UNSUPPORTED | socks4://proxy.test",
                "server: https://x, certificate-authority: ca.pem | {} | INVALID_FILE | ca.pem",
                "server: https://x, certificate-authority-data: '%' | {} | INVALID_FILE | not base64",
                "server: https://x | {client-certificate-data: AA==} | INVALID_FILE | only one of",
                "server: https://x | {auth-provider: {name: gcp}} | UNSUPPORTED | auth-provider",
                "server: https://x | {exec: {apiVersion: v9, command: x}} | INVALID_FILE | v9",
                "server: https://x | {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}} | INVALID_FILE | person",
            })
    void whatIsWrongIsSaidWithFileAndContext(String cluster, String user, ErrorCode code, String message)
            throws IOException {
        var file = write(".kube/config", """
                current-context: only
                clusters: [{name: c, cluster: {%s}}]
                users: [{name: u, user: %s}]
                contexts: [{name: only, context: {cluster: c, user: u}}]
                """.formatted(cluster, user));
        assertFails(code, () -> ClusterChoice.resolve(options(Map.of())))
                .hasMessageContaining(message)
                .hasMessageContaining("only")
                .message()
                .satisfiesAnyOf(
                        text -> assertThat(text).contains(file.toString()),
                        text -> assertThat(text).contains("ca.pem"));
    }

    private static final class MovableClock extends Clock {
        private Instant time;

        MovableClock(Instant time) {
            this.time = time;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time;
        }
    }

    private static String execConfig(String version, String command, String argument) {
        return """
                current-context: only
                clusters: [{name: c, cluster: {server: "https://one.test"}}]
                users:
                - name: u
                  user:
                    exec:
                      apiVersion: %s
                      command: %s
                      args: ["%s"]
                      env: [{name: EXTRA, value: more}]
                      interactiveMode: IfAvailable
                      provideClusterInfo: true
                      installHint: get it from the cloud
                contexts: [{name: only, context: {cluster: c, user: u}}]
                """.formatted(version, command, argument);
    }

    private KubernetesOptions options(Map<String, String> environment) {
        return KubernetesOptions.resolve(environment, home);
    }

    private Path write(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path program(String name, String text) throws IOException {
        var file = write(name, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** A certificate that the JDK's own tool makes. */
    private Path certificate() throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var store = home.resolve("store").toString();
        run(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=a",
                "-keystore",
                store,
                "-storepass",
                "secret1");
        var file = home.resolve("a.pem");
        run(
                keytool,
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-keystore",
                store,
                "-storepass",
                "secret1",
                "-file",
                file.toString());
        return file;
    }

    private static void run(String... command) throws IOException {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
