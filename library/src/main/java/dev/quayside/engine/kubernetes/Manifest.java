package dev.quayside.engine.kubernetes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One Kubernetes object as it is sent to a server or written to a file.
 *
 * @param content the whole object, {@code apiVersion} first: maps, lists, texts, numbers and truth values
 */
public record Manifest(String kind, String name, Map<String, Object> content) {
    public Manifest {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    /** A name for a file that holds it, such as {@code deployment-web.yaml}. */
    public String fileName() {
        return kind.toLowerCase(java.util.Locale.ROOT) + "-" + name + ".yaml";
    }

    /** The content of a config or secret is not shown. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
