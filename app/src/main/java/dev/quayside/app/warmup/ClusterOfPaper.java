package dev.quayside.app.warmup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Answers a client of Kubernetes over TLS with answers written in advance. Who connects shows the server's own certificate. */
final class ClusterOfPaper implements AutoCloseable {
    /** The key is made for one rehearsal and deleted after it. */
    private static final char[] PASSWORD = "rehearsal".toCharArray();

    private static final int WAITING_CLIENTS = 50;

    private static final String AUTHORITY = "authority";

    private static final String ENTRY = "paper";

    private static final String MANAGED = """
            "managedFields":[{"manager":"quayside","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z",\
            "fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":\
            {"k:{\\"name\\":\\"web\\"}":{".":{},"f:image":{}}}}}}}}]""";

    private static final String MADE = """
            "namespace":"rehearsal","creationTimestamp":"2026-01-01T00:00:00Z","generation":1,"resourceVersion":"7",\
            "uid":"3c2e83b9-6d11-4161-88b9-b54d8b39b16a\"""";

    private static final String OWNED = """
            "labels":{"app.kubernetes.io/managed-by":"quayside","dev.quayside.owner":"quayside","dev.quayside.app":"rehearsal",\
            "dev.quayside.kind":"service","dev.quayside.key":"web"},"annotations":{"dev.quayside.object-hash":"0"}""";

    private static final String SPEC = """
            {"restartPolicy":"Always","nodeName":"node1","containers":[{"name":"web","image":"web:1",\
            "env":[{"name":"A","value":"b"}],"resources":{"limits":{"cpu":"500m","memory":"64Mi"}},\
            "ports":[{"containerPort":80,"protocol":"TCP"}],"readinessProbe":{"exec":{"command":["true"]}}}]}""";

    private static final String CONDITIONS = """
            "conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},\
            {"type":"Available","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]""";

    private static final String POD = """
            {"metadata":{"name":"web-1-2",%s,%s,"labels":{"dev.quayside.app":"rehearsal","dev.quayside.service":"web",\
            "network.dev.quayside/default":"true","pod-template-hash":"1"},"ownerReferences":[{"kind":"ReplicaSet",\
            "name":"web-1","uid":"1","controller":true}]},"spec":%s,"status":{"phase":"Running","podIP":"10.1.0.2",%s,\
            "containerStatuses":[{"name":"web","ready":true,"restartCount":0,"image":"web:1","imageID":"web@sha256:0",\
            "state":{"running":{"startedAt":"2026-01-01T00:00:01Z"}},"lastState":{}}]}}""".formatted(MADE, MANAGED, SPEC, CONDITIONS);

    private static final String DEPLOYMENT = """
            {"metadata":{"name":"web",%s,%s,%s},"spec":{"replicas":1,"selector":{"matchLabels":{"dev.quayside.service":"web"}},\
            "template":{"metadata":{"labels":{"dev.quayside.service":"web"}},"spec":%s}},"status":{"observedGeneration":1,\
            "replicas":1,"readyReplicas":1,"updatedReplicas":1,"availableReplicas":1,%s}}""".formatted(MADE, MANAGED, OWNED, SPEC, CONDITIONS);

    private static final String SERVICE = """
            {"metadata":{"name":"web",%s,%s,%s},"spec":{"type":"ClusterIP","clusterIP":"10.2.0.2",\
            "selector":{"dev.quayside.service":"web"},"ports":[{"name":"p80","port":80,"targetPort":80,"protocol":"TCP"}]},\
            "status":{"loadBalancer":{}}}""".formatted(MADE, MANAGED, OWNED);

    private static final String NAMESPACE = """
            {"kind":"Namespace","metadata":{"name":"rehearsal","creationTimestamp":"2026-01-01T00:00:00Z",%s},\
            "status":{"phase":"Active"}}""".formatted(OWNED);

    private static final String INVENTORY = """
            {"kind":"ConfigMap","metadata":{"name":"quayside-rehearsal",%s,%s},\
            "data":{"objects":"deployment/web\\nservice/web\\n"}}""".formatted(MADE, OWNED);

    private final SSLServerSocket server;
    private final KeyStore keys;

    private ClusterOfPaper(SSLServerSocket server, KeyStore keys) {
        this.server = server;
        this.keys = keys;
    }

    /**
     * Starts it on a free port of this machine.
     *
     * @param keyStore a PKCS #12 file with the key and the certificate for 127.0.0.1, and its authority
     */
    static ClusterOfPaper with(Path keyStore) throws IOException {
        try (InputStream in = Files.newInputStream(keyStore)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, PASSWORD);
            trusted.setCertificateEntry(AUTHORITY, store.getCertificate(AUTHORITY));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            var server = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, WAITING_CLIENTS, InetAddress.getLoopbackAddress());
            server.setWantClientAuth(true);
            var cluster = new ClusterOfPaper(server, store);
            Thread.ofPlatform().daemon().name("cluster-of-paper").start(cluster::accept);
            return cluster;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of the rehearsal cannot be used", e);
        }
    }

    /** What a client reads to find it. */
    String kubeconfig() throws IOException {
        try {
            String authority = certificate(AUTHORITY);
            String certificate = certificate(ENTRY);
            String key = base64(pem("PRIVATE KEY", keys.getKey(ENTRY, PASSWORD).getEncoded()));
            return """
                    apiVersion: v1
                    kind: Config
                    current-context: paper
                    contexts: [{ name: paper, context: { cluster: paper, user: paper } }]
                    clusters:
                    - name: paper
                      cluster: { server: "https://127.0.0.1:%d", certificate-authority-data: %s }
                    users:
                    - name: paper
                      user: { client-certificate-data: %s, client-key-data: %s }
                    """.formatted(server.getLocalPort(), authority, certificate, key);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of the rehearsal cannot be used", e);
        }
    }

    private String certificate(String name) throws GeneralSecurityException {
        return base64(pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder().encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void accept() {
        try {
            while (true) {
                var client = (SSLSocket) server.accept();
                Thread.ofPlatform().daemon().name("client-of-paper").start(() -> serve(client));
            }
        } catch (IOException e) {
            // The rehearsal is over.
            return;
        }
    }

    private static void serve(SSLSocket client) {
        try (client) {
            PaperTalk.hold(client.getInputStream(), client.getOutputStream(), ClusterOfPaper::body);
        } catch (IOException e) {
            // The client has hung up.
            return;
        }
    }

    private static String body(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (last) {
            case "version" ->
                "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.4\",\"platform\":\"linux/amd64\"}";
            case "rehearsal" -> NAMESPACE;
            case "quayside-rehearsal" -> INVENTORY;
            case "pods" -> list("Pod", POD);
            case "deployments" -> list("Deployment", DEPLOYMENT);
            case "services" -> list("Service", SERVICE);
            case "namespaces" -> list("Namespace", NAMESPACE);
            case "configmaps" -> list("ConfigMap", INVENTORY);
            case "log" -> "2026-01-01T00:00:02.000000000Z ready\n";
            case "web-1-2" -> POD;
            default -> last.endsWith("s") ? list("Other", "") : "";
        };
    }

    private static String list(String kind, String items) {
        return "{\"kind\":\"" + kind
                + "List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[" + items + "]}";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
