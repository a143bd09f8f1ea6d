package dev.quayside.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Looks at the words of a command line before they are parsed. */
final class Words {
    private Words() {}

    /** The index of the first word that is neither an option nor an option's value; the number of words if there is none. */
    static int indexOfVerb(List<String> words, CommandSpec spec) {
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i);
            if (!isOption(word)) {
                return i;
            }
            i += takesNextWord(word, spec) ? 2 : 1;
        }
        return words.size();
    }

    /** Whether a flag of this name is among the options, and not a value or behind the words that are passed on. */
    static boolean hasFlag(List<String> words, String flag, CommandSpec spec) {
        boolean stops = spec.parser().stopAtPositional();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--") || (stops && !isOption(word))) {
                return false;
            }
            if (word.equals(flag)) {
                return true;
            }
            if (isOption(word) && takesNextWord(word, spec)) {
                i++;
            }
        }
        return false;
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private static boolean takesNextWord(String word, CommandSpec spec) {
        if (word.startsWith("--")) {
            return !word.contains("=") && takesValue(spec.findOption(word));
        }
        // Short options may stand together, as in -dp NAME; the first that takes a value takes the rest of the word.
        for (int i = 1; i < word.length(); i++) {
            if (takesValue(spec.findOption("-" + word.charAt(i)))) {
                return i == word.length() - 1;
            }
        }
        return false;
    }

    private static boolean takesValue(@Nullable OptionSpec option) {
        return option != null && option.arity().min() > 0;
    }
}
