package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Binary messages both ways over one upgraded connection, by RFC 6455.
 *
 * <p>One thread receives; any number of threads may send; any thread may close.
 */
public final class WebSocket implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 16 * 1024 * 1024;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Duplex duplex;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean closedByPeer;

    private WebSocket(Duplex duplex) {
        this.duplex = duplex;
    }

    /** One frame as it came. */
    private record Frame(boolean last, int kind, ByteBuffer payload) {}

    /**
     * Asks for an upgrade by a GET request and upgrades.
     *
     * @param request what would be sent otherwise; it must not be answered by anything else than an upgrade
     * @param protocol the only protocol that is offered
     * @param check told an answer that is no upgrade, and throws
     * @throws QuaysideException as {@link HttpClient#send}, or {@code UNSUPPORTED} if the peer does not speak the protocol
     */
    public static WebSocket open(HttpClient http, Request request, String protocol, Consumer<Response> check) {
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        var key = Base64.getEncoder().encodeToString(nonce);
        var response = http.send(request.withHeader("Connection", "Upgrade")
                .withHeader("Upgrade", "websocket")
                .withHeader("Sec-WebSocket-Version", "13")
                .withHeader("Sec-WebSocket-Key", key)
                .withHeader("Sec-WebSocket-Protocol", protocol));
        try {
            if (response.status() != 101) {
                check.accept(response);
            }
            var accepted = response.status() == 101
                    && response.header("sec-websocket-accept")
                            .filter(answer(key)::equals)
                            .isPresent()
                    && response.header("sec-websocket-protocol")
                            .filter(protocol::equals)
                            .isPresent();
            if (!accepted) {
                throw new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "The peer does not speak '" + protocol + "' over a WebSocket (it answered " + response.status()
                                + ")",
                        "use a newer version of it, or a way to it without a proxy that stops WebSockets");
            }
            return new WebSocket(response.duplex());
        } catch (RuntimeException e) {
            response.close();
            throw e;
        }
    }

    private static String answer(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends one message; blocks while the peer does not take it. */
    public void send(byte[] message) throws IOException {
        frame(BINARY, message);
    }

    private void frame(int kind, byte[] payload) throws IOException {
        var mask = new byte[4];
        RANDOM.nextBytes(mask);
        var head = ByteBuffer.allocate(14).put((byte) (FINAL | kind));
        if (payload.length < 126) {
            head.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            head.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            head.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        head.put(mask).flip();
        var bytes = ByteBuffer.allocate(head.remaining() + payload.length).put(head);
        for (var i = 0; i < payload.length; i++) {
            bytes.put((byte) (payload[i] ^ mask[i & 3]));
        }
        sending.lock();
        try {
            duplex.output().write(bytes.array());
            duplex.output().flush();
        } finally {
            sending.unlock();
        }
    }

    /**
     * Waits for the next message; empty at the end.
     *
     * @throws QuaysideException {@code ENGINE_LOST} if the connection ends within a message, {@code ENGINE_INCOMPATIBLE} for what
     *     is no message
     */
    public Optional<byte[]> receive() {
        var message = new ByteArrayOutputStream();
        while (true) {
            var frame = readFrame();
            if (frame.isEmpty() || frame.get().kind() == CLOSE) {
                closedByPeer = frame.isPresent();
                return Optional.empty();
            }
            switch (frame.get().kind()) {
                case PING -> pong(frame.get().payload().array());
                case PONG -> {
                    // An answer to nothing that we asked.
                }
                case TEXT, BINARY, CONTINUATION -> {
                    message.writeBytes(frame.get().payload().array());
                    if (message.size() > LONGEST_MESSAGE) {
                        throw wrong("a message of more than " + LONGEST_MESSAGE + " bytes");
                    }
                    if (frame.get().last()) {
                        return Optional.of(message.toByteArray());
                    }
                }
                default ->
                    throw wrong("a frame of the unknown kind " + frame.get().kind());
            }
        }
    }

    /** After the end: whether the peer said that it closes; else the connection was cut. */
    public boolean isClosedByPeer() {
        return closedByPeer;
    }

    private void pong(byte[] payload) {
        try {
            frame(PONG, payload);
        } catch (IOException e) {
            // The connection has ended: the next read tells.
        }
    }

    private Optional<Frame> readFrame() {
        var first = duplex.input().read();
        if (first < 0) {
            return Optional.empty();
        }
        var second = ByteBuffer.wrap(exactly(1)).get() & 0xff;
        long length = second & 0x7f;
        if (length == 126) {
            length = ByteBuffer.wrap(exactly(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = ByteBuffer.wrap(exactly(8)).getLong();
        }
        if (length < 0 || length > LONGEST_MESSAGE || (second & MASKED) != 0) {
            throw wrong("a frame of " + length + " bytes that cannot be read");
        }
        return Optional.of(new Frame((first & FINAL) != 0, first & 0x0f, ByteBuffer.wrap(exactly((int) length))));
    }

    private byte[] exactly(int count) {
        var bytes = duplex.input().readNBytes(count);
        if (bytes.length < count) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_LOST, "The connection ended within a message", "see whether the engine runs");
        }
        return bytes;
    }

    private static QuaysideException wrong(String what) {
        return new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE, "The peer sent " + what, "check that the address is that of an engine");
    }

    @Override
    public void close() {
        duplex.close();
    }
}
