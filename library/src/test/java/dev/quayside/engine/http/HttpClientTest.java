package dev.quayside.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpClientTest {
    private static final Silence PATIENT = Silence.atMost(Duration.ofSeconds(10));
    private static final Request PING = Request.of("GET", "/_ping", Silence.atMost(Duration.ofMillis(300)));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

    @Test
    void anAnswerMayArriveOneByteAtATime() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.sendSlowly(
                            "HTTP/1.1 200 OK\r\nX-Y: z\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
                });
                var client = client(peer)) {
            var response = client.send(get("/x"));
            assertThat(response.header("x-y")).contains("z");
            assertThat(response.text(100)).isEqualTo("abcde");
        }
    }

    @Test
    void aConnectionIsKeptWhenTheAnswerWasReadToItsEnd() {
        try (var peer = ScriptedPeer.start(HttpClientTest::answerForEver);
                var client = client(peer)) {
            for (var i = 0; i < 5; i++) {
                client.send(get("/x")).finish();
            }
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionIsClosedWhenTheAnswerWasNotReadToItsEnd() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nOK");
                    c.atEnd();
                });
                var client = client(peer)) {
            client.send(get("/x")).close();
            client.send(get("/x")).close();
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void interimAnswersAreSkipped() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 100 Continue\r\n\r\n" + OK);
                });
                var client = client(peer)) {
            assertThat(client.send(get("/x")).text(9)).isEqualTo("OK");
        }
    }

    @Test
    void bytesGluedToTheSwitchOfProtocolsAreNotLost() throws IOException {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nearly");
                    c.send(c.read(4));
                    if (c.atEnd()) {
                        c.send("!");
                    }
                });
                var client = client(peer);
                var duplex = client.send(Request.of("POST", "/attach", Silence.whileAlive())
                                .withHeader("Upgrade", "tcp"))
                        .duplex()) {
            assertThat(duplex.input().readNBytes(5)).asString().isEqualTo("early");
            duplex.output().write("ping".getBytes(StandardCharsets.US_ASCII));
            duplex.closeOutput();
            assertThat(duplex.input().readAllBytes()).asString().isEqualTo("ping!");
        }
    }

    @Test
    void aStreamedBodyIsSentInChunks() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, c.chunkedBody());
                });
                var client = client(peer)) {
            var response = client.send(post("/build", out -> {
                out.write("abc".getBytes(StandardCharsets.US_ASCII));
                out.write('d');
            }));
            assertThat(response.text(100)).isEqualTo("abcd");
        }
    }

    @Test
    void anAnswerBeforeTheEndOfAStreamedBodyIsSeen() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(400, "no such thing");
                    c.atEnd();
                });
                var client = client(peer)) {
            var endless = post("/build", out -> {
                while (true) {
                    out.write(new byte[100_000]);
                }
            });
            try (var response = client.send(endless)) {
                assertThat(response.status()).isEqualTo(400);
                assertThat(response.text(100)).isEqualTo("no such thing");
            }
        }
    }

    @Test
    void aBodyThatCannotBeProducedIsNeverSentWhole() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.answer(200, c.chunkedBody());
                });
                var client = client(peer)) {
            assertFails(
                            ErrorCode.IO_FAILED,
                            () -> client.send(post("/build", out -> {
                                out.write(1);
                                throw new IOException("the file vanished");
                            })))
                    .hasMessageContaining("the file vanished");
        }
    }

    @Test
    void aSilentPeerReachesTheDeadline() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.atEnd();
                });
                var client = client(peer)) {
            var impatient = Request.of("GET", "/x", Silence.atMost(Duration.ofMillis(100)));
            assertFails(ErrorCode.TIMED_OUT, () -> client.send(impatient)).hasMessageContaining("GET /x");
        }
    }

    @Test
    void aPeerThatTakesNoBytesReachesTheDeadline() {
        var gate = new CountDownLatch(1);
        try (var peer = ScriptedPeer.start(c -> await(gate));
                var client = new HttpClient(
                        peer.endpoint(), HttpSettings.probing(PING).withWriteTimeout(Duration.ofMillis(100)))) {
            assertFails(ErrorCode.TIMED_OUT, () -> client.send(post("/build", out -> out.write(new byte[10_000_000]))));
        } finally {
            gate.countDown();
        }
    }

    @Test
    void aSilentStreamLivesAsLongAsThePeerAnswersPings() throws Exception {
        var gate = new CountDownLatch(1);
        try (var peer = ScriptedPeer.start(c -> {
                    if (c.request().contains("/_ping")) {
                        gate.countDown();
                        c.answer(200, "OK");
                        answerForEver(c);
                    }
                    c.send("HTTP/1.1 200 OK\r\n\r\n");
                    await(gate);
                    c.send("at last");
                });
                var client = impatientlyProbing(peer)) {
            assertThat(client.send(Request.of("GET", "/logs", Silence.whileAlive()))
                            .text(100))
                    .isEqualTo("at last");
        }
    }

    @Test
    void aSilentStreamEndsWhenThePeerNoLongerAnswersPings() {
        try (var peer = ScriptedPeer.start(c -> {
                    if (c.number() == 1) {
                        c.request();
                        c.send("HTTP/1.1 200 OK\r\n\r\n");
                    }
                    c.atEnd();
                });
                var client = impatientlyProbing(peer)) {
            var response = client.send(Request.of("GET", "/logs", Silence.whileAlive()));
            assertFails(ErrorCode.ENGINE_LOST, () -> response.text(100)).hasMessageContaining("no longer answers");
        }
    }

    @Test
    void anAnswerThatIsCutIsALostEngine() {
        for (var cut : List.of(
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1234",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
            try (var peer = ScriptedPeer.start(c -> {
                        c.request();
                        c.send(cut);
                    });
                    var client = client(peer)) {
                assertFails(ErrorCode.ENGINE_LOST, () -> client.send(get("/x")).text(100));
            }
        }
    }

    @Test
    void aKeptConnectionThatDiesUnderARequestIsReplacedOnlyForReading() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send(OK);
                    c.request(); // and no answer
                });
                var client = client(peer)) {
            client.send(get("/x")).finish();
            client.send(get("/x")).finish();
            assertThat(peer.accepted()).isEqualTo(2);
            assertFails(ErrorCode.ENGINE_LOST, () -> client.send(Request.of("POST", "/create", PATIENT)));
            assertThat(peer.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aKeptConnectionThatThePeerClosedIsNotUsedAgain() throws Exception {
        var closed = new CountDownLatch(1);
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send(OK);
                    if (c.number() == 1) {
                        closed.countDown();
                    } else {
                        c.atEnd();
                    }
                });
                var client = client(peer)) {
            client.send(get("/x")).finish();
            closed.await();
            Thread.sleep(50);
            assertThat(client.send(Request.of("POST", "/create", PATIENT)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void interruptingTheThreadEndsItsCall() throws Exception {
        var reached = new CountDownLatch(1);
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    reached.countDown();
                    c.atEnd();
                });
                var client = client(peer)) {
            var call = new FutureTask<>(() -> client.send(Request.of("GET", "/x", Silence.whileAlive())));
            var thread = Thread.ofPlatform().start(call);
            reached.await();
            thread.interrupt();
            assertThatThrownBy(call::get)
                    .hasCauseInstanceOf(QuaysideException.class)
                    .cause()
                    .hasMessageContaining("interrupted");
        }
    }

    @Test
    void closingTheAnswerOnAnotherThreadEndsTheCall() throws Exception {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\n\r\nx");
                    c.atEnd();
                });
                var client = client(peer)) {
            var response = client.send(Request.of("GET", "/x", Silence.whileAlive()));
            assertThat(response.body().read()).isEqualTo('x');
            var reading = new FutureTask<>(() -> response.text(1));
            Thread.ofPlatform().start(reading);
            Thread.sleep(50);
            response.close();
            assertThatThrownBy(reading::get).cause().hasMessageContaining("cancelled");
        }
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        c.send("X: " + "x".repeat(5000) + "\r\n");
                    }
                });
                var client = client(peer)) {
            assertFails(ErrorCode.ENGINE_INCOMPATIBLE, () -> client.send(get("/x")));
        }
    }

    @Test
    void somethingThatIsNotHttpIsSaidToBeSo() {
        try (var peer = ScriptedPeer.start(c -> {
                    c.request();
                    c.send("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n");
                    c.atEnd();
                });
                var client = client(peer)) {
            assertFails(ErrorCode.ENGINE_INCOMPATIBLE, () -> client.send(get("/x")));
        }
    }

    @Test
    void aSocketThatIsNotThereIsUnreachable() {
        try (var client = new HttpClient(new Endpoint.Unix(Path.of("/nowhere/x.sock")), HttpSettings.probing(PING))) {
            assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> client.send(get("/x")))
                    .hasMessageContaining("/nowhere/x.sock")
                    .hasMessageContaining("no such socket");
        }
    }

    @Test
    void aSocketPathThatIsTooLongIsRefusedWithItsLength() {
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> new Endpoint.Unix(Path.of("/" + "x".repeat(107))))
                .hasMessageContaining("108 bytes");
    }

    @Test
    void aHeaderCannotSmuggleALine() {
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> get("/x").withHeader("X", "a\r\nY: b"));
        assertFails(ErrorCode.INVALID_ARGUMENT, () -> get("/x HTTP/1.1\r\nY: b"));
    }

    @Test
    void aCommandCanCarryTheConnection() {
        try (var peer = ScriptedPeer.start(HttpClientTest::answerForEver)) {
            var socket = ((Endpoint.Unix) peer.endpoint()).path();
            try (var client =
                    new HttpClient(new Endpoint.Command(StdioRelay.command(socket)), HttpSettings.probing(PING))) {
                client.send(get("/x")).finish();
                assertThat(client.send(get("/x")).text(9)).isEqualTo("OK");
            }
            assertThat(peer.accepted()).isEqualTo(1);
        }
    }

    @Test
    void whatAFailingCommandSaysIsPassedOn() {
        var command = new Endpoint.Command(List.of("sh", "-c", "echo Host key verification failed >&2; exit 255"));
        try (var client = new HttpClient(command, HttpSettings.probing(PING))) {
            assertFails(ErrorCode.ENGINE_UNREACHABLE, () -> client.send(get("/x")))
                    .hasMessageContaining("Host key verification failed");
        }
    }

    private static void answerForEver(ScriptedPeer.Connection connection) throws IOException {
        while (true) {
            connection.request();
            connection.send(OK);
        }
    }

    private static void await(CountDownLatch gate) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static HttpClient client(ScriptedPeer peer) {
        return new HttpClient(peer.endpoint(), HttpSettings.probing(PING));
    }

    private static HttpClient impatientlyProbing(ScriptedPeer peer) {
        return new HttpClient(peer.endpoint(), HttpSettings.probing(PING).withProbePeriod(Duration.ofMillis(50)));
    }

    private static Request get(String target) {
        return Request.of("GET", target, PATIENT);
    }

    private static Request post(String target, RequestBody.Producer producer) {
        return Request.of("POST", target, PATIENT).withBody(new RequestBody.Streamed("application/x-tar", producer));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ErrorCode code, ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
