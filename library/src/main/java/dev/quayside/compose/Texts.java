package dev.quayside.compose;

import java.util.Locale;

/** Questions about text that several parts of the reader ask. */
final class Texts {
    private Texts() {}

    /** The text with escapes for characters that would act on a terminal or turn the direction of writing. */
    static String visible(String text) {
        var visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            boolean hidden = Character.isISOControl(at) || Character.getType(at) == Character.FORMAT;
            if (hidden) {
                visible.append(escape(at));
            } else {
                visible.append(at);
            }
        }
        return visible.toString();
    }

    /** Whether it is a letter of ASCII. */
    static boolean isLetter(char at) {
        return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z');
    }

    /** Whether it is a digit of ASCII. */
    static boolean isDigit(char at) {
        return at >= '0' && at <= '9';
    }

    /** Whether there is nothing but digits of ASCII; there may be nothing at all. */
    static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A character as YAML and JSON write it in quotes. */
    static String escape(char at) {
        return String.format(Locale.ROOT, "\\u%04x", (int) at);
    }

    /** The place of a character in a file's text. */
    static Position position(String file, String text, int index) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < Math.min(index, text.length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(file, line, text.codePointCount(start, Math.min(index, text.length())) + 1);
    }
}
