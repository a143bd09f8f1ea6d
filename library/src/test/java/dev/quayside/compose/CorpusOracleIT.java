package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docker compose itself, against what was recorded of it for each folder of the corpus.
 *
 * <p>With {@code -Dquayside.record=true} the records are written anew.
 */
@Timeout(900)
class CorpusOracleIT {
    @TempDir
    private Path folder;

    private Oracle oracle;

    @BeforeEach
    void needsDockerCompose() {
        oracle = Oracle.needed(folder);
    }

    @Test
    void dockerComposeStillMakesOfEachFolderWhatWasRecorded() throws Exception {
        var answers = new LinkedHashMap<String, CorpusRecord>();
        var recorded = new LinkedHashMap<String, CorpusRecord>();
        for (CorpusFolder project : CorpusFolder.all()) {
            CorpusRecord answer = ask(project);
            if (Boolean.getBoolean("quayside.record") && hasChanged(project, answer)) {
                answer.write(project.path().resolve(CorpusFolder.RECORD));
            }
            answers.put(project.name(), comparable(answer));
            recorded.put(project.name(), comparable(project.recorded()));
        }

        assertThat(answers).isEqualTo(recorded);
    }

    /** Whether the record says something else; the order of some lists changes by itself. */
    private static boolean hasChanged(CorpusFolder project, CorpusRecord answer) {
        return !Files.exists(project.path().resolve(CorpusFolder.RECORD))
                || !comparable(project.recorded()).equals(comparable(answer));
    }

    private static CorpusRecord comparable(CorpusRecord answer) {
        return new CorpusRecord(answer.version(), answer.input(), Optional.of(answer.tree()));
    }

    private CorpusRecord ask(CorpusFolder project) throws IOException, InterruptedException {
        CorpusArguments arguments = project.arguments();
        Optional<String> printed =
                oracle.run(arguments.command(oracle.program()), project.path(), arguments.variables());
        return new CorpusRecord(CorpusRecord.VERSION, project.hash(), printed.map(project::portable));
    }
}
