package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Nearest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code help}. */
final class Help implements Command {
    @Parameters(paramLabel = "COMMAND", arity = "0..2", description = "The command, such as up or image ls")
    private List<String> words = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("help up", "shows the options of 'up'"),
                example("help image", "lists the commands for images"));
    }

    @Override
    public int run(Invocation invocation) {
        String path = String.join(" ", words);
        invocation.surroundings().out().print(path.isEmpty() ? HelpPages.overview() : page(path));
        return 0;
    }

    private static String page(String path) {
        var entry = CommandTable.find(path)
                .orElseThrow(() -> new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "there is no command '" + path + "'",
                        Nearest.to(
                                        path,
                                        CommandTable.entries().stream()
                                                .map(CommandTable.Entry::path)
                                                .toList())
                                .map(name -> "did you mean '" + name + "'?")
                                .orElse("'quayside help' lists them")));
        if (entry.isNoun()) {
            return HelpPages.noun(entry);
        }
        Command command = entry.create();
        return HelpPages.command(entry, command, Specs.commandLine(entry, command, new GlobalOptions()));
    }
}
