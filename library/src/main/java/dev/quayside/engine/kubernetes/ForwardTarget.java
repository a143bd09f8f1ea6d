package dev.quayside.engine.kubernetes;

/** What a port is forwarded to. */
public sealed interface ForwardTarget {
    /** One pod, at a port of it. */
    record Pod(String name) implements ForwardTarget {}

    /** A ready pod of a service, at a port of the service. */
    record Service(String name) implements ForwardTarget {}

    /** A ready pod of a deployment, at a port of the pod. */
    record Deployment(String name) implements ForwardTarget {}
}
