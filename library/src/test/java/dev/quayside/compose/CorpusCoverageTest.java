package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whether the corpus and the lists of spellings cover the table of keys, and whether enough of the corpus is wrong. */
class CorpusCoverageTest {
    private static final List<CorpusFolder> FOLDERS = CorpusFolder.all();

    @Test
    void everyKeyOfTheTableIsMetAndEveryWayOfMergingToo(TestReporter reporter) {
        var cells = new CoveredCells();
        Map<String, String> recorded = Variant.recorded();
        Variant.all().stream()
                .filter(variant -> !Variant.REFUSED.equals(recorded.get(variant.line())))
                .forEach(variant -> cells.add(variant.files().values()));
        FOLDERS.stream()
                .filter(folder -> folder.recorded().printed().isPresent())
                .forEach(folder -> cells.add(folder.composeFiles().values()));
        reporter.publishEntry(Map.of(
                "rows", Integer.toString(cells.rows()),
                "alternatives", cells.coveredAlternatives() + " of " + cells.alternatives(),
                "cells", Integer.toString(cells.coveredCells())));

        assertThat(cells.missingRows()).isEmpty();
        assertThat(cells.mergeRules()).containsExactlyInAnyOrder(MergeRule.values());
    }

    @Test
    void threeOfTenFoldersAreWrongAtLeastAndFewOfTheseAreNoYaml() {
        List<CorpusFolder> wrong = wrong();
        long broken = wrong.stream().filter(CorpusFolder::isBrokenYaml).count();

        assertThat(FOLDERS).hasSizeGreaterThan(250);
        assertThat(wrong).hasSizeGreaterThan(FOLDERS.size() * 3 / 10);
        assertThat(broken).isLessThanOrEqualTo(wrong.size() / 10);
    }

    @Test
    void eachWrongFolderSaysWhereAndWhatToDo() {
        assertThat(wrong())
                .allSatisfy(folder -> assertThat(folder.expectedFindings())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).matches("/p/[^:]+:[0-9]+:[0-9]+: .+; .+")));
    }

    private static List<CorpusFolder> wrong() {
        return FOLDERS.stream()
                .filter(folder -> folder.recorded().printed().isEmpty())
                .toList();
    }
}
