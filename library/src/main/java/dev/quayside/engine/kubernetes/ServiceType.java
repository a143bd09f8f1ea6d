package dev.quayside.engine.kubernetes;

import java.util.Arrays;
import java.util.Optional;

/** How a service can be reached. */
public enum ServiceType {
    /** Inside the cluster. */
    CLUSTER_IP("ClusterIP"),
    /** Through a port of every node. */
    NODE_PORT("NodePort"),
    /** Through a load balancer that the cluster's surroundings provide. */
    LOAD_BALANCER("LoadBalancer"),
    /** It is only another name for a host outside; such services can be read, not created. */
    EXTERNAL_NAME("ExternalName");

    private final String text;

    ServiceType(String text) {
        this.text = text;
    }

    /** The type of that spelling; empty for one that is not known. */
    static Optional<ServiceType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** The cluster's spelling. */
    @Override
    public String toString() {
        return text;
    }
}
