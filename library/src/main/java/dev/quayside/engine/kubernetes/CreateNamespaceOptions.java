package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.time.Duration;
import java.util.Map;

/**
 * What a namespace is created with. Start from {@link #DEFAULT} and change what you need.
 *
 * @param labels such as those of Pod Security
 * @param waiting for a namespace of the name that is being deleted, and for the default account of the new one
 */
public record CreateNamespaceOptions(Map<String, String> labels, Map<String, String> annotations, WaitOptions waiting) {
    /** No labels or annotations, a minute to wait. */
    public static final CreateNamespaceOptions DEFAULT =
            new CreateNamespaceOptions(Map.of(), Map.of(), WaitOptions.within(Duration.ofMinutes(1)));

    /** Checks and copies. */
    public CreateNamespaceOptions {
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
    }

    /** The same with these labels. */
    public CreateNamespaceOptions withLabels(Map<String, String> others) {
        return new CreateNamespaceOptions(others, annotations, waiting);
    }

    /** The same with these annotations. */
    public CreateNamespaceOptions withAnnotations(Map<String, String> others) {
        return new CreateNamespaceOptions(labels, others, waiting);
    }

    /** The same with another deadline. */
    public CreateNamespaceOptions waiting(WaitOptions options) {
        return new CreateNamespaceOptions(labels, annotations, options);
    }
}
