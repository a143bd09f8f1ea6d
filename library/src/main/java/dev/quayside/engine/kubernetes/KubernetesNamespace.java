package dev.quayside.engine.kubernetes;

import java.time.Instant;

/**
 * A namespace.
 *
 * @param status what it is doing
 * @param created when it was created
 */
public record KubernetesNamespace(String name, NamespaceStatus status, Instant created, ObjectMetadata metadata) {}
