package dev.quayside.engine;

import dev.quayside.model.Ordered;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine makes of every key of a Compose file.
 *
 * <p>Keys are written as in {@code services.NAME.ports[]}: {@code NAME} is a name that the user chooses, {@code []} stands for the
 * items of a list. A key without an entry of its own has that of the nearest key around it.
 *
 * @param engine the engine's name, such as {@code kubernetes}
 * @param verdicts by key
 */
public record Fidelity(String engine, Map<String, Verdict> verdicts) {
    public Fidelity {
        verdicts = Ordered.copyOf(verdicts);
    }

    /**
     * The verdict on a key.
     *
     * @throws IllegalArgumentException if neither the key nor one around it has an entry
     */
    public Verdict of(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(engine + " has no verdict on '" + key + "'"));
    }

    /** Whether the key, or one around it, has an entry. */
    public boolean knows(String key) {
        return find(key).isPresent();
    }

    private Optional<Verdict> find(String key) {
        for (String around = key; !around.isEmpty(); around = parent(around)) {
            Verdict verdict = verdicts.get(around);
            if (verdict != null) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private static String parent(String key) {
        if (key.endsWith("[]")) {
            return key.substring(0, key.length() - 2);
        }
        int dot = key.lastIndexOf('.');
        return dot < 0 ? "" : key.substring(0, dot);
    }
}
