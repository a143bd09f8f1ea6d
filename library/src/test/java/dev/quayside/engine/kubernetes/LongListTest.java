package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.ScriptedPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A list that is larger than the memory, read by a program of its own: a heap cannot be limited within one. */
class LongListTest {
    private static final int PODS = 5_000;
    private static final int MEGABYTES = 32;
    private static final int ENVIRONMENT = 120;

    @Test
    void fiveThousandPodsAreListedWithinThirtyTwoMegabytes() throws IOException, InterruptedException {
        var sent = new AtomicLong();
        try (var peer = ScriptedPeer.start(c -> {
            c.request();
            c.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            chunk(c, "{\"kind\":\"PodList\",\"items\":[");
            for (var i = 0; i < PODS; i++) {
                var pod = (i == 0 ? "" : ",") + pod(i);
                sent.addAndGet(pod.length());
                chunk(c, pod);
            }
            chunk(c, "],\"metadata\":{}}");
            c.send("0\r\n\r\n");
        })) {
            var program = program(((Endpoint.Unix) peer.endpoint()).path());
            var ended = program.waitFor(3, TimeUnit.MINUTES);
            if (!ended) {
                program.destroyForcibly();
            }
            assertThat(ended).as("the program ended").isTrue();
            var output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).contains(PODS + " pods");
            assertThat(sent.get()).isGreaterThan(MEGABYTES * 1_000_000L);
        }
    }

    private static Process program(Path socket) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEGABYTES + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PodCounter.class.getName(),
                        socket.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static void chunk(ScriptedPeer.Connection connection, String text) throws IOException {
        connection.send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    /** Between 8 and 10 KB, as pods of clusters with side cars are. */
    private static String pod(int number) {
        var variables = new StringBuilder();
        for (var i = 0; i < ENVIRONMENT; i++) {
            variables
                    .append(i == 0 ? "" : ",")
                    .append("{\"name\":\"VARIABLE_" + i + "\",\"value\":\"value " + i + " of pod " + number
                            + " in a shop\"}");
        }
        return "{\"metadata\":{\"name\":\"pod-" + number + "\",\"namespace\":\"shop\",\"uid\":\"" + number
                + "\",\"managedFields\":[{\"manager\":\"kubelet\",\"fieldsV1\":{" + "\"f:status\":{}"
                + "}}]},\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"busybox\",\"env\":[" + variables
                + "]}]},\"status\":{\"phase\":\"Running\"}}";
    }

    /** The program. */
    static final class PodCounter {
        private PodCounter() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            var access = new ClusterAccess(
                    new Endpoint.Unix(Path.of(arguments[0])),
                    "cluster.test",
                    "",
                    new Credentials.None(),
                    List.of(),
                    "default",
                    "test",
                    "a test");
            var api = new KubernetesApi(access, KubernetesOptions.resolve(Map.of(), Path.of(".")));
            try (var kubernetes = new KubernetesOrchestration(api)) {
                var count = new AtomicLong();
                kubernetes.listPods(ListOptions.ALL, pod -> count.incrementAndGet());
                System.out.println(count + " pods");
            }
        }
    }
}
