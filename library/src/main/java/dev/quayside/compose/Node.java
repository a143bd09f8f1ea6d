package dev.quayside.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A part of a Compose file that knows where it was written. */
public sealed interface Node {
    /** Where it starts. */
    Position position();

    /** What it says, without positions: for comparing. */
    Object content();

    /** How many values it holds, keys, items and itself counted. */
    int values();

    /** Keys and their values, in file order. */
    final class MappingNode implements Node {
        private final Position position;
        private final Entries entries;
        /** Zero until somebody asks. */
        private int values;

        /** A mapping of these entries, which are copied. */
        public MappingNode(Position position, Map<String, Entry> entries) {
            this.position = position;
            this.entries = Entries.copyOf(entries);
        }

        /** A mapping without keys. */
        public static MappingNode empty(Position position) {
            return new MappingNode(position, Map.of());
        }

        /** A mapping of these values, all written in one place. */
        public static MappingNode of(Position position, Map<String, Node> values) {
            var entries = new LinkedHashMap<String, Entry>(values.size() * 2);
            values.forEach((key, value) -> entries.put(key, new Entry(position, value)));
            return new MappingNode(position, entries);
        }

        @Override
        public Position position() {
            return position;
        }

        /** The keys with their values, in file order; unchangeable. */
        public Map<String, Entry> entries() {
            return entries;
        }

        /** The value of a key. */
        public Optional<Node> get(String key) {
            return Optional.ofNullable(value(key));
        }

        private @Nullable Node value(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value();
        }

        /** The value of a key, if it is a mapping. */
        public Optional<MappingNode> mapping(String key) {
            return value(key) instanceof MappingNode mapping ? Optional.of(mapping) : Optional.empty();
        }

        /** The items of a key's list; none if it is no list. */
        public List<Node> items(String key) {
            return value(key) instanceof SequenceNode list ? list.items() : List.of();
        }

        /** The text of a key's scalar; empty for null. */
        public Optional<String> text(String key) {
            return value(key) instanceof ScalarNode scalar && !scalar.isNull()
                    ? Optional.of(scalar.text())
                    : Optional.empty();
        }

        /** Whether a key's scalar is true. */
        public boolean isTrue(String key) {
            return value(key) instanceof ScalarNode scalar && Boolean.TRUE.equals(scalar.content());
        }

        /** Where a key stands; where the mapping starts if the key is not there. */
        public Position at(String key) {
            Entry entry = entries.get(key);
            return entry == null ? position : entry.position();
        }

        /** Whether the key is there, whatever its value. */
        public boolean has(String key) {
            return entries.containsKey(key);
        }

        /** This mapping with one key set; an existing key keeps its place. */
        public MappingNode with(String key, Node value) {
            Entry old = entries.get(key);
            if (old != null && value.is(old.value())) {
                return this;
            }
            var entry = new Entry(old == null ? value.position() : old.position(), value);
            return new MappingNode(position, entries.with(key, entry));
        }

        /** This mapping without a key. */
        public MappingNode without(String key) {
            return has(key)
                    ? filterAll((name, entry) -> name.equals(key) ? Optional.empty() : Optional.of(entry.value()))
                    : this;
        }

        /** This mapping with one key's value changed, if it is there. */
        public MappingNode change(String key, UnaryOperator<Node> change) {
            Entry entry = entries.get(key);
            return entry == null ? this : with(key, change.apply(entry.value()));
        }

        /** This mapping with every value changed; this itself if no value is another object then. */
        public MappingNode changeAll(Change change) {
            @Nullable Entry @Nullable [] changed = null;
            for (int i = 0; i < entries.size(); i++) {
                Entry old = entries.value(i);
                Node value = change.apply(entries.key(i), old.value());
                if (!value.is(old.value())) {
                    changed = changed == null ? entries.copyOfValues() : changed;
                    changed[i] = old.withValue(value);
                }
            }
            return changed == null ? this : new MappingNode(position, entries.withValues(changed));
        }

        /** This mapping with every value changed or left out; this itself if every value stays the same object. */
        MappingNode filterAll(Filter filter) {
            @Nullable Entry @Nullable [] changed = null;
            for (int i = 0; i < entries.size(); i++) {
                Entry old = entries.value(i);
                Node value = filter.apply(entries.key(i), old).orElse(null);
                if (value == null || !value.is(old.value())) {
                    changed = changed == null ? entries.copyOfValues() : changed;
                    changed[i] = value == null ? null : old.withValue(value);
                }
            }
            return changed == null ? this : new MappingNode(position, entries.withValues(changed));
        }

        @Override
        public int values() {
            if (values == 0) {
                int sum = 1 + entries.size();
                for (int i = 0; i < entries.size(); i++) {
                    sum += entries.value(i).value().values();
                }
                values = sum;
            }
            return values;
        }

