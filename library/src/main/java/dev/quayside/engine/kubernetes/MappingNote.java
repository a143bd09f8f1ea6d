package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Verdict;

/**
 * Something of an app that Kubernetes expresses differently.
 *
 * @param place the key in the file, such as {@code services.web.init}
 */
public record MappingNote(String place, Verdict verdict) {
    /** For people: {@code services.web.init: approximated: …}. */
    @Override
    public String toString() {
        return place + ": " + verdict.kind() + ": " + verdict.why();
    }
}
