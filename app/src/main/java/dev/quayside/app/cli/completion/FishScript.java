package dev.quayside.app.cli.completion;

import dev.quayside.app.cli.completion.CompletionModel.Arguments;
import dev.quayside.app.cli.completion.CompletionModel.Command;
import dev.quayside.app.cli.completion.CompletionModel.Option;
import dev.quayside.app.cli.completion.CompletionModel.Value;

/** The script for fish. */
public final class FishScript {
    private final CompletionModel model;
    private final StringBuilder out = new StringBuilder();

    private FishScript(CompletionModel model) {
        this.model = model;
    }

    /** The script. */
    public static String fish(CompletionModel model) {
        return new FishScript(model).write();
    }

    private String write() {
        line("# Completion of quayside for fish: quayside completion fish | source");
        line("function __quayside_path");
        line("    set -l path");
        line("    set -l skip");
        line("    for word in (commandline -opc)[2..-1]");
        line("        if set -q skip[1]");
        line("            set -e skip");
        line("            set -l skip");
        line("            continue");
        line("        end");
        line("        switch $word");
        line("            case " + String.join(" ", model.namesWithValue()));
        line("                set skip yes");
        line("            case '-*'");
        line("            case '*'");
        line("                if not set -q path[1]; or contains -- \"$path\" " + String.join(" ", model.nouns()));
        line("                    set -a path $word");
        line("                end");
        line("        end");
        line("    end");
        line("    echo \"$path\"");
        line("end");
        line("complete -c quayside -f");
        model.under("").forEach(command -> subcommand("", command));
        model.nouns().forEach(noun -> model.under(noun).forEach(command -> subcommand(noun, command)));
        model.options().forEach(option -> option("", option));
        model.commands().forEach(this::command);
        return out.toString();
    }

    private void subcommand(String noun, Command command) {
        line(at(noun) + " -a " + command.path().substring(command.path().indexOf(' ') + 1) + " -d "
                + quoted(command.summary()));
    }

    private void command(Command command) {
        command.options().forEach(option -> option(command.path(), option));
        if (command.arguments() == Arguments.SERVICES) {
            line(at(command.path()) + " -a '(quayside config --services 2>/dev/null)'");
        }
    }

    private void option(String path, Option option) {
        var text = new StringBuilder(at(path));
        for (String name : option.names()) {
            text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.value() != Value.NONE) {
            text.append(option.value() == Value.TEXT ? " -x" : " -rF");
        }
        if (!option.choices().isEmpty()) {
            text.append(" -a ").append(quoted(String.join(" ", option.choices())));
        }
        line(text.append(" -d ").append(quoted(option.description())).toString());
    }

    private static String at(String path) {
        return "complete -c quayside -n 'test (__quayside_path) = \"" + path + "\"'";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
