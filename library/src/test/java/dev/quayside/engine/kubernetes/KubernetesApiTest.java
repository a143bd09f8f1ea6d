package dev.quayside.engine.kubernetes;

import static dev.quayside.engine.kubernetes.KubernetesAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.ContainerPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against a peer whose every byte is known. */
class KubernetesApiTest {
    private static final Pattern MARK = Pattern.compile("\"dev\\.quayside\\.creation\":\"([^\"]+)\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | Unauthorized | AUTHENTICATION_FAILED | does not accept your credentials",
                "403 | deployments.apps is forbidden: User \"x\" cannot get resource | ENGINE_PERMISSION_DENIED | allows 'get' on 'deployments.apps' in namespace 'shop'",
                "403 | deployments.apps \"web\" is forbidden: User \"ada\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"shop\" | ENGINE_PERMISSION_DENIED | You may not get deployment 'web' in namespace 'shop' as 'ada' (GET",
                "403 | deployments.apps \"web\" is forbidden: User \"ada\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"shop\": role \"r\" not found | ENGINE_PERMISSION_DENIED | as 'ada': role \"r\" not found (GET",
                "403 | exceeded quota: small | REFUSED_BY_POLICY | exceeded quota: small",
                "403 | admission webhook \"w\" denied the request: no | REFUSED_BY_POLICY | no",
                "403 | unable to create new content in namespace shop because it is being terminated | CONFLICT | terminated",
                "409 | the object has been modified | CONFLICT | modified",
                "410 | too old | CONFLICT | list again",
                "429 | slow down | ENGINE_FAILED | overloaded",
                "500 | etcd is gone | ENGINE_FAILED | etcd is gone",
            })
    void anErrorStatusBecomesACode(int status, String message, ErrorCode code, String words) {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(status, status(message, ""));
                });
                var kubernetes = connect(peer)) {
            assertFails(code, () -> kubernetes.getDeployment("web", "shop")).hasMessageContaining(words);
        }
    }

    @Test
    void aClusterThatCannotBeReachedIsNamedByItsContext() {
        var peer = ScriptedPeer.start(c -> {});
        try (var kubernetes = connect(peer)) {
            peer.close();
            assertFails(ErrorCode.ENGINE_UNREACHABLE, kubernetes::listNamespaces)
                    .hasMessageContaining("context 'test' in a test")
                    .hasMessageContaining("choose another context");
        }
    }

    @Test
    void whatIsAbsentIsNamed() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(
                            404,
                            status("deployments.apps \"web\" not found", "\"name\":\"web\",\"kind\":\"deployments\""));
                    c.request();
                    c.answer(404, status("namespaces \"shop\" not found", "\"name\":\"shop\",\"kind\":\"namespaces\""));
                    c.request();
                    c.answer(404, "404 page not found");
                });
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getDeployment("web", "shop"))
                    .hasMessageContaining("There is no deployment 'web' in namespace 'shop'");
            assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.createPod("p", "shop", "i", List.of(), Map.of()))
                    .hasMessageContaining("There is no namespace 'shop'");
            assertFails(ErrorCode.UNSUPPORTED, () -> kubernetes.getPod("p", "shop"))
                    .hasMessageContaining("API server");
        }
    }

    @Test
    void fieldsThatAreWrongAreNamed() {
        var causes = "\"causes\":[{\"field\":\"spec.replicas\",\"message\":\"must not be negative\"}]";
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(422, status("invalid", causes));
                });
                var kubernetes = connect(peer)) {
            assertFails(
                            ErrorCode.INVALID_ARGUMENT,
                            () -> kubernetes.createDeployment("web", "shop", "i", -1, List.of(), Map.of()))
                    .hasMessageContaining("spec.replicas: must not be negative");
        }
    }

    @Test
    void aCallThatIsPutOffIsMadeAgain() {
        try (var peer = ScriptedPeer.start(c -> {
                    for (var i = 0; i < 3; i++) {
                        c.request();
                        c.send("HTTP/1.1 429 X\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}");
                    }
                    c.request();
                    c.answer(200, pod("p", "1"));
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes.getPod("p", "shop").name()).isEqualTo("p");
            assertThat(peer.connection(1).requests()).hasSize(4);
        }
    }

    @Test
    void aClusterThatIsStartingIsAskedAgainWhenItSaysSo() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 503 X\r\nRetry-After: 0\r\nContent-Length: 2\r\n\r\n{}");
                    c.request();
                    c.answer(200, pod("p", "1"));
                    c.request();
                    c.answer(503, status("no endpoints available", ""));
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes.getPod("p", "shop").name()).isEqualTo("p");
            assertFails(ErrorCode.ENGINE_FAILED, () -> kubernetes.getPod("p", "shop"))
                    .hasMessageContaining("no endpoints available");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "201 | true | REFUSED_BY_POLICY | not on a friday",
                "201 | false | ENGINE_PERMISSION_DENIED | ask for a role that allows 'create' on 'pods/exec' in namespace 'shop'",
                "403 | false | ENGINE_PERMISSION_DENIED | ask for a role",
                "500 | false | ENGINE_PERMISSION_DENIED | ask for a role",
            })
    void aRefusalWhoseWordsDoNotTellWhyIsCheckedAgainstTheRights(
            int status, boolean allowed, ErrorCode code, String words) {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(403, status("pods p is forbidden: not on a friday", ""));
                    c.request();
                    c.answer(status, "{\"status\":{\"allowed\":" + allowed + "}}");
                });
                var kubernetes = connect(peer)) {
            assertFails(
                            code,
                            () -> kubernetes
                                    .exec("p", "shop", "main", ExecRequest.of("true"))
                                    .close())
                    .hasMessageContaining(words);
            assertThat(peer.connection(1).requests().getLast())
                    .startsWith("POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews ")
                    .endsWith("\"spec\":{\"resourceAttributes\":{\"verb\":\"create\",\"resource\":\"pods\","
                            + "\"subresource\":\"exec\",\"namespace\":\"shop\",\"name\":\"p\"}}}");
        }
    }

    @Test
    void aListingThatTheClusterForgotGoesOnWhereItSays() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, "{\"metadata\":{\"continue\":\"old\"},\"items\":[" + pod("a", "1") + "]}");
                    c.request();
                    c.answer(
                            410,
                            "{\"kind\":\"Status\",\"reason\":\"Expired\",\"metadata\":{\"continue\":\"new\"},\"code\":410}");
                    c.request();
                    c.answer(200, "{\"items\":[" + pod("b", "1") + "]}");
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes.listPods("shop"))
                    .extracting(KubernetesPod::name)
                    .containsExactly("a", "b");
            assertThat(peer.connection(1).requests().getLast()).contains("limit=500&continue=new ");
        }
    }

    @Test
    void aListingThatCannotGoOnBeginsAgainAndRepeatsNothing() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, "{\"metadata\":{\"continue\":\"old\"},\"items\":[" + pod("a", "1") + "]}");
                    c.request();
                    c.answer(410, "gone");
                    c.request();
                    c.answer(200, "{\"items\":[" + pod("a", "1") + "," + pod("b", "1") + "]}");
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes.listPods("shop"))
                    .extracting(KubernetesPod::name)
                    .containsExactly("a", "b");
            assertThat(peer.connection(1).requests().getLast()).doesNotContain("continue");
        }
    }

    @Test
    void aListingThatIsForgottenAgainAndAgainEnds() {
        try (var peer = ScriptedPeer.start(c -> {
                    while (true) {
                        var forgotten = c.request().contains("continue=");
                        c.answer(
                                forgotten ? 410 : 200,
                                forgotten ? "{}" : "{\"metadata\":{\"continue\":\"old\"},\"items\":[]}");
                    }
                });
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.CONFLICT, () -> kubernetes.listPods("shop")).hasMessageContaining("forgot");
        }
    }

    @Test
    void anExpiredTokenIsReadAgainOnce(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "old");
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    Files.writeString(file, "new");
                    c.answer(401, "{}");
                    c.request();
                    c.answer(200, pod("p", "1"));
                    c.request();
                    c.answer(401, "{}");
                    c.request();
                    c.answer(401, "{}");
                });
                var kubernetes = connect(peer, new Credentials.TokenFile(file))) {
            assertThat(kubernetes.getPod("p", "shop").name()).isEqualTo("p");
            assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> kubernetes.getPod("p", "shop"))
                    .hasMessageContaining(file.toString());
            assertThat(peer.connection(1).requests().getFirst()).contains("Authorization: Bearer old");
            assertThat(peer.connection(1).requests().get(1)).contains("Authorization: Bearer new");
        }
    }

    @Test
    void anExpiredTokenIsReadAgainForACommandToo(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("token"), "old");
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    if (c.number() == 1) {
                        Files.writeString(file, "new");
                        c.answer(401, "{}");
                        c.request();
                    }
                    ScriptedCluster.upgrade(c, "v5.channel.k8s.io");
                    c.send(ScriptedCluster.message("\u0003{\"status\":\"Success\"}") + "\u0088\u0000");
                });
                var kubernetes = connect(peer, new Credentials.TokenFile(file));
                var session = kubernetes.exec("p", "shop", "main", ExecRequest.of("true"))) {
            assertThat(session.exitCode()).isZero();
        }
    }

    @Test
    void listsArePagedAndTolerateWhatIsUnknownOrNull() {
        var first = "{\"kind\":\"PodList\",\"metadata\":{\"continue\":\"a/b\"},\"items\":["
                + "{\"metadata\":{\"name\":\"a\",\"managedFields\":[{\"x\":[1]}]},\"spec\":null,\"new\":{\"y\":[]}}]}";
        var second = "{\"items\":[" + pod("b", "1") + "],\"metadata\":{}}";
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, first);
                    c.request();
                    c.answer(200, second);
                    c.request();
                    c.answer(200, "{\"items\":null}");
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes.listPods(
                            ListOptions.in("shop").withLabel("app", "web").withLabel("x", "")))
                    .extracting(KubernetesPod::name)
                    .containsExactly("a", "b");
            assertThat(kubernetes.listPods(ListOptions.ALL)).isEmpty();
            var requests = peer.connection(1).requests();
            assertThat(requests.getFirst())
                    .startsWith("GET /api/v1/namespaces/shop/pods?labelSelector=app%3Dweb%2Cx&limit=500 ");
            assertThat(requests.get(1)).contains("continue=a%2Fb");
            assertThat(requests.get(2)).startsWith("GET /api/v1/pods?limit=500 ");
        }
    }

    @Test
    void aCreationWhoseAnswerWasLostIsFoundByItsMark() {
        try (var peer = ScriptedPeer.start(new ScriptedPeer.Script() {
                    private volatile String mark = "";

                    @Override
                    public void serve(ScriptedPeer.Connection c) throws IOException {
                        c.request();
                        if (c.number() == 1) {
                            mark = mark(c.requests().getFirst());
                        } else {
                            c.answer(200, pod("p", mark));
                        }
                    }
                });
                var kubernetes = connect(peer)) {
            assertThat(kubernetes
                            .createPod("p", "shop", "i", List.of(ContainerPort.of(80)), Map.of("A", "1"))
                            .name())
                    .isEqualTo("p");
            assertThat(peer.accepted()).isEqualTo(2);
            assertThat(peer.connection(1).requests().getFirst())
                    .startsWith("POST /api/v1/namespaces/shop/pods?fieldManager=quayside&fieldValidation=Strict ")
                    .contains("\"app\":\"p\"")
                    .contains("\"enableServiceLinks\":false")
                    .contains("\"automountServiceAccountToken\":false");
            assertThat(peer.connection(2).requests().getFirst()).startsWith("GET /api/v1/namespaces/shop/pods/p ");
        }
    }

    @Test
    void aCreationThatDidNotArriveIsRepeatedOnce() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    if (c.number() == 2) {
                        c.answer(404, status("no", "\"name\":\"p\",\"kind\":\"pods\""));
                        c.request();
                        c.answer(201, pod("p", "1"));
                    }
                });
                var kubernetes = connect(peer)) {
            kubernetes.createPod("p", "shop", "i", List.of(), Map.of());
            assertThat(mark(peer.connection(2).requests().get(1)))
                    .isEqualTo(mark(peer.connection(1).requests().getFirst()));
        }
    }

    @Test
    void aNameThatIsTakenNamesWhoHasIt() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(409, "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\",\"message\":\"exists\"}");
                    c.request();
                    c.answer(
                            200,
                            "{\"metadata\":{\"name\":\"p\",\"managedFields\":[{\"manager\":\"kubectl\",\"time\":\"2026-01-01T00:00:00Z\"},"
                                    + "{\"manager\":\"later\",\"time\":\"2026-01-02T00:00:00Z\"}]}}");
                });
                var kubernetes = connect(peer)) {
            assertFails(ErrorCode.ALREADY_EXISTS, () -> kubernetes.createPod("p", "shop", "i", List.of(), Map.of()))
                    .hasMessageContaining("There is a pod 'p' in namespace 'shop' already, made by 'kubectl'");
        }
    }

    @Test
    void aDeletionWhoseAnswerWasLostIsNotRepeatedWhenTheObjectIsGone() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    if (c.number() == 1) {
                        c.answer(200, pod("p", "1"));
                        c.request();
                    } else {
                        c.answer(404, status("no", "\"name\":\"p\",\"kind\":\"pods\""));
                    }
                });
                var kubernetes = connect(peer)) {
            kubernetes.deletePod("p", "shop");
            assertThat(peer.connection(1).requests().get(1))
                    .startsWith("DELETE /api/v1/namespaces/shop/pods/p ")
                    .contains("\"preconditions\":{\"uid\":\"u-p\"}")
                    .contains("\"propagationPolicy\":\"Background\"");
        }
    }

    @Test
    void aWaitSurvivesWatchesThatAreCutTooOldOrRefused() {
        var gone = status("no", "\"name\":\"p\",\"kind\":\"pods\"");
        var watches = new java.util.concurrent.atomic.AtomicInteger();
        try (var peer = ScriptedPeer.start(c -> {
                    while (true) {
                        var request = c.request();
                        if (request.startsWith("DELETE")) {
                            c.answer(200, "{}");
                        } else if (!request.contains("watch=true")) {
                            c.answer(watches.get() < 3 ? 200 : 404, watches.get() < 3 ? pod("p", "1") : gone);
                        } else if (watches.incrementAndGet() == 1) {
                            c.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"type\":\"MODIF");
                            return;
                        } else if (watches.get() == 2) {
                            c.answer(410, status("too old", ""));
                        } else {
                            c.answer(
                                    200,
                                    "{\"type\":\"BOOKMARK\",\"object\":{}}\n{\"type\":\"DELETED\",\"object\":{}}\n");
                        }
                    }
                });
                var kubernetes = connect(peer)) {
            kubernetes.deletePod(
                    "p", "shop", DeleteOptions.DEFAULT.waiting(WaitOptions.within(Duration.ofSeconds(30))));
            assertThat(watches).hasValue(3);
        }
    }

    @Test
    void anUpdateSendsTheSmallestPatchForWhatItLookedAt() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, deployment("1", 3));
                    c.request();
                    c.answer(200, deployment("2", 7));
                    c.request();
                    c.answer(409, status("the object has been modified", ""));
                    c.request();
                    c.answer(200, deployment("3", 8));
                    c.request();
                    c.answer(200, deployment("4", 8));
                });
                var kubernetes = connect(peer)) {
            var read = kubernetes.getDeployment("web", "shop");
            kubernetes.updateDeployment(read.withImage("web:2"));
            var patch = peer.connection(1).requests().getLast();
            assertThat(patch)
                    .startsWith(
                            "PATCH /apis/apps/v1/namespaces/shop/deployments/web?fieldManager=quayside&fieldValidation=Strict ")
                    .contains("Content-Type: application/strategic-merge-patch+json")
                    .endsWith(
                            "{\"metadata\":{\"uid\":\"u\",\"resourceVersion\":\"3\"},\"spec\":{\"template\":{\"spec\":"
                                    + "{\"containers\":[{\"name\":\"main\",\"image\":\"web:2\"}]}}}}");
        }
    }

    @Test
    void theLogsOfSeveralPodsAreMergedByTime() {
        var running = ",\"status\":{\"containerStatuses\":[{\"state\":{\"running\":{}}}]}}";
        var list = "{\"items\":[" + bare("a") + running + "," + bare("b") + running + "," + bare("c") + "}]}";
        try (var peer = ScriptedPeer.start(c -> {
                    while (true) {
                        var request = c.request();
                        if (request.contains("/a/log")) {
                            c.answer(200, "2026-01-01T00:00:01.5Z one\n2026-01-01T00:00:04Z four\r\n");
                        } else if (request.contains("/b/log")) {
                            c.answer(200, "2026-01-01T00:00:02Z two\n2026-01-01T00:00:03Z three");
                        } else {
                            c.answer(200, list);
                        }
                    }
                });
                var kubernetes = connect(peer)) {
            try (var logs = kubernetes.logs(ListOptions.in("shop"), LogOptions.ALL.lastLines(10))) {
                assertThat(all(logs)).extracting(PodLogLine::text).containsExactly("one", "two", "three", "four");
            }
            try (var logs = kubernetes.logs(ListOptions.in("shop"), LogOptions.FOLLOWED)) {
                assertThat(all(logs))
                        .extracting(PodLogLine::text)
                        .containsExactlyInAnyOrder("one", "two", "three", "four");
            }
            assertThat(peer.connection(2).requests().getFirst()
                            + peer.connection(1).requests())
                    .contains("timestamps=true&container=main&tailLines=10")
                    .contains("follow=true");
        }
    }

    private static List<PodLogLine> all(EntryStream<PodLogLine> logs) {
        var lines = new ArrayList<PodLogLine>();
        for (var line = logs.next(); line.isPresent(); line = logs.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    private static String bare(String name) {
        return "{\"metadata\":{\"name\":\"" + name
                + "\",\"namespace\":\"shop\"},\"spec\":{\"containers\":[{\"name\":\"main\"}]}";
    }

    @Test
    void whatPodsUseIsAddedUp() {
        var usage = "{\"items\":[{\"metadata\":{\"name\":\"p\"},\"containers\":["
                + "{\"usage\":{\"cpu\":\"250m\",\"memory\":\"2Mi\"}},{\"usage\":{\"cpu\":\"500000n\",\"memory\":\"1024\"}}]}]}";
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, usage);
                    c.request();
                    c.answer(404, "404 page not found");
                });
                var kubernetes = connect(peer)) {
            var stats = kubernetes.stats(ListOptions.in("shop")).getFirst();
            assertThat(stats.cpus()).isEqualTo(0.2505);
            assertThat(stats.memoryBytes()).isEqualTo((2 << 20) + 1024);
            assertFails(ErrorCode.UNSUPPORTED, () -> kubernetes.stats(ListOptions.in("shop")))
                    .hasMessageContaining("metrics-server");
        }
    }

    @Test
    void namesCannotLeadToAnotherCall() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(404, status("no", "\"name\":\"x\",\"kind\":\"pods\""));
                });
                var kubernetes = connect(peer)) {
            for (var name : List.of("", " ", "..")) {
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> kubernetes.getPod(name, "shop"));
                assertFails(ErrorCode.INVALID_ARGUMENT, () -> kubernetes.listPods(ListOptions.in(name)));
            }
            assertFails(ErrorCode.NOT_FOUND, () -> kubernetes.getPod("../x?y#z", "a/b"));
            assertThat(peer.connection(1).requests().getFirst())
                    .startsWith("GET /api/v1/namespaces/a%2Fb/pods/..%2Fx%3Fy%23z ");
        }
    }

    private static String mark(String request) {
        var matcher = MARK.matcher(request);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String pod(String name, String mark) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"shop\",\"uid\":\"u-" + name
                + "\",\"labels\":{\"dev.quayside.owner\":\"quayside\"},\"annotations\":{\"dev.quayside.creation\":\""
                + mark
                + "\"}},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"i\"}]},\"status\":{\"phase\":\"Running\"}}";
    }

    private static String deployment(String version, int replicas) {
        return "{\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"u\",\"resourceVersion\":\"" + version
                + "\"},\"spec\":{\"replicas\":" + replicas
                + ",\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"web:1\"}]}}}}";
    }

    private static String status(String message, String details) {
        return "{\"kind\":\"Status\",\"message\":\"" + message.replace("\"", "\\\"") + "\",\"details\":{" + details
                + "}}";
    }

    private static KubernetesOrchestration connect(ScriptedPeer peer) {
        return connect(peer, new Credentials.Token("t"));
    }

    private static KubernetesOrchestration connect(ScriptedPeer peer, Credentials credentials) {
        var access = new ClusterAccess(
                peer.endpoint(), "cluster.test", "", credentials, List.of(), "default", "test", "a test");
        return new KubernetesOrchestration(
                new KubernetesApi(access, KubernetesOptions.resolve(Map.of(), Path.of("."))));
    }
}
