package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nouns of Kubernetes: what words become in calls, and answers in tables and trees. */
class ClusterNounsTest {
    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String SERVICES = "/api/v1/namespaces/shop/services";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/shop/deployments";

    private static final String POD = "{\"metadata\":{\"name\":\"web-1\",\"namespace\":\"shop\",\"uid\":\"u\","
            + "\"creationTimestamp\":\"2026-03-01T11:00:00Z\"},\"spec\":{\"nodeName\":\"node1\",\"containers\":"
            + "[{\"name\":\"main\",\"image\":\"web:1\",\"ports\":[{\"containerPort\":80}],\"env\":"
            + "[{\"name\":\"MODE\",\"value\":\"test\"}]}]},\"status\":{\"phase\":\"Running\",\"podIP\":\"10.0.0.7\","
            + "\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}";

    private static final String DEPLOYMENT = "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"u\","
            + "\"resourceVersion\":\"7\",\"generation\":1,\"creationTimestamp\":\"2026-03-01T11:00:00Z\"},\"spec\":"
            + "{\"replicas\":3,\"selector\":{\"matchLabels\":{\"app\":\"web\"}},\"template\":{\"spec\":{\"containers\":"
            + "[{\"name\":\"main\",\"image\":\"web:1\",\"ports\":[{\"containerPort\":80}],\"env\":"
            + "[{\"name\":\"MODE\",\"value\":\"test\"}]}]}}},\"status\":{\"replicas\":3,\"updatedReplicas\":3,"
            + "\"readyReplicas\":2,\"availableReplicas\":2,\"observedGeneration\":1}}";

    private static final String ROWS = """
            {"kind":"Table","columnDefinitions":[{"name":"Name"},{"name":"Ready"},{"name":"Status"},{"name":"Restarts"},
            {"name":"Age"},{"name":"IP"},{"name":"Node"},{"name":"Nominated Node"}],"rows":[
            {"cells":["web-1","1/1","Running","2 (5m ago)","60m","10.0.0.7","node1","<none>"],
            "object":{"metadata":{"name":"web-1","namespace":"shop"}}},
            {"cells":["web-2","0/1","Pending",0,"1s","<none>","<none>","<none>"],"object":null}]}
            """;

    private static final String SERVICE = "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\","
            + "\"creationTimestamp\":\"2026-03-01T11:00:00Z\"},\"spec\":{\"type\":\"ClusterIP\",\"clusterIP\":"
            + "\"10.96.0.9\",\"selector\":{\"app\":\"web\"},\"ports\":[{\"port\":80,\"targetPort\":\"http\"}]}}";

    @TempDir
    private Path folder = Path.of("");

    private PaperCluster cluster;
    private CommandLineRun cli;

