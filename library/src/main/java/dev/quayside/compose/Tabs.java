package dev.quayside.compose;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Tabs that separate values: YAML allows them where the parser does not. */
final class Tabs {
    private Tabs() {}

    /** Where a tab made the parser fail although it is no indentation; -1 if that was not the reason. */
    static int separating(String text, MarkedYamlEngineException failure) {
        Optional<Mark> mark = failure.getProblemMark();
        if (mark.isEmpty()) {
            return -1;
        }
        int index = Math.min(
                text.length(),
                text.offsetByCodePoints(0, Math.min(mark.get().getIndex(), text.codePointCount(0, text.length()))));
        boolean tab = index < text.length() && text.charAt(index) == '\t';
        return tab && !isIndentation(text, index) ? index : -1;
    }

    private static boolean isIndentation(String text, int index) {
        int start = Math.max(text.lastIndexOf('\n', index), text.lastIndexOf('\r', index)) + 1;
        return text.substring(start, index).isBlank();
    }

    /** The text with spaces in the place of this tab and those that follow it. */
    static String replace(String text, int index) {
        int end = index;
        while (end < text.length() && text.charAt(end) == '\t') {
            end++;
        }
        return text.substring(0, index) + " ".repeat(end - index) + text.substring(end);
    }
}
