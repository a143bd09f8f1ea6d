package dev.quayside.engine;

import java.util.Comparator;
import java.util.Locale;

/**
 * What of an app is applied and removed as one on an engine that keeps replicas by itself.
 *
 * @param key the service, network or volume by its key in the file; for {@link Kind#NAMESPACE} its name
 */
public record Part(Kind kind, String key) implements Comparable<Part> {
    private static final Comparator<Part> ORDER =
            Comparator.comparing(Part::kind).thenComparing(Part::key);

    /** What it is. */
    public enum Kind {
        /** Where all others live, and what they have in common. */
        NAMESPACE,
        /** Who may talk with whom. */
        NETWORK,
        /** Data that outlives replicas. */
        VOLUME,
        /** A service with all its replicas, names and files. */
        SERVICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The namespace of an app. */
    public static Part namespace(String name) {
        return new Part(Kind.NAMESPACE, name);
    }

    /** A network of an app. */
    public static Part network(String key) {
        return new Part(Kind.NETWORK, key);
    }

    /** A volume of an app. */
    public static Part volume(String key) {
        return new Part(Kind.VOLUME, key);
    }

    /** A service of an app. */
    public static Part service(String name) {
        return new Part(Kind.SERVICE, name);
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }

    /** As a sentence names it: {@code network front}. */
    @Override
    public String toString() {
        return kind + " " + key;
    }
}
