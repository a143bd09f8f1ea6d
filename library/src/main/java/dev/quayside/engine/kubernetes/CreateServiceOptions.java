package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.util.Map;

/**
 * What a service is created with beside name, selector, ports and type. Start from {@link #DEFAULT}.
 *
 * @param annotations such as those that a load balancer reads
 * @param addressing whether it has an address of its own
 */
public record CreateServiceOptions(Map<String, String> labels, Map<String, String> annotations, Addressing addressing) {
    /** No labels or annotations, an address of its own. */
    public static final CreateServiceOptions DEFAULT = new CreateServiceOptions(Map.of(), Map.of(), Addressing.OWN);

    /** What the service's name resolves to. */
    public enum Addressing {
        /** One address that the cluster chooses. */
        OWN,
        /** The addresses of the pods. */
        HEADLESS
    }

    /** Checks and copies. */
    public CreateServiceOptions {
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
    }

    /** The same with these labels. */
    public CreateServiceOptions withLabels(Map<String, String> others) {
        return new CreateServiceOptions(others, annotations, addressing);
    }

    /** The same with these annotations. */
    public CreateServiceOptions withAnnotations(Map<String, String> others) {
        return new CreateServiceOptions(labels, others, addressing);
    }

    /** The same without an address of its own: its name resolves to the pods. */
    public CreateServiceOptions headless() {
        return new CreateServiceOptions(labels, annotations, Addressing.HEADLESS);
    }
}
