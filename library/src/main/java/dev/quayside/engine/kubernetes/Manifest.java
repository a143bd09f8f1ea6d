package dev.quayside.engine.kubernetes;

import dev.quayside.model.Ordered;
import java.util.Locale;
import java.util.Map;

/**
 * One Kubernetes object as it is sent to a server or written to a file.
 *
 * @param content the whole object, {@code apiVersion} first: maps, lists, texts, numbers and truth values
 */
public record Manifest(String kind, String name, Map<String, Object> content) {
    public Manifest {
        content = Ordered.copyOf(content);
    }

    /** A name for a file that holds it, such as {@code deployment-web.yaml}. */
    public String fileName() {
        return kind.toLowerCase(Locale.ROOT) + "-" + name + ".yaml";
    }

    /** The content of a config or secret is not shown. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
