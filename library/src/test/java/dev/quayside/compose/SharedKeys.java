package dev.quayside.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Which places of the table have an entry that another has, too: what a job or hook says as its service does. */
final class SharedKeys {
    private final Set<Key> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The places, without those whose entry an earlier one has. */
    static List<TablePath> firstOfEach() {
        var shared = new SharedKeys();
        return TablePath.all().stream().filter(shared::isFirst).toList();
    }

    /** The places whose entry an earlier one has. */
    static List<TablePath> others() {
        var others = new ArrayList<>(TablePath.all());
        others.removeAll(firstOfEach());
        return others;
    }

    private boolean isFirst(TablePath path) {
        return seen.add(path.key());
    }
}
