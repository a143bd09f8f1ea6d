package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which cells of the table some projects cover: a key, one of the shapes that its value may have, and whether it is merged. */
final class CoveredCells {
    /**
     * A cell of the table.
     *
     * @param shape of the value
     * @param merged whether it is put over another one, in the way that the key's rule says
     */
    record Cell(Key key, Shape shape, boolean merged) {}

    private final IdentityHashMap<Key, String> rows = new IdentityHashMap<>();
    private final Set<Cell> covered = new LinkedHashSet<>();

    CoveredCells() {
        row(KeyTable.ROOT, "");
    }

    /** Every key of the table by its path, {@code NAME} standing for one that the user chooses; each once, however many share it. */
    private void row(Key key, String path) {
        if (rows.putIfAbsent(key, path) != null) {
            return;
        }
        key.names().forEach(name -> row(key.child(name).orElseThrow(), path + "." + name));
        key.child("NAME").filter(child -> key.isOpen()).ifPresent(child -> row(child, path + ".NAME"));
        key.item().ifPresent(item -> row(item, path + "[]"));
    }

    /** Adds what the files of a project cover. */
    void add(Iterable<String> files) {
        var before = new HashSet<String>();
        for (String text : files) {
            List<YamlDocument> documents = new YamlGuard(new Findings()).read(new ComposeFile("/p/compose.yaml", text));
            for (YamlDocument document : documents) {
                var here = new HashSet<String>();
                walk(OlderNames.adopt(document.root()), KeyTable.ROOT, "", before, here);
                before.addAll(here);
            }
        }
    }

    private void walk(Node node, Key key, String path, Set<String> before, Set<String> here) {
        shape(node, key).ifPresent(shape -> covered.add(new Cell(key, shape, before.contains(path))));
        here.add(path);
        switch (node) {
            case MappingNode mapping ->
                mapping.entries()
                        .forEach((name, entry) -> key.child(name)
                                .ifPresent(child -> walk(entry.value(), child, path + "." + name, before, here)));
            case SequenceNode list ->
                list.items()
                        .forEach(item -> key.item().ifPresent(child -> walk(item, child, path + "[]", before, here)));
            case ScalarNode scalar -> {}
        }
    }

    private static Optional<Shape> shape(Node node, Key key) {
        return key.shapes().stream().filter(shape -> shape.fits(node)).findFirst();
    }

    int rows() {
        return rows.size();
    }

    /** The paths of the keys that no project has. */
    List<String> missingRows() {
        Set<Key> met = covered.stream().map(Cell::key).collect(Collectors.toSet());
        return rows.keySet().stream()
                .filter(key -> !met.contains(key))
                .map(key -> rows.getOrDefault(key, ""))
                .sorted()
                .toList();
    }

    /** How many pairs of a key and a shape there are. */
    long alternatives() {
        return rows.keySet().stream().mapToLong(key -> key.shapes().size()).sum();
    }

    /** How many of them are met. */
    long coveredAlternatives() {
        return covered.stream()
                .map(cell -> new Cell(cell.key(), cell.shape(), false))
                .distinct()
                .count();
    }

    /** How many cells are met, those in which values are merged included. */
    int coveredCells() {
        return covered.size();
    }

    /** The merge rules by which values are merged. */
    Set<MergeRule> mergeRules() {
        var rules = EnumSet.noneOf(MergeRule.class);
        covered.stream()
                .filter(Cell::merged)
                .forEach(cell -> rules.add(cell.key().merge()));
        return rules;
    }
}
