package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.ScriptedPeer;
import dev.quayside.engine.http.ScriptedPeer.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What scripts of a peer need to be a cluster that speaks over WebSockets. */
final class ScriptedCluster {
    private ScriptedCluster() {}

    static KubernetesOrchestration connect(ScriptedPeer peer) {
        var access = new ClusterAccess(
                peer.endpoint(), "cluster.test", "", new Credentials.None(), List.of(), "default", "test", "a test");
        return new KubernetesOrchestration(
                new KubernetesApi(access, KubernetesOptions.resolve(Map.of(), Path.of("."))));
    }

    /** Agrees to the upgrade that the last request asks for. */
    static void upgrade(Connection connection, String protocol) throws IOException {
        var head = connection.requests().getLast();
        var at = head.indexOf("Sec-WebSocket-Key: ") + 19;
        var key = head.substring(at, head.indexOf('\r', at));
        connection.send("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: "
                + protocol + "\r\nSec-WebSocket-Accept: " + answer(key) + "\r\n\r\n");
    }

    private static String answer(String key) {
        try {
            var text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A message from the peer; shorter than 65536 bytes. */
    static String message(String payload) {
        var length = payload.length() < 126
                ? "" + (char) payload.length()
                : "~" + (char) (payload.length() >> 8) + (char) (payload.length() & 0xff);
        return "\u0082" + length + payload;
    }

    /** A short frame from the client, unmasked. */
    static String frame(Connection connection) throws IOException {
        var head = connection.read(2);
        var mask = connection.read(4);
        var masked = connection.read(head.charAt(1) & 0x7f);
        var text = new StringBuilder();
        for (var i = 0; i < masked.length(); i++) {
            text.append((char) (masked.charAt(i) ^ mask.charAt(i & 3)));
        }
        return text.toString();
    }
}
