import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * The least that a Java program can do to list pods: one connection over TLS, checked against the cluster's authority, and one call.
 *
 * <p>It only knows a kubeconfig file with a token, and prints how many characters came back.
 *
 * <p>Usage: {@code java ListPods.java KUBECONFIG NAMESPACE}
 */
final class ListPods {
    private ListPods() {}

    public static void main(String[] words) throws Exception {
        String config = Files.readString(Path.of(words[0]));
        var server = URI.create(value(config, "server: "));
        byte[] authority = Base64.getDecoder().decode(value(config, "certificate-authority-data: "));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(authority)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            String request = "GET /api/v1/namespaces/" + words[1] + "/pods HTTP/1.1\r\nHost: " + server.getHost()
                    + "\r\nAuthorization: Bearer " + value(config, "token: ") + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            System.out.println(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).length());
        }
    }

    private static String value(String config, String key) {
        return config.split(key, 2)[1].split("[\\s,}]", 2)[0].replace("\"", "");
    }
}
