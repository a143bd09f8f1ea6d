package dev.quayside.app.cli;

import dev.quayside.app.cli.command.CommandTable;
import dev.quayside.app.cli.invocation.Nearest;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts what the parser says into our words. */
final class ParseFailures {
    private ParseFailures() {}

    static QuaysideException unknownVerb(String noun, String verb) {
        String of = noun.isEmpty() ? "quayside" : "quayside " + noun;
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "'" + of + "' has no command '" + verb + "'",
                Nearest.to(verb, CommandTable.namesUnder(noun))
                        .map(name -> "did you mean '" + name + "'?")
                        .orElse("'" + of + " --help' lists them"));
    }

    static QuaysideException translate(ParameterException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof QuaysideException known) {
                return known;
            }
        }
        var spec = e.getCommandLine().getCommandSpec();
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                unmatched(spec, unmatched.getUnmatched().getFirst());
            case MissingParameterException missing
            when !missing.getMissing().isEmpty() -> missing(spec, missing.getMissing());
            default -> new QuaysideException(ErrorCode.INVALID_ARGUMENT, sentence(e.getMessage()), usageOf(spec), e);
        };
    }

    private static QuaysideException unmatched(CommandSpec spec, String word) {
        String name = spec.qualifiedName();
        if (!word.startsWith("-") || word.length() < 2) {
            return new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "'" + name + "' has no use for '" + word + "'", usageOf(spec));
        }
        String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> known = new ArrayList<>();
        spec.options().forEach(o -> known.addAll(Arrays.asList(o.names())));
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                "'" + name + "' has no option '" + option + "'",
                Nearest.to(
                                option,
                                option.startsWith("--")
                                        ? known.stream()
                                                .filter(n -> n.startsWith("--"))
                                                .toList()
                                        : List.of())
                        .map(n -> "did you mean '" + n + "'?")
                        .orElseGet(() -> usageOf(spec)));
    }

    private static QuaysideException missing(CommandSpec spec, List<ArgSpec> missing) {
        ArgSpec first = missing.getFirst();
        String what = first instanceof OptionSpec option
                ? "a value for '" + option.longestName() + "'"
                : "the argument " + first.paramLabel();
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT, "'" + spec.qualifiedName() + "' needs " + what, usageOf(spec));
    }

    private static String usageOf(CommandSpec spec) {
        return "see '" + spec.qualifiedName() + " --help'";
    }

    private static String sentence(@Nullable String message) {
        String text = message == null ? "the command line cannot be read" : message.strip();
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
