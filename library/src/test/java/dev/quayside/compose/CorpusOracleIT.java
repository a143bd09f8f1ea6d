package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
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
    private static final String PROGRAM =
            Optional.ofNullable(System.getenv("QUAYSIDE_TEST_COMPOSE")).orElse("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsDockerCompose() {
        boolean required = "1".equals(System.getenv("QUAYSIDE_REQUIRE_ENGINES"));
        assertThat(required && PROGRAM.isEmpty())
                .as("QUAYSIDE_TEST_COMPOSE names no docker compose")
                .isFalse();
        assumeTrue(!PROGRAM.isEmpty(), "no docker compose: QUAYSIDE_TEST_COMPOSE is not set; ./build sets it");
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
        Optional<String> printed = run(arguments.command(PROGRAM), project.path(), arguments.variables());
        return new CorpusRecord(CorpusRecord.VERSION, project.hash(), printed.map(project::portable));
    }

    /** What a command prints; empty if it fails. */
    private Optional<String> run(List<String> command, Path in, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        var builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", CorpusArguments.HOME);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end in " + in);
        }
        return process.exitValue() == 0 ? Optional.of(Files.readString(printed)) : Optional.empty();
    }
}
