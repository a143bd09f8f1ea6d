package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.http.ProcessOutput;
import dev.quayside.engine.http.WebSocket;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A command in a container over a WebSocket, by the protocol {@code v5.channel.k8s.io}: each message begins with the number of
 * its channel.
 */
final class PodExec implements ExecSession {
    private static final String PROTOCOL = "v5.channel.k8s.io";
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int STATUS = 3;
    private static final int SIZE = 4;
    private static final int END = 255;
    private static final int PIECE = 32 * 1024;

    private final WebSocket socket;
    private final ObjectRef pod;
    private final ProcessOutput output = new ProcessOutput();
    private final OutputStream stdin = new Stdin();
    private volatile @Nullable Json status;

    private PodExec(WebSocket socket, ObjectRef pod) {
        this.socket = socket;
        this.pod = pod;
    }

    static PodExec start(KubernetesApi api, ObjectRef pod, String container, ExecRequest request) {
        refuseWhatPodsCannot(request);
        var call = Call.subresource("GET", "create", pod, "exec")
                .with("container", container)
                .with("stdout", "true")
                .with("stdin", Boolean.toString(request.stdin()))
                .with("tty", Boolean.toString(request.tty()))
                .with("stderr", Boolean.toString(!request.tty()))
                .header("Accept", "*/*");
        for (var word : request.command()) {
            call = call.with("command", word);
        }
        var session = new PodExec(api.webSocket(call, PROTOCOL), pod);
        session.output.fill(session::pump);
        return session;
    }

    private static void refuseWhatPodsCannot(ExecRequest request) {
        if (request.user().isPresent()
                || request.workingDirectory().isPresent()
                || !request.environment().isEmpty()
                || request.privileged()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "Kubernetes runs a command only as the container's user, in its folder, with its environment",
                    "leave these out, or use 'env' and 'sh -c' in the command");
        }
    }

    private void pump() throws InterruptedException {
        for (var message = socket.receive(); message.isPresent(); message = socket.receive()) {
            var bytes = ByteBuffer.wrap(message.get());
            if (bytes.hasRemaining()) {
                take(bytes.get() & 0xff, bytes);
            }
        }
    }

    private void take(int channel, ByteBuffer bytes) throws InterruptedException {
        switch (channel) {
            case STDOUT -> output.out(bytes);
            case STDERR -> output.err(bytes);
            case STATUS ->
                status = Json.parse(StandardCharsets.UTF_8.decode(bytes).toString());
            default -> {
                // The end of a channel, or one that this version does not know.
            }
        }
    }

    private void send(int channel, byte[] bytes, int offset, int length) throws IOException {
        var message = ByteBuffer.allocate(length + 1).put((byte) channel).put(bytes, offset, length);
        socket.send(message.array());
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return output.stdout();
    }

    @Override
    public InputStream stderr() {
        return output.stderr();
    }

    @Override
    public void resize(int columns, int rows) {
        var size = new JsonObject().put("Width", columns).put("Height", rows).toString();
        var bytes = size.getBytes(StandardCharsets.UTF_8);
        try {
            send(SIZE, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int exitCode() {
        output.awaitEnd();
        var result = status;
        if (result == null) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_LOST,
                    "The connection to the command in " + pod + " ended before the command",
                    "see whether the pod still runs");
        }
        return exitCode(result);
    }

    private int exitCode(Json result) {
        if (result.text("status").equals("Success")) {
            return 0;
        }
        if (result.text("reason").equals("NonZeroExitCode")) {
            for (var cause : result.at("details").items("causes")) {
                if (cause.text("reason").equals("ExitCode")) {
                    return cause.smallNumber("message");
                }
            }
        }
        throw new QuaysideException(
                ErrorCode.ENGINE_FAILED,
                "The command could not be run in " + pod + ": " + result.text("message"),
                "check the command and the container");
    }

    @Override
    public void close() {
        output.abandon(socket::close);
    }

    /** Closing it ends the input of the command, whose output goes on. */
    private final class Stdin extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (var at = 0; at < length; at += PIECE) {
                send(STDIN, bytes, offset + at, Math.min(PIECE, length - at));
            }
        }

        @Override
        public void close() throws IOException {
            send(END, new byte[] {STDIN}, 0, 1);
        }
    }
}
