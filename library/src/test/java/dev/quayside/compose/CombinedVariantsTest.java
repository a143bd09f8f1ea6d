package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.Combination.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The generated combinations leave no hole, whichever part of them a run compares. */
class CombinedVariantsTest {
    private static final List<Combination> ALL = CombinedVariants.all();

    @Test
    void everyKeyOfTheTableIsMetWithEverySpellingInEveryPlace() {
        Coverage met = Coverage.of(ALL);
        Coverage whole = Coverage.whole();

        assertThat(whole.places()).hasSizeGreaterThan(3_000);
        assertThat(met.places()).isEqualTo(whole.places());
        assertThat(met.spellings()).isEqualTo(whole.spellings());
    }

    @Test
    void everyRuleOfMergingIsMetInEveryPlaceWithTwoValues() {
        for (Place place : Place.values()) {
            Set<MergeRule> rules = ALL.stream()
                    .filter(combination -> combination.place() == place)
                    .map(combination -> combination.path().key().merge())
                    .collect(Collectors.toSet());

            // Only networks have address pools, and networks extend nothing.
            boolean extending = place == Place.EXTENDS_HERE || place == Place.EXTENDS_FILE;
            assertThat(rules.contains(MergeRule.ADDRESS_POOLS)).isNotEqualTo(extending);
            assertThat(rules).hasSize(MergeRule.values().length - (extending ? 1 : 0));
        }
    }

    @Test
    void thePartsAreTheWholeWithoutRepetition() {
        var seen = new HashSet<Combination>();
        for (int part = 0; part < Parts.number(); part++) {
            List<Combination> some = Parts.one(ALL, part);

            assertThat(some).hasSizeBetween(ALL.size() / Parts.number(), ALL.size() / Parts.number() + 1);
            assertThat(seen).doesNotContainAnyElementsOf(some);
            seen.addAll(some);
        }

        assertThat(seen).hasSize(ALL.size());
    }

    @Test
    void manySpellingsAreRight() {
        List<Variant> some =
                Parts.one(ALL, 0).stream().map(Combination::variant).toList();

        assertThat(some.stream().filter(variant -> !variant.read().equals(Variant.REFUSED)))
                .hasSizeGreaterThan(some.size() / 3);
    }

    @Test
    void aRunComparesMoreThanTwoThousandProjects() {
        int compared = GeneratedVariants.part().size()
                + CombinedVariants.part().size()
                + Parts.one(Mutation.all()).size();

        assertThat(compared).isBetween(2_000, 3_500);
    }

    @Test
    void mostMutationsAreRefused() {
        List<Variant> wrong = Mutation.all();

        assertThat(wrong.stream().filter(variant -> variant.read().equals(Variant.REFUSED)))
                .hasSizeGreaterThan(wrong.size() * 3 / 4);
    }
}
