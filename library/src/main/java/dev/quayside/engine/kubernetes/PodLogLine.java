package dev.quayside.engine.kubernetes;

import java.time.Instant;

/**
 * A line of output of a pod, without its line end.
 *
 * @param time when the node received it
 */
public record PodLogLine(String pod, Instant time, String text) {}
