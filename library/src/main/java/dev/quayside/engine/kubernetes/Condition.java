package dev.quayside.engine.kubernetes;

/**
 * One of the judgements that the cluster makes about an object.
 *
 * @param type such as {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason in one word; may be empty
 * @param message may be empty
 */
public record Condition(String type, String status, String reason, String message) {}
