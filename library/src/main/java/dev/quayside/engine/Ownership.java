package dev.quayside.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Quayside writes on everything it creates, as labels that never change, and by which it knows its own again.
 *
 * <p>Images can carry labels too, and containers inherit them: so every label of this set is written on every container, those
 * without a value as an empty text.
 *
 * @param app the app it belongs to
 * @param kind {@code replica}, {@code network}, {@code volume} or {@code files}
 * @param key the service of a replica, or the key of a network or volume in the file
 * @param generation 0 where there are no generations
 * @param number 0 where there are no replicas
 * @param specHash a hash of everything that was asked for; a different one means that it must be replaced
 * @param parts a short digest of each part of what was asked for, so that the next plan can say what changed; empty where
 *     nothing is ever replaced. The content of secrets has none
 */
public record Ownership(
        String app, String kind, String key, int generation, int number, String specHash, Map<String, String> parts) {
    /** Every label of ours begins with it. */
    public static final String PREFIX = "dev.quayside.";

    /** The label that names the app; filtering by it finds everything of an app. */
    public static final String APP = PREFIX + "app";

    /** The label that says what kind of thing it is on. */
    public static final String KIND = PREFIX + "kind";
    /** The label with the key of the file that it is on the thing of. */
    public static final String KEY = PREFIX + "key";

    private static final String GENERATION = PREFIX + "generation";
    private static final String NUMBER = PREFIX + "replica";
    private static final String SPEC_HASH = PREFIX + "spec-hash";
    private static final String PARTS = PREFIX + "spec-parts";
    /** The label of everything that Quayside made. */
    public static final String OWNER = PREFIX + "owner";

    /** The owner written into every label set. */
    public static final String OWNER_NAME = "quayside";

    public Ownership {
        parts = Map.copyOf(parts);
    }

    /** That of a replica. */
    public static Ownership of(ReplicaId id, String specHash, Map<String, String> parts) {
        return new Ownership(id.app(), "replica", id.service(), id.generation(), id.number(), specHash, parts);
    }

    /** That of a network. */
    public static Ownership ofNetwork(String app, String key, String specHash) {
        return new Ownership(app, "network", key, 0, 0, specHash, Map.of());
    }

    /** That of a volume. */
    public static Ownership ofVolume(String app, String key, String specHash) {
        return new Ownership(app, "volume", key, 0, 0, specHash, Map.of());
    }

    /** As labels. */
    public Map<String, String> labels() {
        var labels = new LinkedHashMap<String, String>();
        labels.put(OWNER, OWNER_NAME);
        labels.put(APP, app);
        labels.put(KIND, kind);
        labels.put(KEY, key);
        labels.put(GENERATION, Integer.toString(generation));
        labels.put(NUMBER, Integer.toString(number));
        labels.put(SPEC_HASH, specHash);
        labels.put(PARTS, join(parts));
        return labels;
    }

    /** Reads it from labels; empty if they are not ours or not complete. */
    public static Optional<Ownership> fromLabels(Map<String, String> labels) {
        try {
            if (!OWNER_NAME.equals(labels.get(OWNER))
                    || labels.getOrDefault(APP, "").isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Ownership(
                    labels.getOrDefault(APP, ""),
                    labels.getOrDefault(KIND, ""),
                    labels.getOrDefault(KEY, ""),
                    Integer.parseInt(labels.getOrDefault(GENERATION, "")),
                    Integer.parseInt(labels.getOrDefault(NUMBER, "")),
                    labels.getOrDefault(SPEC_HASH, ""),
                    split(labels.getOrDefault(PARTS, ""))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The replica that carries these labels; empty for anything else. */
    public Optional<ReplicaId> replica() {
        return kind.equals("replica") ? Optional.of(new ReplicaId(app, key, generation, number)) : Optional.empty();
    }

    /** One line for each part, its digest first: a part's name may contain anything but a line end. */
    private static String join(Map<String, String> parts) {
        return new TreeMap<>(parts)
                .entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining("\n"));
    }

    private static Map<String, String> split(String text) {
        var parts = new TreeMap<String, String>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            if (space > 0) {
                parts.put(line.substring(space + 1), line.substring(0, space));
            }
        });
        return parts;
    }
}
