package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.app.cli.command.CommandTable;
import dev.quayside.app.cli.command.Specs;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTest {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    private Path folder = Path.of("");

    static List<CommandTable.Entry> commands() {
        return CommandTable.entries().stream().filter(entry -> !entry.isNoun()).toList();
    }

    static List<CommandTable.Entry> all() {
        return CommandTable.entries();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCommandHasHelpWithItsSummaryAndAnExample(CommandTable.Entry entry) {
        var cli = new CommandLineRun(folder);

        var words = new ArrayList<>(List.of(entry.path().split(" ", -1)));
        words.add("--help");

        assertThat(cli.run(words.toArray(String[]::new))).isZero();
        assertThat(cli.err()).isEmpty();
        assertThat(cli.out())
                .startsWith(entry.summary() + ".")
                .contains("Usage: quayside " + entry.path())
                .contains("Examples:\n  quayside " + entry.path().split(" ", -1)[0]);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndArgumentIsDescribed(CommandTable.Entry entry) {
        Command command = entry.create();
        var spec = Specs.commandLine(entry, command, new GlobalOptions()).getCommandSpec();

        assertThat(spec.options())
                .allSatisfy(option -> assertThat(String.join("", option.description()))
                        .as(option.longestName())
                        .isNotBlank());
        assertThat(spec.positionalParameters())
                .allSatisfy(p -> assertThat(String.join("", p.description())).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleCanBeParsed(CommandTable.Entry entry) {
        for (var example : entry.create().examples()) {
            assertThat(example.line()).startsWith(entry.path());
            var words = new ArrayList<String>();
            WORD.matcher(example.line().replaceAll(" > .*", ""))
                    .results()
                    .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
            var own = words.subList(entry.path().split(" ", -1).length, words.size());

            Specs.commandLine(entry, entry.create(), new GlobalOptions()).parseArgs(own.toArray(String[]::new));
        }
    }

    @Test
    void withoutWordsTheOverviewNamesEveryVerbAndNoun() {
        var cli = new CommandLineRun(folder);

        assertThat(cli.run()).isZero();

        assertThat(cli.out()).contains(CommandTable.namesUnder(""));
    }

    @Test
    void theHelpCommandShowsTheSameAsTheFlag() {
        var cli = new CommandLineRun(folder);
        cli.run("ps", "--help");
        String byFlag = cli.out();

        cli.run("help", "ps");

        assertThat(cli.out()).isEqualTo(byFlag);
    }

    @Test
    void helpOfACommandLooksLikeThis() {
        var cli = new CommandLineRun(folder);

        cli.run("ps", "-h");

        assertThat(cli.out()).isEqualTo("""
                        Lists the application's containers.

                        Usage: quayside ps [OPTIONS] [SERVICE…]

                        Arguments:
                          SERVICE                       Only these services

                        Options:
                          -a, --all                     Stopped containers too
                          -q, --quiet                   Only the ids

                        Examples:
                          quayside ps
                              lists the containers that run
                          quayside ps -a --output json
                              lists all containers, for a program

                        Options of every command: quayside --help
                        """);
    }

    @Test
    void helpBehindAServiceIsForTheCommandThatRunsThere() {
        var cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);
        cli.run("up", "-d");

        cli.run("exec", "web", "ls", "--help");

        assertThat(cli.out()).doesNotContain("Usage: quayside");
    }

    @Test
    void theVersionIsShown() {
        var cli = new CommandLineRun(folder);

        assertThat(cli.run("--version")).isZero();
        assertThat(cli.out()).startsWith("quayside ");
        cli.run("version", "--output", "json");
        assertThat(cli.out()).contains("\"version\": ");
    }
}
