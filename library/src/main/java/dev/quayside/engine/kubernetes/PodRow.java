package dev.quayside.engine.kubernetes;

/**
 * A pod as the cluster itself shows it to people: all are texts of the cluster, an empty one for what it does not tell.
 *
 * @param namespace told only where the pods of all namespaces were asked for
 * @param ready how many of its containers work, such as {@code 1/2}
 * @param restarts how often its containers were started again, and when last
 * @param age such as {@code 5m}
 */
public record PodRow(
        String namespace,
        String name,
        String ready,
        String status,
        String restarts,
        String age,
        String address,
        String node) {}
