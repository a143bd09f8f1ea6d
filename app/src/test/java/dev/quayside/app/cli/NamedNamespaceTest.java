package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.Quayside;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apps in a namespace that somebody else made. */
class NamedNamespaceTest {
    @TempDir
    private Path folder = Path.of("");

    private PaperCluster cluster;
    private CommandLineRun cli;

    @BeforeEach
    void start() throws IOException {
        cluster = new PaperCluster();
        cli = new CommandLineRun(folder)
                .file("config", cluster.kubeconfig())
                .file("compose.yaml", "name: shop\nservices: {web: {image: web:1}}\n");
        cli.connector = Quayside::connect;
        cli.environment.put("KUBECONFIG", folder.resolve("config").toString());
        cli.environment.put("QUAYSIDE_ENGINE", "kubernetes");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void nothingIsInIt() {
        for (String kind : List.of(
                "/api/v1 serviceaccounts",
                "/api/v1 configmaps",
                "/api/v1 secrets",
                "/api/v1 services",
                "/apis/apps/v1 deployments",
                "/apis/networking.k8s.io/v1 networkpolicies")) {
            cluster.answer("GET " + kind.replace(" ", "/namespaces/team/"), "{\"items\":[]}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "up"})
    void oneThatIsNotThereIsAnErrorBeforeAnythingIsMade(String verb) {
        nothingIsInIt();

        assertThat(cli.run(verb, "-n", "team")).isEqualTo(5);

        assertThat(cli.err())
                .contains("There is no namespace 'team'", "quayside namespace create team")
                .doesNotContain("applying");
        assertThat(cluster.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void oneThatIsThereIsNotPlannedAsNew() {
        nothingIsInIt();
        cluster.answer("GET /api/v1/namespaces/team", "{\"metadata\":{\"name\":\"team\",\"uid\":\"u\"}}");

        assertThat(cli.run("plan", "-n", "team")).as(cli.err()).isZero();

        assertThat(cli.out())
                .contains("apply namespace team: serviceaccount/shop is missing")
                .doesNotContain("namespace team is new");
    }
}
