package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong for users of a real cluster: one clear error, the right exit status, nothing left behind. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ClusterBadDaysIT {
    private final String name = "qbad-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli;
    private String error = "";

    @BeforeEach
    void writeTheFile() {
        cli = RealCluster.commandLine(folder);
        service("web", RealCluster.image());
    }

    /** One service of the app. */
    private void service(String service, String image) {
        cli.file("compose.yaml", """
                name: %s
                services:
                  %s:
                    image: %s
                    command: [sleep, "600"]
                    stop_grace_period: 0s
                """.formatted(name, service, image));
    }

    @AfterEach
    void nothingIsLeft() {
        var user = RealCluster.commandLine(folder);
        assertThat(user.run("namespace", "ls")).as(user.err()).isZero();
        assertThat(user.out()).doesNotContain(name);
    }

    /** The command ends with this status and one error with a remedy, which say all these words. */
    private void fails(int status, String command, String... words) {
        assertThat(cli.run(command.split(" ", -1))).as(cli.err()).isEqualTo(status);
        var lines = cli.err().lines().toList();
        assertThat(lines).filteredOn(line -> line.startsWith("error: ")).hasSize(1);
        error = String.join("\n", lines.subList(lines.size() - 2, lines.size()));
        assertThat(error).startsWith("error: ").contains("\n  → ").contains(words);
        assertThat(error).doesNotContain("Exception", "dev.quayside");
        assertThat(cli.out()).isEmpty();
    }

    private void succeeds(String... words) {
        assertThat(cli.run(words)).as(cli.err()).isZero();
    }

    /** The configuration of the cluster as a file with something else in it. */
    private void configuration(String pattern, String replacement) throws IOException {
        var text = Files.readString(Path.of(RealCluster.kubeconfig()));
        var other = text.replaceAll(pattern, replacement);
        assertThat(other).isNotEqualTo(text);
        cli.file("config", other);
        cli.environment.put("KUBECONFIG", folder.resolve("config").toString());
    }

    @ParameterizedTest
    @CsvSource({"up -d", "ps", "down", "pod ls", "ls"})
    void aClusterThatDoesNotAnswerIsExitStatusSeven(String command) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        configuration("https://[^\"\\s]+", "https://127.0.0.1:" + port);

        fails(
                7,
                command,
                "The cluster of context 'token' in '" + folder.resolve("config") + "' cannot be reached",
                "127.0.0.1:" + port,
                "Connection refused",
                "choose another context");
    }

    @ParameterizedTest
    @CsvSource({"up -d", "ps", "down", "pod ls", "ls"})
    void aTokenThatTheClusterDoesNotKnowIsSaid(String command) throws IOException {
        configuration("( token:) \\S+", "$1 nobodys-token");

        fails(1, command, "The cluster of context 'token' does not accept your credentials", "log in again");
        assertThat(cli.err()).doesNotContain("nobodys-token");
    }

    @Test
    void anAccountWhoseTokenIsNoLongerValidHasToLogInAgain() throws Exception {
        try (var account = new ClusterAccount(cli, name)) {
            var token = account.token();
            account.remove();
            configuration("( token:) \\S+", "$1 " + token);

            fails(1, "ps -n " + name, "does not accept your credentials", "the token may have expired");
        }
    }

    @Test
    void aRightThatIsMissingIsNamedWithTheRoleThatGivesIt() throws Exception {
        try (var account = new ClusterAccount(cli, name)) {
            account.allow(",apps", "get,list", "pods,services,deployments,configmaps");
            configuration("( token:) \\S+", "$1 " + account.token());

            fails(
                    7,
                    "up -d -n " + name,
                    "You may not list serviceaccounts in namespace '" + name + "' as '" + account.user() + "'",
                    "ask for a role that allows 'list' on 'serviceaccounts' in namespace '" + name + "'");
            fails(
                    7,
                    "up -d",
                    "You may not get namespace '" + name + "'",
                    "ask for a role that allows 'get' on 'namespaces'",
                    "or name a namespace that you may use with -n");
            fails(7, "pod ls -n default", "You may not list pods in namespace 'default'");
            succeeds("pod", "ls", "-n", name);
            assertThat(cli.out()).doesNotContain("web");
        }
    }

    @Test
    void whoeverMayUseOneNamespaceOnlyRunsTheAppThere() throws Exception {
        try (var account = new ClusterAccount(cli, name)) {
            account.allow("*", "*", "*");
            configuration("( token:) \\S+", "$1 " + account.token());

            succeeds("up", "-d", "--wait", "-n", name);
            succeeds("ps", "-n", name);
            assertThat(cli.out()).contains("web");
            succeeds("plan", "--exit-code", "-n", name);
            succeeds("down", "-v", "-n", name);
            fails(7, "deployment create other -n default --image x:1", "You may not create deployment 'other'");
        }
    }

    @ParameterizedTest
    @CsvSource({"up -d", "plan"})
    void aNamespaceThatIsNotThereIsNotMade(String command) {
        fails(
                5,
                command + " -n " + name + "-typo",
                "There is no namespace '" + name + "-typo'",
                "quayside namespace create " + name + "-typo");
        assertThat(cli.err()).doesNotContain("applying");
    }

    @Test
    void aNamespaceThatCannotBeIsSaid() {
        fails(2, "up -d -n Not_DNS", "'Not_DNS' cannot be the name of a namespace", "lower-case letters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | call it 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
                "web_server | call it 'web-server'",
                "2nd | call it 'nd'",
            })
    void aServiceThatCannotHaveItsNameGetsAProposal(String service, String proposal) {
        service(service, RealCluster.image());

        fails(2, "up -d", "The service '" + service + "' cannot have this name on Kubernetes", "63", proposal);
    }

    @Test
    void anAppWhoseNameIsTooLongGetsAProposal() {
        fails(2, "up -d -p " + "a".repeat(64), "The application 'aaa", "cannot have this name", "call it 'aaa");
    }

    @Test
    void anImageThatNobodyHasEndsUpEarlyWithTheCause() {
        service("web", "quayside-has-no-such:1");
        try {
            fails(
                    6,
                    "up --wait",
                    "service 'web' does not become healthy",
                    "cannot get its image 'quayside-has-no-such:1' (ErrImagePull)",
                    "not found",
                    "correct the service and run the command again");
            assertThat(error).doesNotContain("rpc error", "quayside logs");
        } finally {
            succeeds("down", "-v");
        }
    }

    @Test
    void aConfigurationThatIsNotThereIsSaidWithItsPath() {
        fails(1, "ps --kubeconfig absent", "'" + folder.resolve("absent") + "' cannot be read: no such file");
        cli.environment.put("KUBECONFIG", folder.resolve("absent").toString());
        fails(2, "ps", "None of the files that KUBECONFIG names exists", folder.resolve("absent") + "");
        cli.environment.put("KUBECONFIG", "");
        fails(7, "ps", "No Kubernetes configuration was found", folder.resolve("home/.kube/config") + "");
    }

    @Test
    void aConfigurationThatIsNoYamlIsSaidWithItsLine() {
        cli.file("broken", "apiVersion: v1\nclusters:\n- name: [\ncontexts: []\n");

        fails(1, "ps --kubeconfig broken", folder.resolve("broken") + ":5:1:", "correct the file");
    }

    @Test
    void aConfigurationWithoutContextsIsSaid() {
        fails(1, "ps --kubeconfig compose.yaml", "'" + folder.resolve("compose.yaml") + "' has no contexts");
    }

    @Test
    void aContextThatIsNotThereIsSaidWithTheNearest() {
        fails(1, "up -d --context tokn", "has no context 'tokn'", "did you mean 'token'? choose one of: certificate,");
    }

    @Test
    void anAuthorityThatDidNotSignTheCertificateOfTheClusterIsSaid() throws Exception {
        var pem = Keytool.certificate(folder);
        configuration(
                "certificate-authority-data: [\\w+/=]+",
                "certificate-authority-data: " + Base64.getEncoder().encodeToString(pem));

        for (String command : List.of("up -d", "ps", "pod ls")) {
            fails(
                    7,
                    command,
                    "There is no secure connection to the cluster of context 'token'",
                    "its certificate is not signed by an authority that is trusted here",
                    "correct its 'certificate-authority'");
        }
    }
}
