package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.time.Instant;
import java.util.Map;

/**
 * What every object of a cluster carries.
 *
 * @param uid its identity: another object of the same name has another one; empty for a record made by hand
 * @param resourceVersion changes with every change of the object
 * @param created when it was created
 * @param deleting whether it is being deleted
 */
public record ObjectMetadata(
        String uid,
        String resourceVersion,
        Instant created,
        Map<String, String> labels,
        Map<String, String> annotations,
        boolean deleting) {
    /** That of an object that was not read from a cluster. */
    public static final ObjectMetadata NONE = new ObjectMetadata("", "", Instant.EPOCH, Map.of(), Map.of(), false);

    /** Checks and copies. */
    public ObjectMetadata {
        labels = Ordered.copyOf(labels);
        annotations = Ordered.copyOf(annotations);
    }

    /** The same with these labels. */
    public ObjectMetadata withLabels(Map<String, String> others) {
        return new ObjectMetadata(uid, resourceVersion, created, others, annotations, deleting);
    }

    /** The same with these annotations. */
    public ObjectMetadata withAnnotations(Map<String, String> others) {
        return new ObjectMetadata(uid, resourceVersion, created, labels, others, deleting);
    }
}
