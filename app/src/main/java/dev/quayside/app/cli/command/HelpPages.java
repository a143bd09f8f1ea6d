package dev.quayside.app.cli.command;

import dev.quayside.app.cli.command.CommandTable.Entry;
import dev.quayside.app.cli.command.CommandTable.Section;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The texts of {@code --help}. */
public final class HelpPages {
    private static final int WIDTH = 100;

    private HelpPages() {}

    /** What there is. */
    public static String overview() {
        var out = new StringBuilder("Quayside builds, tests and deploys containers.\n\n");
        out.append("Usage: quayside [OPTIONS] COMMAND [OPTIONS]\n");
        for (Section section : Section.values()) {
            var entries = CommandTable.under(Optional.empty()).stream()
                    .filter(entry -> entry.section() == section)
                    .toList();
            if (!entries.isEmpty()) {
                out.append('\n').append(section.title()).append(":\n");
                entries.forEach(entry -> row(out, entry.path(), entry.summary(), 12));
            }
        }
        out.append("\nOptions of every command, before or after it:\n");
        options(out, new GlobalOptions().specs());
        row(out, "-V, --version", "Shows the version", 30);
        out.append("\nExamples:\n");
        out.append(
                "  quayside up -d --wait        brings up the application in this folder and waits until it works\n");
        out.append("  quayside plan                shows what 'up' would change, and why\n");
        out.append("  quayside help up             shows everything about one command\n");
        return out.toString();
    }

    /** The commands under a noun. */
    public static String noun(Entry noun) {
        var out = new StringBuilder(noun.summary()).append(".\n\n");
        out.append("Usage: quayside ").append(noun.path()).append(" COMMAND\n\nCommands:\n");
        CommandTable.under(Optional.of(noun)).forEach(entry -> row(out, entry.name(), entry.summary(), 12));
        String first = CommandTable.under(Optional.of(noun)).getFirst().path();
        out.append("\nExamples:\n  quayside ").append(first).append(" --help\n");
        return out.toString();
    }

    /** One command. */
    public static String command(Entry entry, Command command, CommandLine line) {
        var spec = line.getCommandSpec();
        var own = Specs.own(spec);
        var out = new StringBuilder(entry.summary()).append(".\n\n");
        out.append("Usage: ").append(synopsis(entry, command, line)).append('\n');
        if (spec.positionalParameters().stream().anyMatch(p -> p.description().length > 0)) {
            out.append("\nArguments:\n");
            spec.positionalParameters().forEach(p -> row(out, p.paramLabel(), String.join(" ", p.description()), 30));
        }
        if (!own.isEmpty()) {
            out.append("\nOptions:\n");
            options(out, own);
        }
        out.append("\nExamples:\n");
        for (var example : command.examples()) {
            out.append("  quayside ")
                    .append(example.line())
                    .append("\n      ")
                    .append(example.meaning())
                    .append('\n');
        }
        out.append("\nOptions of every command: quayside --help\n");
        return out.toString();
    }

    /** How a command is called. */
    public static String synopsis(Entry entry, Command command, CommandLine line) {
        var words = new ArrayList<String>(List.of("quayside", entry.path()));
        if (!Specs.own(line.getCommandSpec()).isEmpty()) {
            words.add("[OPTIONS]");
        }
        line.getCommandSpec().positionalParameters().forEach(p -> words.add(argument(p)));
        return String.join(" ", words);
    }

    private static String argument(PositionalParamSpec parameter) {
        boolean many = parameter.arity().max() > 1
                || parameter.index().max() > parameter.index().min();
        String label = parameter.paramLabel() + (many ? "…" : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    private static void options(StringBuilder out, List<OptionSpec> options) {
        for (OptionSpec option : options) {
            if (!option.hidden()) {
                row(out, names(option), String.join(" ", option.description()), 30);
            }
        }
    }

    /** An option's names and the label of its value: {@code -f, --file FILE}. */
    public static String names(OptionSpec option) {
        Predicate<String> isLong = name -> name.startsWith("--");
        var names = new ArrayList<String>();
        Arrays.stream(option.names()).filter(isLong.negate()).forEach(names::add);
        Arrays.stream(option.names()).filter(isLong).forEach(names::add);
        String indent = names.getFirst().startsWith("--") ? "    " : "";
        return indent + String.join(", ", names) + (option.arity().max() > 0 ? " " + option.paramLabel() : "");
    }

    private static void row(StringBuilder out, String left, String right, int column) {
        out.append("  ").append(left);
        int at = left.length();
        if (at > column - 1) {
            out.append('\n').append("  ");
            at = 0;
        }
        out.append(" ".repeat(column - at));
        int room = WIDTH - column - 2;
        int used = 0;
        for (String word : right.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() > room) {
                out.append('\n').append(" ".repeat(column + 2));
                used = 0;
            }
            if (used > 0) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        out.append('\n');
    }
}
