package dev.quayside.json;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that was read.
 *
 * <p>Reading is tolerant, because engines leave out, add and rename members between versions: what is absent, null or of
 * another kind is empty text, zero, {@code false}, or no items. Immutable.
 */
public final class Json {
    private static final Json ABSENT = new Json(null);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal SMALLEST = BigDecimal.valueOf(Long.MIN_VALUE);

    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    static Json of(@Nullable Object value) {
        return value == null ? ABSENT : new Json(value);
    }

    /** Reads one value. */
    public static Json read(InputStream in) {
        return of(JsonText.read(in));
    }

    /** Reads one value. */
    public static Json parse(String text) {
        return of(JsonText.read(text));
    }

    /** Reads an array and hands over each item as soon as it has been read, so that a long one takes little memory. */
    public static void forEach(InputStream in, Consumer<Json> consumer) {
        JsonText.forEach(in, item -> consumer.accept(of(item)));
    }

    /**
     * Reads an object and hands over each item of the array that is its member of that name as soon as it has been read, so
     * that a long one takes little memory.
     *
     * @param skipped members at any depth that are passed over unread
     * @return the object without that member
     */
    public static Json forEachOf(InputStream in, String member, Set<String> skipped, Consumer<Json> consumer) {
        return of(JsonText.forEachOf(in, member, skipped, item -> consumer.accept(of(item))));
    }

    /**
     * A value from what {@link #tree} gives.
     *
     * @param tree maps with text keys, lists, texts, {@link BigDecimal}s, truth values and null
     */
    public static Json ofTree(@Nullable Object tree) {
        return of(tree);
    }

    /** Whether there is a value that is not null. */
    public boolean isPresent() {
        return value != null;
    }

    /** Whether it is an object. */
    public boolean isObject() {
        return value instanceof Map;
    }

    /** Whether it is a string. */
    public boolean isText() {
        return value instanceof String;
    }

    /** The member of that name. */
    public Json at(String name) {
        return value instanceof Map<?, ?> map ? of(map.get(name)) : ABSENT;
    }

    /** The text of a string, number or truth value. */
    public String text() {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Boolean flag -> flag.toString();
            case null, default -> "";
        };
    }

    /** The text of the member of that name. */
    public String text(String name) {
        return at(name).text();
    }

    /** The whole number of the member of that name; one beyond {@code long} is the nearest that fits. */
    public long number(String name) {
        return at(name).decimal().min(LARGEST).max(SMALLEST).longValue();
    }

    /** The number of the member of that name as an {@code int}. */
    public int smallNumber(String name) {
        return Math.clamp(number(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private BigDecimal decimal() {
        if (value instanceof BigDecimal number) {
            return number;
        }
        try {
            // Podman sends some numbers as strings.
            return value instanceof String text ? new BigDecimal(text) : BigDecimal.ZERO;
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    /** Whether the member of that name is true. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(at(name).value);
    }

    /** The items of an array. */
    public List<Json> items() {
        return value instanceof List<?> list ? list.stream().map(Json::of).toList() : List.of();
    }

    /** The items of the member of that name. */
    public List<Json> items(String name) {
        return at(name).items();
    }

    /** The texts of the items of the member of that name. */
    public List<String> texts(String name) {
        return items(name).stream().map(Json::text).toList();
    }

    /** The members of an object, in their order. */
    public Map<String, Json> members() {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        var members = new LinkedHashMap<String, Json>();
        map.forEach((name, member) -> members.put((String) name, of(member)));
        return members;
    }

    /** The members of the member of that name, in their order. */
    public Map<String, Json> members(String name) {
        return at(name).members();
    }

    /** The texts of the members of the member of that name, in their order. */
    public Map<String, String> textMap(String name) {
        var texts = new LinkedHashMap<String, String>();
        members(name).forEach((key, member) -> texts.put(key, member.text()));
        return texts;
    }

    /** The value as maps, lists, texts and numbers; a truth value is its word, and what is null or absent is empty text. */
    public Object tree() {
        return switch (value) {
            case Map<?, ?> map -> {
                var tree = new LinkedHashMap<String, Object>();
                members().forEach((name, member) -> tree.put(name, member.tree()));
                yield tree;
            }
            case List<?> list -> items().stream().map(Json::tree).toList();
            case BigDecimal number -> number;
            case null, default -> text();
        };
    }

    /** The value as JSON text. */
    @Override
    public String toString() {
        return JsonText.write(value);
    }
}
