package dev.quayside.engine.kubernetes;

import java.time.Instant;

/**
 * Something that the cluster noted about an object.
 *
 * @param time when it happened last
 * @param warning whether it is about something that went wrong
 * @param reason in one word, such as {@code FailedScheduling}
 * @param kind what it is about, such as {@code Pod}
 * @param name its name
 * @param count how often it happened
 */
public record KubernetesEvent(
        Instant time, boolean warning, String reason, String message, String kind, String name, int count) {
    /** The message in one line: of several the first, and the last, in which programs say what is wrong. */
    String sentence() {
        var lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.size() < 2 ? message.strip() : lines.getFirst() + " … " + lines.getLast();
    }
}