        @Override
        public Object content() {
            var content = new LinkedHashMap<String, Object>(entries.size() * 2);
            entries.forEach((key, entry) -> content.put(key, entry.value().content()));
            return content;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof MappingNode mapping
                    && position.equals(mapping.position)
                    && entries.equals(mapping.entries);
        }

        @Override
        public int hashCode() {
            return Objects.hash(position, entries);
        }

        @Override
        public String toString() {
            return position + " " + entries;
        }
    }

    /** What {@link MappingNode#changeAll} does to each value. */
    @FunctionalInterface
    interface Change {
        /** The value that takes the place of {@code value}. */
        Node apply(String key, Node value);
    }

    /** What {@link MappingNode#filterAll} does to each value. */
    @FunctionalInterface
    interface Filter {
        /** The value that takes the place of the entry's; empty to leave the key out. */
        Optional<Node> apply(String key, Entry entry);
    }

    /** What {@link SequenceNode#changeEach} does to each item. */
    @FunctionalInterface
    interface ItemChange {
        /** The item that takes the place of {@code item}. */
        Node apply(int index, Node item);
    }

    /**
     * A value under a key.
     *
     * @param position where the key is
     */
    record Entry(Position position, Node value) {
        Entry withValue(Node other) {
            return new Entry(position, other);
        }
    }

    /** A list. */
    record SequenceNode(Position position, List<Node> items) implements Node {
        public SequenceNode {
            items = List.copyOf(items);
        }

        /** This list with every item changed; this itself if no item is another object then. */
        public SequenceNode changeAll(UnaryOperator<Node> change) {
            return changeEach((index, item) -> change.apply(item));
        }

        /** This list with every item changed by its place in the list, from 0; this itself if no item is another object then. */
        SequenceNode changeEach(ItemChange change) {
            var changed = new ArrayList<Node>(items.size());
            boolean same = true;
            for (int i = 0; i < items.size(); i++) {
                Node value = change.apply(i, items.get(i));
                same &= value.is(items.get(i));
                changed.add(value);
            }
            return same ? this : new SequenceNode(position, changed);
        }

        @Override
        public int values() {
            int sum = 1;
            for (Node item : items) {
                sum += item.values();
            }
            return sum;
        }

        @Override
        public Object content() {
            var content = new ArrayList<Object>(items.size());
            items.forEach(item -> content.add(item.content()));
            return content;
        }
    }

    /**
     * A single value.
     *
     * @param kind what the file's spelling makes of it
     * @param text what it is where text is wanted: {@code 017} is the integer 15, whose text is {@code 15}
     */
    record ScalarNode(Position position, Kind kind, String text) implements Node {
        /** The types of YAML that Compose knows. */
        public enum Kind {
            NULL("null"),
            BOOLEAN("a boolean"),
            INTEGER("an integer"),
            FLOAT("a number"),
            TEXT("text"),
            TIMESTAMP("a date");

            private final String words;

            Kind(String words) {
                this.words = words;
            }

            /** How a message calls it. */
            String words() {
                return words;
            }
        }

        /** Text at a place. */
        public static ScalarNode text(Position position, String text) {
            return new ScalarNode(position, Kind.TEXT, text);
        }

        /** A boolean at a place. */
        public static ScalarNode flag(Position position, boolean value) {
            return new ScalarNode(position, Kind.BOOLEAN, Boolean.toString(value));
        }

        /** An integer at a place. */
        public static ScalarNode integer(Position position, long value) {
            return new ScalarNode(position, Kind.INTEGER, Long.toString(value));
        }

        /** Null at a place. */
        public static ScalarNode nothing(Position position) {
            return new ScalarNode(position, Kind.NULL, "");
        }

        /** Whether it is null. */
        public boolean isNull() {
            return kind == Kind.NULL;
        }

        @Override
        public int values() {
            return 1;
        }

        @Override
        public Object content() {
            return switch (kind) {
                case BOOLEAN -> Boolean.valueOf(text);
                case TEXT -> text;
                case NULL, INTEGER, FLOAT, TIMESTAMP -> new Plain(kind, text);
            };
        }

        /** A value that is neither text nor boolean. */
        private record Plain(Kind kind, String text) {}
    }

    /** Whether this is that very object: to ask whether all of it is equal would cost as much as what it saves. */
    @SuppressWarnings("ReferenceEquality")
    default boolean is(Node other) {
        return this == other;
    }

    /** How a message calls what this is. */
    default String words() {
        return switch (this) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode list -> "a list";
            case ScalarNode scalar -> scalar.kind().words();
        };
    }

    /** Whether this is null. */
    default boolean isNothing() {
        return this instanceof ScalarNode scalar && scalar.isNull();
    }
}
