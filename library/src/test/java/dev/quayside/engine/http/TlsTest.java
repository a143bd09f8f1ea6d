package dev.quayside.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.http.TlsMaterial.Verification;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Request PING = Request.of("GET", "/_ping", Silence.atMost(Duration.ofSeconds(2)));
    private static final int PKCS8_RSA_HEADER = 26;
    private static final byte[] P256 = {0x06, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};

    @TempDir
    private static Path folder;

    private static Pair rsa;
    private static Pair ec;

    private record Pair(PrivateKey key, X509Certificate certificate) {
        TlsMaterial.Identity identity() {
            return new TlsMaterial.Identity(List.of(certificate), key);
        }
    }

    @BeforeAll
    static void makeCertificates() throws Exception {
        rsa = generate("RSA", "2048");
        ec = generate("EC", "256");
    }

    @Test
    void bothSidesProveWhoTheyAre() throws Exception {
        try (var server = serve(rsa, ec);
                var client = client("localhost", server, material(rsa, Optional.of(ec), Verification.FULL))) {
            for (var i = 0; i < 3; i++) {
                assertThat(client.send(get()).text(10)).isEqualTo("OK");
            }
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsRefused() throws Exception {
        try (var server = serve(rsa, ec);
                var client = client("localhost", server, material(ec, Optional.of(ec), Verification.FULL))) {
            assertFails(client)
                    .hasMessageContaining("No secure connection")
                    .hasMessageContaining("its certificate is not signed by an authority that is trusted here");
        }
    }

    @Test
    void aServerOfAnotherNameIsRefusedUnlessNothingIsVerified() throws Exception {
        try (var server = serve(rsa, ec);
                var strict = client("127.0.0.1", server, material(rsa, Optional.of(ec), Verification.FULL));
                var lax = client("127.0.0.1", server, material(rsa, Optional.of(ec), Verification.NONE))) {
            assertFails(strict).hasMessageContaining("its certificate does not fit: No subject alternative names");
            assertThat(lax.send(get()).status()).isEqualTo(200);
        }
    }

    @Test
    void aPeerThatDoesNotShakeHandsReachesTheDeadline() throws Exception {
        try (var silent = new ServerSocket(0)) {
            var endpoint = new Endpoint.Tls(
                    "localhost", silent.getLocalPort(), material(rsa, Optional.empty(), Verification.FULL));
            var settings = HttpSettings.probing(PING).withConnectTimeout(Duration.ofMillis(200));
            try (var client = new HttpClient(endpoint, settings)) {
                assertFails(client);
            }
        }
    }

    @Test
    void keysAreReadInEveryEncoding() {
        var pkcs8 = rsa.key().getEncoded();
        var pkcs1 = Arrays.copyOfRange(pkcs8, PKCS8_RSA_HEADER, pkcs8.length);
        assertThat(Pem.privateKey(pem("PRIVATE KEY", pkcs8))).isEqualTo(rsa.key());
        assertThat(Pem.privateKey(pem("RSA PRIVATE KEY", pkcs1))).isEqualTo(rsa.key());
        assertThat(Pem.privateKey(pem("PRIVATE KEY", ec.key().getEncoded()))).isEqualTo(ec.key());
        assertThat(Pem.certificates(certificatePem(rsa) + certificatePem(ec)))
                .containsExactly(rsa.certificate(), ec.certificate());
    }

    @Test
    void anEcKeyAsOpensslWritesItIsRead() {
        var read = Pem.privateKey(pem("EC PARAMETERS", P256) + pem("EC PRIVATE KEY", sec1((ECPrivateKey) ec.key())));
        assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) ec.key()).getS());
    }

    /** Version 1, the secret number in 32 bytes, and the curve in a field tagged [0]. */
    private static byte[] sec1(ECPrivateKey key) {
        var number = key.getS().toByteArray();
        var secret = new byte[32];
        var length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, secret, 32 - length, length);
        return ByteBuffer.allocate(51)
                .put(new byte[] {0x30, 49, 0x02, 1, 1, 0x04, 32})
                .put(secret)
                .put(new byte[] {(byte) 0xa0, 10})
                .put(P256)
                .array();
    }

    @Test
    void damagedKeysAreRefusedWithoutTheirContent() {
        for (var text : List.of(
                "",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----")) {
            assertThatThrownBy(() -> Pem.privateKey(text))
                    .isInstanceOf(QuaysideException.class)
                    .hasMessageNotContaining("c2VjcmV0");
        }
    }

    private static String certificatePem(Pair pair) {
        try {
            return pem("CERTIFICATE", pair.certificate().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String label, byte[] bytes) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static Pair generate(String algorithm, String size) throws Exception {
        var store = folder.resolve(algorithm + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        algorithm,
                        "-keysize",
                        size,
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        var output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(output).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Certificate certificate = keys.getCertificate("a");
        return new Pair((PrivateKey) keys.getKey("a", PASSWORD), (X509Certificate) certificate);
    }

    private static TlsMaterial material(Pair authority, Optional<Pair> identity, Verification verification) {
        return new TlsMaterial(List.of(authority.certificate()), identity.map(Pair::identity), verification);
    }

    private static SSLServerSocket serve(Pair identity, Pair clientAuthority) throws IOException {
        var context = material(clientAuthority, Optional.of(identity), Verification.FULL)
                .context();
        var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        server.setNeedClientAuth(true);
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try {
                    var socket = (SSLSocket) server.accept();
                    Thread.ofPlatform().daemon().start(() -> answer(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
        return server;
    }

    private static void answer(SSLSocket socket) {
        try (socket;
                var reader = socket.getInputStream()) {
            var head = new StringBuilder();
            for (var c = reader.read(); c >= 0; c = reader.read()) {
                head.append((char) c);
                if (head.indexOf("\r\n\r\n") >= 0) {
                    head.setLength(0);
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The client refused the certificate, as some tests want.
        }
    }

    private static HttpClient client(String host, SSLServerSocket server, TlsMaterial material) {
        return new HttpClient(
                new Endpoint.Tls(host, server.getLocalPort(), material),
                HttpSettings.probing(PING).withConnectTimeout(Duration.ofSeconds(5)));
    }

    private static Request get() {
        return Request.of("GET", "/x", Silence.atMost(Duration.ofSeconds(5)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(HttpClient client) {
        return assertThatThrownBy(() -> client.send(get()))
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_UNREACHABLE));
    }
}
