package dev.quayside.compose;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a mapping with their values, in file order; unchangeable.
 *
 * <p>Most mappings have a few keys, and a project has thousands of mappings in several versions: two arrays take a third of what a
 * linked hash map takes, and versions with other values share their keys.
 */
final class Entries extends AbstractMap<String, Node.Entry> {
    /** How many keys are found by looking at each. */
    private static final int FEW = 8;

    private final String[] keys;
    private final Node.Entry[] values;
    /** A bit for the hash of each key: most questions are for keys that are not there. */
    private final long hashes;
    /** Where each key stands; null if there are few. */
    private final @Nullable Map<String, Integer> places;

    private Entries(String[] keys, Node.Entry[] values, long hashes, @Nullable Map<String, Integer> places) {
        this.keys = keys;
        this.values = values;
        this.hashes = hashes;
        this.places = places;
    }

    private Entries(String[] keys, Node.Entry[] values) {
        this(keys, values, hashes(keys), keys.length > FEW ? places(keys) : null);
    }

    private static long hashes(String[] keys) {
        long hashes = 0;
        for (String key : keys) {
            hashes |= 1L << key.hashCode();
        }
        return hashes;
    }

    private static Map<String, Integer> places(String[] keys) {
        Map<String, Integer> places = HashMap.newHashMap(keys.length);
        for (int i = 0; i < keys.length; i++) {
            places.put(keys[i], i);
        }
        return places;
    }

    static Entries copyOf(Map<String, Node.Entry> entries) {
        if (entries instanceof Entries same) {
            return same;
        }
        var keys = new String[entries.size()];
        var values = new Node.Entry[keys.length];
        int count = 0;
        for (Map.Entry<String, Node.Entry> entry : entries.entrySet()) {
            keys[count] = entry.getKey();
            values[count++] = entry.getValue();
        }
        return new Entries(keys, values);
    }

    private int place(@Nullable Object key) {
        if (key == null || (hashes & (1L << key.hashCode())) == 0) {
            return -1;
        }
        if (places != null) {
            return places.getOrDefault(key, -1);
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return place(key) >= 0;
    }

    @Override
    public Node.@Nullable Entry get(@Nullable Object key) {
        int place = place(key);
        return place < 0 ? null : values[place];
    }

    String key(int place) {
        return keys[place];
    }

    Node.Entry value(int place) {
        return values[place];
    }

    /** These entries with one more, or another one where the key stands. */
    Entries with(String key, Node.Entry entry) {
        int place = place(key);
        if (place >= 0) {
            Node.Entry[] others = values.clone();
            others[place] = entry;
            return new Entries(keys, others, hashes, places);
        }
        String[] more = Arrays.copyOf(keys, keys.length + 1);
        Node.Entry[] others = Arrays.copyOf(values, more.length);
        more[keys.length] = key;
        others[keys.length] = entry;
        return new Entries(more, others);
    }

    Node.@Nullable Entry[] copyOfValues() {
        return Arrays.copyOf(values, values.length);
    }

    /** These entries with other values; a key goes where the value is null. */
    Entries withValues(Node.@Nullable Entry[] others) {
        int count = 0;
        for (Node.@Nullable Entry other : others) {
            count += other == null ? 0 : 1;
        }
        var left = new String[count];
        var kept = new Node.Entry[count];
        int next = 0;
        for (int i = 0; i < others.length; i++) {
            Node.Entry other = others[i];
            if (other != null) {
                left[next] = keys[i];
                kept[next++] = other;
            }
        }
        return count == keys.length ? new Entries(keys, kept, hashes, places) : new Entries(left, kept);
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Node.Entry> action) {
        for (int i = 0; i < keys.length; i++) {
            action.accept(keys[i], values[i]);
        }
    }

    @Override
    public Set<Map.Entry<String, Node.Entry>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return keys.length;
            }

            @Override
            public Iterator<Map.Entry<String, Node.Entry>> iterator() {
                return new Walk();
            }
        };
    }

    private final class Walk implements Iterator<Map.Entry<String, Node.Entry>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < keys.length;
        }

        @Override
        public Map.Entry<String, Node.Entry> next() {
            if (next >= keys.length) {
                throw new NoSuchElementException();
            }
            return Map.entry(keys[next], values[next++]);
        }
    }
}