    @BeforeEach
    void start() throws IOException {
        cluster = new PaperCluster();
        cli = new CommandLineRun(folder).file("config", cluster.kubeconfig());
        cli.environment.put("KUBECONFIG", folder.resolve("config").toString());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void podsAreListedAsATable() {
        cluster.answer("GET " + PODS, ROWS);

        assertThat(cli.run("pod", "ls")).as(cli.err()).isZero();

        assertThat(cli.out()).isEqualTo("""
                        NAME    READY   STATUS    RESTARTS     AGE   ADDRESS    NODE
                        web-1   1/1     Running   2 (5m ago)   60m   10.0.0.7   node1
                        web-2   0/1     Pending   0            1s    -          -
                        """);
        assertThat(cli.run("pod", "ls", "-q")).isZero();
        assertThat(cli.out()).isEqualTo("web-1\nweb-2\n");
    }

    @Test
    void podsThatAreNoTableAreNoEmptyList() {
        cluster.answer("GET " + PODS, "{\"kind\":\"PodList\",\"items\":[" + POD + "]}");

        assertThat(cli.run("pod", "ls")).isEqualTo(7);
        assertThat(cli.err()).contains("table of pods", "--output json");
    }

    @Test
    void podsOfAllNamespacesAreListedWithTheirNamespace() {
        cluster.answer("GET /api/v1/pods", ROWS);

        assertThat(cli.run("pod", "ls", "-A", "-l", "app=web,tier"))
                .as(cli.err())
                .isZero();

        assertThat(cli.out()).startsWith("NAMESPACE   NAME").contains("shop        web-1");
    }

    @Test
    void programsGetEveryAttribute() {
        cluster.answer("GET " + PODS, "{\"items\":[" + POD + "]}");

        assertThat(cli.run("pod", "ls", "--output", "yaml")).as(cli.err()).isZero();

        assertThat(cli.out())
                .contains("name: web-1", "namespace: shop", "MODE: test", "ready: true", "80/tcp", "node: node1");
    }

    @Test
    void deploymentsAndServicesAreListed() {
        cluster.answer("GET " + DEPLOYMENTS, "{\"items\":[" + DEPLOYMENT + "]}")
                .answer("GET " + SERVICES, "{\"items\":[" + SERVICE + "]}");

        assertThat(cli.run("deployment", "ls")).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo("""
                        NAME   READY   UP TO DATE   AVAILABLE   IMAGE   PORTS    CREATED
                        web    2/3     3            2           web:1   80/tcp   60 minutes ago
                        """);
        assertThat(cli.run("service", "ls")).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo("""
                        NAME   TYPE        ADDRESS     EXTERNAL   PORTS          SELECTOR   CREATED
                        web    ClusterIP   10.96.0.9   -          80->http/tcp   app=web    60 minutes ago
                        """);
        assertThat(cli.run("service", "ls", "-q")).isZero();
        assertThat(cli.out()).isEqualTo("web\n");
    }

    @Test
    void aDeploymentIsShownWithItsPodsAndEvents() {
        cluster.answer("GET " + DEPLOYMENTS + "/web", DEPLOYMENT)
                .answer("GET " + PODS, "{\"items\":[" + POD + "]}")
                .answer(
                        "GET /api/v1/namespaces/shop/events",
                        "{\"items\":[{\"type\":\"Warning\",\"reason\":\"BackOff\",\"message\":\"no such image\","
                                + "\"lastTimestamp\":\"2026-03-01T11:59:00Z\",\"involvedObject\":{\"kind\":\"Pod\","
                                + "\"name\":\"web-1\"}}]}");

        assertThat(cli.run("deployment", "get", "web")).as(cli.err()).isZero();

        assertThat(cli.out()).contains("2/3", "web-1", "Warning", "BackOff", "pod/web-1", "no such image");
    }

    @Test
    void aDeploymentIsCreatedFromItsFlags() {
        cluster.answer("POST " + DEPLOYMENTS, DEPLOYMENT);
        cli.environment.put("PASSED", "on");

        assertThat(cli.run(
                        "deployment",
                        "create",
                        "web",
                        "--image",
                        "web:1",
                        "-r",
                        "3",
                        "-p",
                        "80",
                        "-p",
                        "53/udp",
                        "-e",
                        "A=b c",
                        "-e",
                        "PASSED",
                        "-l",
                        "tier=front",
                        "--pull",
                        "missing",
                        "--",
                        "serve",
                        "--fast"))
                .as(cli.err())
                .isZero();

        assertThat(cli.out()).isEqualTo("web\n");
        assertThat(cluster.requests().getLast())
                .contains("\"replicas\":3", "\"image\":\"web:1\"", "\"containerPort\":53,\"protocol\":\"UDP\"")
                .contains("\"value\":\"b c\"", "\"PASSED\"", "\"tier\":\"front\"", "\"IfNotPresent\"")
                .contains("\"args\":[\"serve\",\"--fast\"]");
    }

    @Test
    void anUpdateSendsWhatChangesAndNothingElse() {
        cluster.answer("GET " + DEPLOYMENTS + "/web", DEPLOYMENT).answer("PATCH " + DEPLOYMENTS + "/web", DEPLOYMENT);

        assertThat(cli.run("deployment", "update", "web", "--image", "web:2"))
                .as(cli.err())
                .isZero();

        assertThat(cluster.requests().getLast())
                .startsWith("PATCH")
                .contains("\"image\":\"web:2\"")
                .doesNotContain("replicas", "MODE");
        assertThat(cli.run("deployment", "update", "web")).isEqualTo(2);
        assertThat(cli.err()).contains("Nothing of the deployment 'web' would change");
    }

    @Test
    void aServiceIsCreatedForTheDeploymentOfItsName() {
        cluster.answer("POST " + SERVICES, SERVICE);

        assertThat(cli.run("service", "create", "web", "-p", "80:http", "-p", "53:5353/udp", "--type", "nodeport"))
                .as(cli.err())
                .isZero();

        assertThat(cluster.requests().getLast())
                .contains("\"selector\":{\"app\":\"web\"}", "\"targetPort\":\"http\"", "\"type\":\"NodePort\"")
                .contains("\"targetPort\":5353", "\"protocol\":\"UDP\"");
    }

    @Test
    void contextNamespaceAndFileAreThoseThatAreNamed() {
        cluster.answer("GET /api/v1/namespaces/other/pods", ROWS).answer("GET /api/v1/namespaces/third/pods", ROWS);
        cli.environment.remove("KUBECONFIG");

        assertThat(cli.run("--kubeconfig", "config", "pod", "ls", "--context", "other"))
                .as(cli.err())
                .isZero();
        assertThat(cli.run(
                        "pod",
                        "ls",
                        "-n",
                        "third",
                        "--kubeconfig",
                        folder.resolve("config").toString()))
                .as(cli.err())
                .isZero();
        assertThat(cli.run("pod", "ls", "--context", "absent", "--kubeconfig", "config"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("absent");
    }

    @Test
    void theContextOfTheEnvironmentIsThatOfItsEngine() {
        cluster.answer("GET /api/v1/namespaces/other/pods", ROWS).answer("GET " + PODS, ROWS);
        cli.environment.put("QUAYSIDE_CONTEXT", "other");

        assertThat(cli.run("pod", "ls")).as(cli.err()).isZero();
        assertThat(cluster.requests().getLast()).startsWith("GET " + PODS);
        cli.environment.put("QUAYSIDE_ENGINE", "kubernetes");
        assertThat(cli.run("pod", "ls")).as(cli.err()).isZero();
        assertThat(cluster.requests().getLast()).startsWith("GET /api/v1/namespaces/other/pods");
    }

    @Test
    void whatIsNotThereIsNotFoundAndTheOthersAreDeleted() {
        var own = POD.replace("\"uid\":\"u\"", "\"uid\":\"u\",\"labels\":{\"dev.quayside.owner\":\"quayside\"}");
        cluster.answer("GET " + PODS + "/web-1", own).answer("DELETE " + PODS + "/web-1", own);

        assertThat(cli.run("pod", "rm", "absent", "web-1")).isEqualTo(5);

        assertThat(cli.out()).isEqualTo("web-1\n");
        assertThat(cluster.requests().getLast()).startsWith("DELETE " + PODS + "/web-1");
    }

    @Test
    void aPodThatIsMadeForADeploymentOfOursIsOurs() {
        cluster.answer("GET " + PODS + "/web-1", madeFor(POD, "ReplicaSet", "web-7"))
                .answer("DELETE " + PODS + "/web-1", POD)
                .answer(
                        "GET /apis/apps/v1/namespaces/shop/replicasets/web-7",
                        madeFor(
                                "{\"metadata\":{\"name\":\"web-7\",\"namespace\":\"shop\",\"uid\":\"u\"}}",
                                "Deployment",
                                "web"))
                .answer("GET " + DEPLOYMENTS + "/web", DEPLOYMENT);

        assertThat(cli.run("pod", "rm", "web-1")).isEqualTo(1);
        assertThat(cli.err()).contains("The pod 'web-1' in namespace 'shop' was not created by Quayside", "--foreign");

        cluster.answer(
                "GET " + DEPLOYMENTS + "/web",
                DEPLOYMENT.replace("\"uid\":\"u\"", "\"uid\":\"u\",\"labels\":{\"dev.quayside.owner\":\"quayside\"}"));
        assertThat(cli.run("pod", "rm", "web-1")).as(cli.err()).isZero();
        assertThat(cluster.requests().getLast()).startsWith("DELETE " + PODS + "/web-1");
    }

    private static String madeFor(String json, String kind, String name) {
        var owner = "{\"apiVersion\":\"apps/v1\",\"kind\":\"" + kind + "\",\"name\":\"" + name
                + "\",\"uid\":\"u\",\"controller\":true}";
        return json.replace("\"uid\":\"u\"", "\"uid\":\"u\",\"ownerReferences\":[" + owner + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pod logs                            | needs either a name or --selector",
                "pod logs a -l app=web               | needs either a name or --selector",
                "pod ls -l app!=web                  | is not a label to select by",
                "pod cp a b                          | POD:PATH",
                "pod cp a:/x b:/y                    | POD:PATH",
                "pod port-forward job/a 80           | service/NAME or deployment/NAME",
                "pod port-forward a 70000            | 70000",
                "pod create a --image i --restart x  | always, on-failure, never",
                "pod create a --image i --pull x     | always, missing, never",
                "service create a -p 80 --type x     | ClusterIP, NodePort, LoadBalancer",
                "pod ls -H tcp://somewhere           | --context or --kubeconfig",
                "pod ls -n Not_DNS                   | cannot be the name of a namespace",
                "deployment create a                 | --image",
            })
    void whatIsWrongIsSaidWithARemedy(String line, String words) {
        assertThat(cli.run(line.split(" +", -1))).isEqualTo(2);

        assertThat(cli.err()).contains(words);
        assertThat(cluster.requests()).isEmpty();
    }

    @Test
    void bothEnginesStandSideBySideInTheOverview() {
        cli.run("--help");

        assertThat(cli.out())
                .contains("Images, containers, networks and volumes of Docker:")
                .contains("Deployments, services, namespaces and pods of Kubernetes:\n  deployment ");
    }
}
