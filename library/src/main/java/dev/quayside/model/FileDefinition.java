package dev.quayside.model;

import java.util.Map;
import java.util.Optional;

/**
 * A config or secret of an app.
 *
 * @param key its key in the file
 * @param name the name under which an engine knows it
 */
public record FileDefinition(String key, String name, Source source, Map<String, String> labels) {
    public FileDefinition {
        labels = Ordered.copyOf(labels);
    }

    /** Where the content comes from. It is read when it is needed, never by the reader. */
    public sealed interface Source {
        /** A local file, by its absolute path. */
        record LocalFile(String path) implements Source {}

        /**
         * An environment variable of whoever deploys.
         *
         * @param value its value where the app was read; empty if it was not set
         */
        record Environment(String variable, Optional<String> value) implements Source {
            @Override
            public String toString() {
                return "Environment[variable=" + variable + "]";
            }
        }

        /** Text in the file itself. */
        record Inline(String content) implements Source {
            @Override
            public String toString() {
                return "Inline[" + content.length() + " characters]";
            }
        }

        /** Something that exists already on the engine. */
        record External() implements Source {}
    }
}
