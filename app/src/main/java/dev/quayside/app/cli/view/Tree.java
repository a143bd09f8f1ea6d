package dev.quayside.app.cli.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record for programs under construction: members in the order in which they are added, absent ones as null. */
public final class Tree {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Adds a text, number, truth value, map, list or tree. */
    public Tree put(String name, Object value) {
        // Not a switch: the JVM prepares those over types at every start, and this is on the path of every list.
        if (value instanceof Tree tree) {
            members.put(name, tree.members);
        } else if (value instanceof Instant || value instanceof Enum<?>) {
            members.put(name, value.toString());
        } else {
            members.put(name, value);
        }
        return this;
    }

    /** Adds a value that may be absent. */
    public Tree put(String name, Optional<?> value) {
        if (value.isPresent()) {
            return put(name, value.get());
        }
        members.put(name, null);
        return this;
    }

    /** Adds a number that may be absent. */
    public Tree put(String name, OptionalInt value) {
        return put(name, value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty());
    }

    /** Adds a list of records. */
    public <T> Tree put(String name, List<T> items, Function<T, Tree> shape) {
        members.put(name, list(items, shape));
        return this;
    }

    /** A list of records. */
    public static <T> List<Object> list(List<T> items, Function<T, Tree> shape) {
        var list = new ArrayList<Object>(items.size());
        items.forEach(item -> list.add(shape.apply(item).members));
        return list;
    }

    /** The record. */
    public Map<String, @Nullable Object> members() {
        return members;
    }
}
