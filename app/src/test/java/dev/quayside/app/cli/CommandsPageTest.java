package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.app.cli.command.CommandTable;
import dev.quayside.app.cli.command.CommandTable.Entry;
import dev.quayside.app.cli.command.CommandTable.Section;
import dev.quayside.app.cli.command.HelpPages;
import dev.quayside.app.cli.command.Specs;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The page about commands is written from the commands themselves. After a change of a command, run this test with
 * {@code -Dquayside.write-pages=true} to write it anew.
 */
class CommandsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "commands.md");

    private final StringBuilder out = new StringBuilder();

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("quayside.write-pages")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("run this test with -Dquayside.write-pages=true").hasContent(page);
    }

    private String page() {
        out.append("""
                # Commands

                <!-- Written by CommandsPageTest from the commands themselves; do not edit. -->

                `quayside [OPTIONS] COMMAND [OPTIONS]`. An option that every command knows may stand before or after the command;
                behind the command, the command's own meaning of an option wins (`logs -f` follows, `container rm -f` forces).
                Behind the service in `exec`, the image in `container create` and the pod in `pod exec`, everything is meant for the program
                that runs there. `deployment`, `service`, `namespace` and `pod` work on a Kubernetes cluster, the other nouns on a Docker engine.

                ## Options of every command

                """);
        options(new GlobalOptions().specs());
        for (Section section : Section.values()) {
            List<Entry> entries = CommandTable.under(Optional.empty()).stream()
                    .filter(entry -> entry.section() == section)
                    .toList();
            if (!entries.isEmpty()) {
                out.append("\n## ").append(section.title()).append('\n');
                entries.forEach(this::entry);
            }
        }
        return out.toString();
    }

    private void entry(Entry entry) {
        if (entry.isNoun()) {
            CommandTable.under(Optional.of(entry)).forEach(this::command);
        } else {
            command(entry);
        }
    }

    private void command(Entry entry) {
        Command command = entry.create();
        var line = Specs.commandLine(entry, command, new GlobalOptions());
        out.append("\n### ").append(entry.path()).append("\n\n");
        out.append(entry.summary()).append(".\n\n");
        out.append("`").append(HelpPages.synopsis(entry, command, line)).append("`\n");
        List<OptionSpec> own = Specs.own(line.getCommandSpec());
        if (!own.isEmpty()) {
            out.append('\n');
            options(own);
        }
        out.append("\n```sh\n");
        command.examples()
                .forEach(example -> out.append("quayside ")
                        .append(example.line())
                        .append("   # ")
                        .append(example.meaning())
                        .append('\n'));
        out.append("```\n");
    }

    private void options(List<OptionSpec> options) {
        out.append("| option | it |\n|---|---|\n");
        for (OptionSpec option : options) {
            out.append("| `")
                    .append(HelpPages.names(option).strip().replace("|", "\\|"))
                    .append("` | ")
                    .append(String.join(" ", option.description()))
                    .append(" |\n");
        }
    }
}
