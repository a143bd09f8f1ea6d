package dev.quayside.engine.kubernetes;

/** Makes calls of listings. */
final class Lists {
    private Lists() {}

    static Call call(Kind kind, ListOptions options) {
        var namespace = options.namespace().orElse("");
        if (options.namespace().isPresent()) {
            // An empty name would list every namespace.
            Call.segment("namespace", namespace);
        }
        return Call.list(ObjectRef.all(kind, namespace)).withUnlessEmpty("labelSelector", options.selector());
    }
}
