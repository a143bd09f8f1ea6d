package dev.quayside.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command line into words, with the quotes and backslashes of a shell but nothing else of it. */
final class ShellWords {
    private static final String OPERATORS = ";&|<>";

    /** More words than any command line may have. */
    private static final int MAXIMUM_WORDS = 100_000;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean escaped;
    private boolean doubleQuoted;
    private boolean singleQuoted;
    private boolean backQuoted;
    private boolean substitution;
    private boolean started;
    private boolean quoted;

    private ShellWords() {}

    /** The words of a command line; empty if its quotes or brackets do not match. */
    static Optional<List<String>> split(String line) {
        return new ShellWords().run(line);
    }

    private Optional<List<String>> run(String line) {
        for (int i = 0; i < line.length(); ) {
            int character = line.codePointAt(i);
            i += Character.charCount(character);
            if (isOperator(character)) {
                // What follows an operator of the shell is not part of the command.
                break;
            }
            if (!accept(character) || words.size() > MAXIMUM_WORDS) {
                return Optional.empty();
            }
        }
        flush();
        boolean open = escaped || singleQuoted || doubleQuoted || backQuoted || substitution;
        return open ? Optional.empty() : Optional.of(List.copyOf(words));
    }

    private boolean isOperator(int character) {
        boolean operator = !escaped && !inQuotes() && !substitution && OPERATORS.indexOf(character) >= 0;
        if (operator && character == '>' && !word.isEmpty() && word.chars().allMatch(Character::isDigit)) {
            started = false;
            quoted = false;
        }
        return operator;
    }

    private boolean inQuotes() {
        return singleQuoted || doubleQuoted || backQuoted;
    }

    private boolean accept(int character) {
        if (escaped) {
            escaped = false;
            unescape(character);
            return true;
        }
        if (character == '\\') {
            escaped = !singleQuoted;
            if (singleQuoted) {
                word.append('\\');
            }
            return true;
        }
        if (" \t\r\n".indexOf(character) >= 0) {
            blank(character);
            return true;
        }
        return special(character);
    }

    private void unescape(int character) {
        if (backQuoted || substitution) {
            word.append('\\').appendCodePoint(character);
        } else {
            word.appendCodePoint(character == 't' ? '\t' : character == 'n' ? '\n' : character);
        }
        started = true;
    }

    private void blank(int character) {
        if (inQuotes() || substitution) {
            word.appendCodePoint(character);
        } else {
            flush();
        }
    }

    private boolean special(int character) {
        switch (character) {
            case '`' -> backQuoted ^= !singleQuoted && !doubleQuoted && !substitution;
            case '(' -> {
                if (!inQuotes()) {
                    return openSubstitution();
                }
            }
            case ')' -> {
                if (!inQuotes()) {
                    return closeSubstitution();
                }
            }
            case '"' -> {
                if (!singleQuoted && !substitution && !backQuoted) {
                    quoted |= doubleQuoted;
                    doubleQuoted = !doubleQuoted;
                    return true;
                }
            }
            case '\'' -> {
                if (!doubleQuoted && !substitution && !backQuoted) {
                    quoted |= singleQuoted;
                    singleQuoted = !singleQuoted;
                    return true;
                }
            }
            default -> {}
        }
        started = true;
        word.appendCodePoint(character);
        return true;
    }

    private boolean openSubstitution() {
        int length = word.length();
        boolean dollar = length > 0 && word.charAt(length - 1) == '$';
        boolean literal = length > 1 && word.charAt(length - 2) == '\\';
        boolean opens = !substitution && dollar && !literal;
        substitution |= opens;
        word.append('(');
        return opens;
    }

    private boolean closeSubstitution() {
        boolean closes = substitution;
        substitution = false;
        word.append(')');
        started = true;
        return closes;
    }

    private void flush() {
        if (quoted || (started && !word.isEmpty())) {
            words.add(word.toString());
        }
        word.setLength(0);
        started = false;
        quoted = false;
    }
}
