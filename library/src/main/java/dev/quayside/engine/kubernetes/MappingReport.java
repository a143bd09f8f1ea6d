package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Verdict;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;

/** Collects what cannot be said to Kubernetes, or not quite. Not thread-safe. */
final class MappingReport {
    private final List<MappingNote> notes = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    /** A key of a service that the file uses, as the table of verdicts says of it. */
    void byTable(String service, String key) {
        keyAt("services.NAME." + key, "services." + service + "." + key);
    }

    /**
     * A key that the file uses, as the table of verdicts says of it.
     *
     * @param key as in the table
     * @param place as in the file
     */
    void keyAt(String key, String place) {
        Verdict verdict = KubernetesFidelity.TABLE.of(key);
        switch (verdict.kind()) {
            case MAPPED -> {}
            case APPROXIMATED, NO_EFFECT -> note(place, verdict);
            case REFUSED -> refused(place, verdict.why());
        }
    }

    /** Nearly what the file says. */
    void approximated(String place, String why) {
        note(place, Verdict.approximated(why));
    }

    private void note(String place, Verdict verdict) {
        var note = new MappingNote(place, verdict);
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** What cannot be done; all of them are reported together. */
    void refused(String place, String why) {
        refusals.add(place + ": " + why);
    }

    List<MappingNote> notes() {
        return List.copyOf(notes);
    }

    /**
     * Ends the mapping if anything was refused.
     *
     * @throws QuaysideException UNSUPPORTED
     */
    void check() {
        if (!refusals.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.UNSUPPORTED,
                    "Kubernetes cannot do what the application asks for:\n  " + String.join("\n  ", refusals),
                    refusals.size() == 1
                            ? "change or remove it, or run the application on a Docker Engine"
                            : "change or remove these, or run the application on a Docker Engine");
        }
    }
}
