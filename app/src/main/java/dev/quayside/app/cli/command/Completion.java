package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.completion.BashScript;
import dev.quayside.app.cli.completion.CompletionModel;
import dev.quayside.app.cli.completion.CompletionModel.Arguments;
import dev.quayside.app.cli.completion.CompletionModel.Option;
import dev.quayside.app.cli.completion.CompletionModel.Value;
import dev.quayside.app.cli.completion.FishScript;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code completion}. */
final class Completion implements Command {
    @Parameters(paramLabel = "SHELL", index = "0", description = "bash, zsh or fish")
    private String shell = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("completion bash > ~/.local/share/bash-completion/completions/quayside", "sets it up for bash"),
                example("completion fish > ~/.config/fish/completions/quayside.fish", "sets it up for fish"));
    }

    @Override
    public int run(Invocation invocation) {
        String script = switch (shell) {
            case "bash" -> BashScript.bash(model());
            case "zsh" -> BashScript.zsh(model());
            case "fish" -> FishScript.fish(model());
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "there is no completion for '" + shell + "'",
                        "use one of bash, zsh, fish");
        };
        invocation.surroundings().out().print(script);
        return 0;
    }

    /** What there is to complete: here all commands are described. */
    private static CompletionModel model() {
        var commands = new ArrayList<CompletionModel.Command>();
        for (CommandTable.Entry entry : CommandTable.entries()) {
            if (entry.isNoun()) {
                commands.add(new CompletionModel.Command(entry.path(), entry.summary(), List.of(), Arguments.NONE));
            } else {
                CommandSpec spec = Specs.commandLine(entry, entry.create(), new GlobalOptions())
                        .getCommandSpec();
                commands.add(
                        new CompletionModel.Command(entry.path(), entry.summary(), options(spec), arguments(spec)));
            }
        }
        return new CompletionModel(options(Specs.root(new GlobalOptions())), commands);
    }

    private static List<Option> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(option -> !option.hidden())
                .map(Completion::option)
                .toList();
    }

    private static Option option(OptionSpec spec) {
        var choices = new ArrayList<String>();
        if (spec.completionCandidates() != null) {
            spec.completionCandidates().forEach(choices::add);
        }
        Value value = spec.arity().max() == 0
                ? Value.NONE
                : switch (spec.paramLabel()) {
                    case "FILE" -> Value.FILE;
                    case "DIR" -> Value.FOLDER;
                    default -> Value.TEXT;
                };
        return new Option(Arrays.asList(spec.names()), String.join(" ", spec.description()), value, choices);
    }

    private static Arguments arguments(CommandSpec spec) {
        var parameters = spec.positionalParameters();
        if (parameters.isEmpty()) {
            return Arguments.NONE;
        }
        return parameters.getFirst().paramLabel().equals("SERVICE") ? Arguments.SERVICES : Arguments.OTHER;
    }
}
