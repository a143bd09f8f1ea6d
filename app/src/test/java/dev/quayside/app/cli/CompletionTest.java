package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quayside.app.cli.command.CommandTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void eachScriptKnowsEveryCommand(String shell) {
        String script = script(shell);

        assertThat(script).contains(CommandTable.namesUnder("")).contains(CommandTable.namesUnder("image"));
        assertThat(script.contains("--wait-timeout") || script.contains("-l wait-timeout"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aShellCanReadItsScript(String shell) throws Exception {
        Path file = Files.writeString(folder.resolve("script"), script(shell));
        var checked = run(List.of(shell, "-n", file.toString()));
        assumeTrue(checked.isPresent(), shell + " is not installed");

        assertThat(checked.get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    quayside p                          | plan ps pull pod
                    quayside image p                    | pull push
                    quayside -f compose.yaml u          | up
                    quayside up --wa                    | --wait --wait-timeout
                    quayside ps --output j              | json
                    quayside --output                   | table json yaml
                    quayside image --help-me ls --qu    | --quiet
                    """)
    void bashCompletes(String line, String expected) throws Exception {
        String words = line.endsWith("--output") ? line + " ''" : line;
        Path file = Files.writeString(
                folder.resolve("check"),
                script("bash") + "COMP_WORDS=(" + words + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _quayside; "
                        + "echo \"${COMPREPLY[*]}\"\n");
        var completed = run(List.of("bash", file.toString()));
        assumeTrue(completed.isPresent(), "bash is not installed");

        assertThat(completed.get().strip()).isEqualTo(expected);
    }

    @Test
    void theScriptSaysHowToUseIt() {
        assertThat(script("bash"))
                .startsWith("# Completion of quayside for bash: source <(quayside completion bash)\n");
    }

    private String script(String shell) {
        var cli = new CommandLineRun(folder);
        assertThat(cli.run("completion", shell)).as(cli.err()).isZero();
        return cli.out();
    }

    private static java.util.Optional<String> run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return java.util.Optional.of(output);
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
