package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A service account of a real cluster, in a namespace of its own, with the rights that a test gives it. */
final class ClusterAccount implements AutoCloseable {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces/";

    private final CommandLineRun administrator;
    private final String namespace;
    private final String configuration;

    ClusterAccount(CommandLineRun cli, String namespace) throws IOException {
        this.administrator = RealCluster.commandLine(cli.folder);
        this.namespace = namespace;
        this.configuration = Files.readString(Path.of(RealCluster.kubeconfig()));
        run("namespace", "create", namespace);
        post(account(), "{\"metadata\":{\"name\":\"deployer\"}}");
    }

    /** What the cluster calls it. */
    String user() {
        return "system:serviceaccount:" + namespace + ":deployer";
    }

    private String account() {
        return "/api/v1/namespaces/" + namespace + "/serviceaccounts";
    }

    /** A token of it, which is not used before it is handed over. */
    String token() {
        return only(
                post(account() + "/deployer/token", "{\"spec\":{\"expirationSeconds\":600}}"),
                "\"token\":\"([^\"]+)\"");
    }

    /** Lets it do this in its namespace; groups, verbs and resources have commas between them. */
    void allow(String groups, String verbs, String resources) {
        post(
                RBAC + namespace + "/roles",
                "{\"metadata\":{\"name\":\"deployer\"},\"rules\":[{\"apiGroups\":[%s],\"verbs\":[%s],\"resources\":[%s]}]}"
                        .formatted(list(groups), list(verbs), list(resources)));
        post(
                RBAC + namespace + "/rolebindings",
                ("{\"metadata\":{\"name\":\"deployer\"},\"roleRef\":{\"kind\":\"Role\",\"name\":\"deployer\","
                                + "\"apiGroup\":\"rbac.authorization.k8s.io\"},\"subjects\":"
                                + "[{\"kind\":\"ServiceAccount\",\"name\":\"deployer\",\"namespace\":\"%s\"}]}")
                        .formatted(namespace));
    }

    private static String list(String words) {
        return "\"" + words.replace(",", "\",\"") + "\"";
    }

    /** From now on the cluster does not know it. */
    void remove() {
        send(HttpRequest.newBuilder().DELETE(), account() + "/deployer");
    }

    private String post(String path, String body) {
        return send(
                HttpRequest.newBuilder().POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json"),
                path);
    }

    private String send(HttpRequest.Builder request, String path) {
        var server = only(configuration, "server: \"?([^\"\\s}]+)");
        var token = only(configuration, "token: \"?(\\w+)");
        try (var http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(trust())
                .build()) {
            var answer = http.send(
                    request.uri(URI.create(server + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return answer.body();
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private SSLContext trust() throws IOException, GeneralSecurityException {
        var pem = Base64.getDecoder().decode(only(configuration, "certificate-authority-data: \"?([\\w+/=]+)"));
        var authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        authorities.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String only(String text, String pattern) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    private void run(String... words) {
        assertThat(administrator.run(words)).as(administrator.err()).isZero();
    }

    @Override
    public void close() {
        run("namespace", "rm", "--foreign", "--wait", namespace);
    }
}
