package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of the corpus is read as docker compose reads it, as {@link CorpusOracleIT} has recorded it, with these findings. */
class CorpusTest {
    static List<CorpusFolder> folders() {
        return CorpusFolder.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void hasARecordOfThisInput(CorpusFolder folder) {
        CorpusRecord recorded = folder.recorded();

        assertThat(recorded.version()).isEqualTo(CorpusRecord.VERSION);
        assertThat(recorded.input())
                .as("run CorpusOracleIT with -Dquayside.record=true")
                .isEqualTo(folder.hash());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void isReadAsDockerComposeReadsIt(CorpusFolder folder) {
        String theirs = folder.recorded().tree();
        String ours = folder.tree();

        if (WantedDifference.of(folder.text(), theirs, ours).isEmpty()) {
            assertThat(ours).isEqualTo(theirs);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void hasTheseFindingsAndNoOthers(CorpusFolder folder) {
        assertThat(folder.findings()).isEqualTo(folder.expectedFindings());
    }
}
