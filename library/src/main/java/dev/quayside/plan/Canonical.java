package dev.quayside.plan;

import dev.quayside.model.FileContent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into text that is the same for the same values: what hashes are made of.
 *
 * <p>A component that says nothing (absent, empty, false, 0) is left out, so that a component added to the model later does not
 * change the hash of what does not use it. The order of maps and sets does not count, that of lists does.
 */
final class Canonical {
    private Canonical() {}

    /** The text of a value; empty for one that says nothing. */
    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Optional<?> optional -> optional.map(v -> "?" + text(v)).orElse("");
            case OptionalInt number -> number.isPresent() ? "?" + number.getAsInt() : "";
            case OptionalLong number -> number.isPresent() ? "?" + number.getAsLong() : "";
            case OptionalDouble number -> number.isPresent() ? "?" + number.getAsDouble() : "";
            case Boolean flag -> flag ? "true" : "";
            case Number number -> number.doubleValue() == 0 ? "" : number.toString();
            case String string -> string.isEmpty() ? "" : string.length() + ":" + string;
            case Enum<?> constant -> constant.name();
            case Duration duration -> duration.toString();
            case FileContent content -> content.digest();
            case Map<?, ?> map -> map(map);
            case Set<?> set ->
                set.isEmpty()
                        ? ""
                        : set.stream().map(Canonical::text).sorted().toList().toString();
            case Collection<?> list ->
                list.isEmpty()
                        ? ""
                        : list.stream().map(Canonical::text).toList().toString();
            case Record record -> record(record);
            default -> throw new IllegalArgumentException("no canonical text for " + value.getClass());
        };
    }

    /** The texts of a record's components that say something, by the component's name. */
    static Map<String, String> components(Record record) {
        var texts = new TreeMap<String, String>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String text = text(value(record, component));
            if (!text.isEmpty()) {
                texts.put(component.getName(), text);
            }
        }
        return texts;
    }

    /** The SHA-256 of a text in lower-case hexadecimal digits. */
    static String digest(String text) {
        return FileContent.of(text).digest();
    }

    /** The first 8 digits of the digest: enough to see a change. */
    static String shortDigest(String text) {
        return digest(text).substring(0, 8);
    }

    private static String map(Map<?, ?> map) {
        var texts = new TreeMap<String, String>();
        map.forEach((key, value) -> texts.put(text(key), text(value)));
        return texts.isEmpty() ? "" : texts.toString();
    }

    /** The case of a closed choice is part of the value; a record's name otherwise is not. */
    private static String record(Record record) {
        String name =
                record.getClass().getInterfaces().length > 0 ? record.getClass().getSimpleName() : "";
        var components = components(record);
        return name.isEmpty() && components.isEmpty() ? "" : name + components;
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("component " + component + " cannot be read", e);
        }
    }
}
