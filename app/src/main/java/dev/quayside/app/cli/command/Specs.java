package dev.quayside.app.cli.command;

import dev.quayside.app.cli.command.CommandTable.Entry;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.GlobalOptions;
import dev.quayside.app.cli.invocation.Moments;
import dev.quayside.app.cli.invocation.PassesWordsOn;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Describes commands to the parser. */
public final class Specs {
    private static final String VERSION = "--version";

    private Specs() {}

    /** What may stand before a verb. */
    public static CommandSpec root(GlobalOptions options) {
        var spec = CommandSpec.create().name("quayside");
        options.specs().forEach(spec::addOption);
        spec.addOption(OptionSpec.builder("-V", VERSION)
                .type(boolean.class)
                .arity("0")
                .description("Shows the version")
                .build());
        configure(spec);
        return spec;
    }

    /** Whether the words parsed by this spec ask for the version. */
    public static boolean asksForVersion(CommandSpec root) {
        return Boolean.TRUE.equals(root.findOption(VERSION).getValue());
    }

    /** A command with its own options and those of every command that it has not given another meaning. */
    public static CommandLine commandLine(Entry entry, Command command, GlobalOptions options) {
        var spec = CommandSpec.forAnnotatedObject(command).name("quayside " + entry.path());
        for (OptionSpec option : options.specs()) {
            String[] free = Arrays.stream(option.names())
                    .filter(name -> spec.findOption(name) == null)
                    .toArray(String[]::new);
            if (free.length > 0) {
                spec.addOption(OptionSpec.builder(option).names(free).build());
            }
        }
        configure(spec);
        spec.parser().stopAtPositional(command instanceof PassesWordsOn);
        return new CommandLine(spec).registerConverter(Duration.class, Moments::duration);
    }

    private static void configure(CommandSpec spec) {
        spec.parser().overwrittenOptionsAllowed(true).expandAtFiles(false).caseInsensitiveEnumValuesAllowed(true);
        spec.interpolateVariables(false);
    }

    /** The options of this spec that belong to the command alone. */
    public static List<OptionSpec> own(CommandSpec spec) {
        var global = new GlobalOptions()
                .specs().stream().map(OptionSpec::longestName).toList();
        return spec.options().stream()
                .filter(option -> !global.contains(option.longestName()))
                .toList();
    }
}
