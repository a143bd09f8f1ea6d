package dev.quayside.app.cli;

import dev.quayside.app.cli.command.CommandTable;
import dev.quayside.app.cli.command.CommandTable.Entry;
import dev.quayside.app.cli.command.HelpPages;
import dev.quayside.app.cli.command.Specs;
import dev.quayside.app.cli.command.Version;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.ErrorReport;
import dev.quayside.app.cli.invocation.GlobalOptions;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Surroundings;
import dev.quayside.error.QuaysideException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * The command line: from words to an exit status.
 *
 * <p>Only the command that was asked for is loaded and described to the parser: describing all of them would cost more time
 * than most commands take. So the words are split at the verb first, by {@link Words}; what stands before it are options that
 * every command knows.
 */
public final class Cli {
    private static final int FAILED = 1;

    private final Surroundings surroundings;
    private final GlobalOptions options = new GlobalOptions();

    private Cli(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs one command and returns its exit status. Never throws. */
    public static int run(Surroundings surroundings, String... words) {
        var cli = new Cli(surroundings);
        try {
            return cli.run(List.of(words));
        } catch (CommandLine.ParameterException e) {
            var failure = ParseFailures.translate(e);
            return cli.failure(failure, failure.code().exitStatus());
        } catch (QuaysideException e) {
            return cli.failure(e, e.code().exitStatus());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return cli.failure(e, FAILED);
        } finally {
            surroundings.out().flush();
            surroundings.err().flush();
        }
    }

    private int failure(Throwable failure, int status) {
        new ErrorReport(surroundings, options).print(failure, status, Map.of());
        return status;
    }

    private int run(List<String> words) {
        var root = Specs.root(options);
        int verb = Words.indexOfVerb(words, root);
        new CommandLine(root).parseArgs(words.subList(0, verb).toArray(String[]::new));
        if (verb == words.size()) {
            surroundings.out().print(Specs.asksForVersion(root) ? Version.text() : HelpPages.overview());
            return 0;
        }
        String name = words.get(verb);
        Entry entry = CommandTable.find(name).orElseThrow(() -> ParseFailures.unknownVerb("", name));
        var rest = words.subList(verb + 1, words.size());
        return entry.isNoun() ? runUnder(entry, rest) : run(entry, rest);
    }

    private int runUnder(Entry noun, List<String> words) {
        var spec = Specs.root(options);
        int verb = Words.indexOfVerb(words, spec);
        new CommandLine(spec).parseArgs(words.subList(0, verb).toArray(String[]::new));
        if (verb == words.size()) {
            surroundings.out().print(HelpPages.noun(noun));
            return 0;
        }
        String name = words.get(verb);
        Entry entry = CommandTable.find(noun.path() + " " + name)
                .orElseThrow(() -> ParseFailures.unknownVerb(noun.path(), name));
        return run(entry, words.subList(verb + 1, words.size()));
    }

    private int run(Entry entry, List<String> words) {
        Command command = entry.create();
        var line = Specs.commandLine(entry, command, options);
        if (asksForHelp(line, words)) {
            surroundings.out().print(HelpPages.command(entry, command, line));
            return 0;
        }
        line.parseArgs(words.toArray(String[]::new));
        var invocation = new Invocation(surroundings, options);
        try {
            return command.run(invocation);
        } catch (QuaysideException e) {
            int status = command.statusOf(e);
            new ErrorReport(surroundings, options).print(e, status, invocation.evidence());
            return status;
        }
    }

    /** Whether help is asked for, even where required arguments are missing or something else is wrong. */
    private boolean asksForHelp(CommandLine line, List<String> words) {
        if (options.help()) {
            return true;
        }
        Optional<String> flag = Arrays.stream(new String[] {"-h", "--help"})
                .filter(name -> words.contains(name) && line.getCommandSpec().findOption(name) != null)
                .findFirst();
        return flag.isPresent() && Words.hasFlag(words, flag.get(), line.getCommandSpec());
    }
}
