package dev.quayside.compose;

import dev.quayside.compose.Combination.Anchor;
import dev.quayside.compose.Combination.Place;
import dev.quayside.compose.Combination.Profile;
import dev.quayside.compose.Combination.Tag;
import java.util.ArrayList;
import java.util.List;

/**
 * Every key of the reader's table with any two spellings of its value in any two of: place, tag, anchor and profile.
 *
 * <p>A key that several places share is combined so in one of them; the others have each place of it once.
 */
final class CombinedVariants {
    private static final List<Tag> TAGS = List.of(Tag.values());
    private static final List<Anchor> ANCHORS = List.of(Anchor.values());
    private static final List<Profile> PROFILES = List.of(Profile.values());

    private final List<Combination> all = new ArrayList<>();

    private CombinedVariants() {
        SharedKeys.firstOfEach().forEach(this::addPairs);
        List<TablePath> others = SharedKeys.others();
        for (int i = 0; i < others.size(); i++) {
            addPlaces(others.get(i), i);
        }
    }

    static List<Combination> all() {
        return List.copyOf(new CombinedVariants().all);
    }

    /** One part of all, as {@link Parts} says. */
    static List<Combination> part() {
        return Parts.one(all());
    }

    private void addPairs(TablePath path) {
        List<Spelling> spellings = Spellings.of(path);
        List<Place> places =
                Place.of(path).stream().filter(place -> place != Place.ALONE).toList();
        int profiles = path.size() > 1 ? PROFILES.size() : 1;
        for (List<Integer> row : Pairwise.rows(spellings.size(), TAGS.size(), ANCHORS.size(), profiles)) {
            Spelling only = spellings.get(row.get(0));
            all.add(combination(path, only, only, Place.ALONE, row.subList(1, row.size())));
        }
        for (List<Integer> row : Pairwise.rows(
                spellings.size(), spellings.size(), places.size(), TAGS.size(), ANCHORS.size(), profiles)) {
            all.add(combination(
                    path,
                    spellings.get(row.get(0)),
                    spellings.get(row.get(1)),
                    places.get(row.get(2)),
                    row.subList(3, row.size())));
        }
    }

    private static Combination combination(
            TablePath path, Spelling base, Spelling over, Place place, List<Integer> marks) {
        return new Combination(
                path, base, over, place, TAGS.get(marks.get(0)), ANCHORS.get(marks.get(1)), PROFILES.get(marks.get(2)));
    }

    private void addPlaces(TablePath path, int number) {
        List<Spelling> spellings = Spellings.of(path);
        int turn = number;
        for (Place place : Place.of(path)) {
            Spelling over = spellings.get(turn % spellings.size());
            List<Integer> marks = List.of(
                    turn % TAGS.size(),
                    turn / TAGS.size() % ANCHORS.size(),
                    turn / (TAGS.size() * ANCHORS.size()) % PROFILES.size());
            all.add(combination(path, place == Place.ALONE ? over : spellings.getFirst(), over, place, marks));
            turn++;
        }
    }
}
