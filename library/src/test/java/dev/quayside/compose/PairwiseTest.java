package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Few rows say as much as all about any two choices. */
class PairwiseTest {
    @Test
    void anyTwoAlternativesOfAnyTwoListsMeet() {
        int[] sizes = {4, 3, 2, 3};
        List<List<Integer>> rows = Pairwise.rows(sizes);

        for (int first = 0; first < sizes.length; first++) {
            for (int second = first + 1; second < sizes.length; second++) {
                int one = first;
                int other = second;
                assertThat(rows.stream()
                                .map(row -> List.of(row.get(one), row.get(other)))
                                .distinct())
                        .hasSize(sizes[first] * sizes[second]);
            }
        }
    }

    @Test
    void thereAreFarFewerRowsThanChoices() {
        assertThat(Pairwise.rows(4, 4, 4, 3, 3, 3)).hasSizeLessThan(40);
    }

    @Test
    void theyAreTheSameEachTime() {
        assertThat(Pairwise.rows(3, 3, 3)).isEqualTo(Pairwise.rows(3, 3, 3));
    }
}
