package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether nodes of a cluster can run what was built for them: else each pod ends at once with "exec format error". */
final class NodeArchitectures {
    /** Of nodes only what says what they are (Kubernetes API concepts, "Metadata-only fetches"). */
    private static final String METADATA = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    private static final String LABEL = "kubernetes.io/arch";

    private NodeArchitectures() {}

    /**
     * Refuses images for which there is no node. Who may not list nodes is not told.
     *
     * @param images what the images of services were built for; without any, nothing is asked
     * @throws QuaysideException UNSUPPORTED
     */
    static void check(KubernetesApi api, Map<String, String> images) {
        if (images.isEmpty()) {
            return;
        }
        Set<String> nodes = ofNodes(api);
        images.forEach((service, architecture) -> {
            if (!nodes.isEmpty() && !nodes.contains(architecture)) {
                throw new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "the image of the service '" + service + "' is built for " + architecture
                                + ", and the nodes of the cluster are " + String.join(" and ", nodes),
                        "build it for them: write 'platform: linux/"
                                + nodes.iterator().next() + "' for the service,"
                                + " with a Docker Engine that can build that");
            }
        });
    }

    private static Set<String> ofNodes(KubernetesApi api) {
        var names = new TreeSet<String>();
        try {
            api.forEach(
                    Call.list(ObjectRef.all(Kind.NODE, "")).header("Accept", METADATA),
                    node -> names.add(node.at("metadata").at("labels").text(LABEL)));
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.ENGINE_PERMISSION_DENIED) {
                throw e;
            }
        }
        names.remove("");
        return names;
    }
}
