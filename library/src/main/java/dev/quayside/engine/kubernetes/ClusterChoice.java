package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.TlsMaterial;
import dev.quayside.engine.http.TlsMaterial.Verification;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the cluster that the options mean and makes it ready to be called. */
final class ClusterChoice {
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final Set<String> PLUGIN_VERSIONS =
            Set.of("client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1");
    private static final Duration PLUGIN_DEADLINE = Duration.ofMinutes(1);
    private static final String DEFAULT_NAMESPACE = "default";

    private final Kubeconfig config;
    private final KubernetesOptions options;
    private final String context;

    private ClusterChoice(Kubeconfig config, KubernetesOptions options) {
        this.config = config;
        this.options = options;
        this.context = config.context(options.context());
    }

    static ClusterAccess resolve(KubernetesOptions options) {
        return resolve(options, ACCOUNT);
    }

    /** The same with the folder in which a pod finds its account. */
    static ClusterAccess resolve(KubernetesOptions options, Path account) {
        options.namespace().map(ObjectRef::namespace).ifPresent(Names::check);
        var config = Kubeconfig.find(options);
        if (config.isPresent()) {
            return new ClusterChoice(config.get(), options).access();
        }
        var host = options.environment().getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (host.isEmpty() || !Files.exists(account.resolve("token"))) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_UNREACHABLE,
                    "No Kubernetes configuration was found: there is no '"
                            + options.home().resolve(".kube/config") + "', KUBECONFIG is not set, and this is no pod",
                    "get the configuration of your cluster, or name its file");
        }
        return inCluster(options, host, account);
    }

    private static ClusterAccess inCluster(KubernetesOptions options, String host, Path account) {
        var port = options.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        var material = new TlsMaterial(
                TlsMaterial.certificatesFromPem(text(account.resolve("ca.crt"), "the pod's account")),
                Optional.empty(),
                Verification.FULL);
        var namespace = account.resolve("namespace");
        var endpoint = new Endpoint.Tls(host, Integer.parseInt(port), material);
        return new ClusterAccess(
                endpoint,
                authority(host, endpoint.port()),
                "",
                new Credentials.TokenFile(account.resolve("token")),
                List.of(),
                options.namespace()
                        .orElseGet(() -> Files.exists(namespace)
                                ? text(namespace, "the pod's account").strip()
                                : DEFAULT_NAMESPACE),
                "in-cluster",
                "the account of this pod");
    }

    private ClusterAccess access() {
        var cluster = config.cluster(context);
        var server = server(cluster.json().text("server"));
        var user = config.user(context);
        var host = host(server);
        var tls = "https".equalsIgnoreCase(server.getScheme());
        var port = server.getPort() > 0 ? server.getPort() : tls ? 443 : 80;
        return new ClusterAccess(
                tls ? tls(cluster, user, host, port) : new Endpoint.Tcp(host, port),
                authority(host, port),
                prefix(server),
                user.map(entry -> credentials(entry, cluster)).orElse(new Credentials.None()),
                user.map(ClusterChoice::impersonation).orElse(List.of()),
                options.namespace().orElseGet(this::namespaceOfContext),
                context,
                config.origin());
    }

    private String namespaceOfContext() {
        var namespace = config.contextEntry(context).json().text("namespace");
        return namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace;
    }

    private URI server(String text) {
        try {
            var server = new URI(text.contains("://") ? text : "http://" + text);
            var scheme = server.getScheme().toLowerCase(Locale.ROOT);
            if (server.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return server;
            }
        } catch (URISyntaxException e) {
            // Reported below, like an address without a host.
        }
        throw config.invalid(
                "has no usable server for context '" + context + "': '" + text + "'", "write it as https://host:port");
    }

    private static String host(URI server) {
        var host = server.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String prefix(URI server) {
        var path = server.getRawPath() == null ? "" : server.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String authority(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private Endpoint tls(Kubeconfig.Entry cluster, Optional<Kubeconfig.Entry> user, String host, int port) {
        var insecure = cluster.json().flag("insecure-skip-tls-verify");
        List<X509Certificate> authorities = insecure
                ? List.of()
                : pem(cluster, "certificate-authority")
                        .map(text -> usable("certificate-authority", () -> TlsMaterial.certificatesFromPem(text)))
                        .orElse(List.of());
        var material = new TlsMaterial(
                authorities, user.flatMap(this::identity), insecure ? Verification.NONE : Verification.FULL);
        var name = cluster.json().text("tls-server-name");
        var proxy = ProxyChoice.of(
                cluster.json().text("proxy-url"),
                options.environment(),
                host,
                port,
                "context '" + context + "' in " + config.origin());
        return new Endpoint.Tls(host, port, material, name.isEmpty() ? host : name, proxy);
    }

    private Optional<TlsMaterial.Identity> identity(Kubeconfig.Entry user) {
        var certificate = pem(user, "client-certificate");
        var key = pem(user, "client-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw config.invalid(
                    "gives the user of context '" + context + "' only one of client certificate and key",
                    "add the other");
        }
        return certificate.map(
                text -> usable("client-certificate", () -> TlsMaterial.Identity.fromPem(text, key.orElseThrow())));
    }

    private <T> T usable(String member, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (QuaysideException e) {
            throw config.invalid(
                    "has a " + member + " for context '" + context + "' that cannot be used: " + e.problem(),
                    e.remedy());
        }
    }

    /** PEM text that stands in the configuration or in a file; the former counts if both are there. */
    private Optional<String> pem(Kubeconfig.Entry entry, String member) {
        var data = entry.json().text(member + "-data");
        if (!data.isEmpty()) {
            try {
                return Optional.of(
                        new String(Base64.getDecoder().decode(data.replaceAll("\\s", "")), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw config.invalid(
                        "has " + member + "-data for context '" + context + "' that is not base64", "correct it");
            }
        }
        return entry.path(member).map(file -> text(file, member + " of context '" + context + "'"));
    }

    private static String text(Path file, String what) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "The file '" + file + "' of " + what + " cannot be read: " + IoProblem.of(e),
                    "check the path and the file's permissions",
                    e);
        }
    }

    /** The first kind that is there counts, in the order in which other clients prefer them. */
    private Credentials credentials(Kubeconfig.Entry user, Kubeconfig.Entry cluster) {
        var json = user.json();
        var file = user.path("tokenFile");
        if (file.isPresent()) {
            return new Credentials.TokenFile(file.get());
        }
        if (!json.text("token").isEmpty()) {
            return new Credentials.Token(json.text("token"));
        }
        if (!json.text("username").isEmpty()) {
            return new Credentials.Password(json.text("username"), json.text("password"));
        }
        if (json.at("exec").isPresent()) {
            return new Credentials.Plugin(plugin(user, cluster));
        }
        if (json.at("auth-provider").isPresent()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "The user of context '" + context + "' in " + config.origin()
                            + " has an auth-provider, which Kubernetes" + " removed in 1.26",
                    "replace it by an exec plugin, often by getting the configuration again");
        }
        return new Credentials.None();
    }

    private CredentialPlugin plugin(Kubeconfig.Entry user, Kubeconfig.Entry cluster) {
        var exec = user.json().at("exec");
        var version = exec.text("apiVersion");
        if (options.plugins() == KubernetesOptions.CredentialPlugins.REFUSED) {
            throw new QuaysideException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "Context '" + context + "' needs the program '" + exec.text("command") + "' for its credentials",
                    "allow credential plugins, or use a context with a token or certificate");
        }
        if (!PLUGIN_VERSIONS.contains(version)) {
            throw config.invalid(
                    "has a credential plugin of version '" + version + "' for context '" + context + "'",
                    "use client.authentication.k8s.io/v1");
        }
        if (exec.text("interactiveMode").equals("Always")) {
            throw config.invalid(
                    "has a credential plugin for context '" + context + "' that always asks a person",
                    "use one that can answer alone, or a token");
        }
        var variables = new LinkedHashMap<String, String>(options.environment());
        exec.items("env").forEach(item -> variables.put(item.text("name"), item.text("value")));
        var folder = user.file().toAbsolutePath().getParent();
        return new CredentialPlugin(
                exec.text("command"),
                exec.texts("args"),
                folder == null ? Path.of(".") : folder,
                variables,
                version,
                exec.flag("provideClusterInfo") ? Optional.of(clusterFacts(cluster)) : Optional.empty(),
                exec.text("installHint"),
                PLUGIN_DEADLINE);
    }

    private JsonObject clusterFacts(Kubeconfig.Entry cluster) {
        var json = cluster.json();
        var facts = new JsonObject()
                .put("server", json.text("server"))
                .putUnlessEmpty("tls-server-name", json.text("tls-server-name"))
                .putIfTrue("insecure-skip-tls-verify", json.flag("insecure-skip-tls-verify"));
        pem(cluster, "certificate-authority")
                .ifPresent(text -> facts.put(
                        "certificate-authority-data",
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return facts;
    }

    private static List<Header> impersonation(Kubeconfig.Entry user) {
        var json = user.json();
        var headers = new ArrayList<Header>();
        if (!json.text("as").isEmpty()) {
            headers.add(new Header("Impersonate-User", json.text("as")));
            json.texts("as-groups").forEach(group -> headers.add(new Header("Impersonate-Group", group)));
        }
        return headers;
    }
}
