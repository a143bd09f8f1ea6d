package dev.quayside.engine.kubernetes;

import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Objects of kinds that the engine knows nothing of, by their paths. */
final class RawObjects {
    private RawObjects() {}

    private static Json send(KubernetesApi api, String method, String path, RequestBody body) {
        var query = method.equals("PATCH") ? "?fieldManager=test" : "";
        var about = ObjectRef.all(Kind.NAMESPACE, "");
        return api.json(new Call(method, "change", path, query, List.of(), body, Optional.empty(), about, ""));
    }

    static void apply(KubernetesApi api, String path, String yaml) {
        send(api, "PATCH", path, new RequestBody.Text("application/apply-patch+yaml", yaml));
    }

    static boolean isThere(KubernetesApi api, String path) {
        try {
            send(api, "GET", path, new RequestBody.None());
            return true;
        } catch (QuaysideException e) {
            return false;
        }
    }

    static void delete(KubernetesApi api, String path) {
        send(api, "DELETE", path, new RequestBody.None());
    }

    /** The configuration of an account that has the rights of this Role, which is called quayside, in one namespace. */
    static Path kubeconfigOf(KubernetesApi api, String namespace, String role) throws IOException {
        String rights = "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace + "/";
        String accounts = "/api/v1/namespaces/" + namespace + "/serviceaccounts/";
        apply(api, rights + "roles/quayside", role);
        apply(api, accounts + "limited", "{apiVersion: v1, kind: ServiceAccount, metadata: {name: limited}}");
        apply(api, rights + "rolebindings/limited", """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: limited}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: quayside}
                subjects: [{kind: ServiceAccount, name: limited, namespace: %s}]
                """.formatted(namespace));
        var request = new RequestBody.Text(
                "application/json",
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}");
        String token = send(api, "POST", accounts + "limited/token", request)
                .at("status")
                .text("token");
        String config = Files.readString(TestKubernetes.kubeconfig());
        int users = config.indexOf("\nusers:");
        String limited = config.substring(0, users).replaceAll("user: \\S+", "user: limited")
                + "\nusers:\n- name: limited\n  user:\n    token: " + token + "\n";
        return Files.writeString(Files.createTempFile("limited", ".kubeconfig"), limited);
    }
}
