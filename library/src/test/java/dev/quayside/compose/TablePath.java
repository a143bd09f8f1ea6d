package dev.quayside.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in the table of keys.
 *
 * @param steps the keys that lead to it; {@link #ANY} stands for one that the user chooses, {@link #ITEM} for an item of a list
 */
record TablePath(List<String> steps) {
    static final String ITEM = "[]";
    static final String ANY = "NAME";

    TablePath {
        steps = List.copyOf(steps);
    }

    /** Every place that there is, each after the one that it is below. */
    static List<TablePath> all() {
        var paths = new ArrayList<TablePath>();
        addBelow(KeyTable.ROOT, new TablePath(List.of()), paths);
        return paths;
    }

    private static void addBelow(Key key, TablePath path, List<TablePath> paths) {
        for (String name : key.names()) {
            add(key.child(name).orElseThrow(), path.with(name), paths);
        }
        if (key.isOpen()) {
            add(key.child(ANY).orElseThrow(), path.with(ANY), paths);
        }
        key.item().ifPresent(item -> add(item, path.with(ITEM), paths));
    }

    private static void add(Key key, TablePath path, List<TablePath> paths) {
        paths.add(path);
        addBelow(key, path, paths);
    }

    TablePath with(String step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new TablePath(longer);
    }

    /** The section of the file. */
    String kind() {
        return steps.getFirst();
    }

    /** The last key that has a name, or the section. */
    String name() {
        return steps.reversed().stream()
                .filter(step -> !step.equals(ITEM) && !step.equals(ANY))
                .findFirst()
                .orElseThrow();
    }

    int size() {
        return steps.size();
    }

    /** The key of a service, job or other resource that this is in; empty if it is above them. */
    Optional<String> keyOfResource() {
        return size() > 2 ? Optional.of(steps.get(2)) : Optional.empty();
    }

    /** The place above. */
    TablePath parent() {
        return new TablePath(steps.subList(0, size() - 1));
    }

    /** The table's entry. */
    Key key() {
        return keyAt(size());
    }

    /** The table's entry of what is so many steps from the root. */
    Key keyAt(int depth) {
        Key key = KeyTable.ROOT;
        for (String step : steps.subList(0, depth)) {
            key = (step.equals(ITEM) ? key.item() : key.child(step)).orElseThrow();
        }
        return key;
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
