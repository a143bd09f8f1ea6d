package dev.quayside.compose;

import dev.quayside.compose.Combination.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What combinations meet.
 *
 * @param places each place of the table in each place of a project
 * @param spellings the same with each spelling, for what only one place of the table says
 * @param rules each way of merging in each place of a project with two values
 */
record Coverage(Set<String> places, Set<String> spellings, Set<String> rules) {
    /** What these combinations meet. */
    static Coverage of(Collection<Combination> combinations) {
        Set<TablePath> own = Set.copyOf(SharedKeys.firstOfEach());
        var coverage = new Coverage(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (Combination combination : combinations) {
            coverage.add(combination.path(), combination.place());
            if (own.contains(combination.path())) {
                coverage.add(combination.path(), combination.place(), combination.over());
            }
        }
        return coverage;
    }

    /** What there is to be met. */
    static Coverage whole() {
        var coverage = new Coverage(new HashSet<>(), new HashSet<>(), new HashSet<>());
        for (TablePath path : TablePath.all()) {
            Place.of(path).forEach(place -> coverage.add(path, place));
        }
        for (TablePath path : SharedKeys.firstOfEach()) {
            List<Spelling> spellings = Spellings.of(path);
            Place.of(path).forEach(place -> spellings.forEach(spelling -> coverage.add(path, place, spelling)));
        }
        return coverage;
    }

    private void add(TablePath path, Place place) {
        places.add(path + " " + place);
        if (place != Place.ALONE) {
            rules.add(path.key().merge() + " " + place);
        }
    }

    private void add(TablePath path, Place place, Spelling spelling) {
        spellings.add(path + " " + place + " " + spelling.kind());
    }

    /** In words: how much of the other this is. */
    String of(Coverage whole) {
        return "%d of %d keys in places, %d of %d spellings in places, %d of %d rules of merging in places"
                .formatted(
                        places.size(),
                        whole.places.size(),
                        spellings.size(),
                        whole.spellings.size(),
                        rules.size(),
                        whole.rules.size());
    }
}
