package dev.quayside.engine.docker;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The named sets of characters in Go's regular expressions: ASCII only, except for {@code \p}. */
final class CharacterSets {
    static final IntPredicate DIGIT = range('0', '9');
    static final IntPredicate LOWER = range('a', 'z');
    static final IntPredicate UPPER = range('A', 'Z');
    static final IntPredicate ALPHA = LOWER.or(UPPER);
    static final IntPredicate ALNUM = ALPHA.or(DIGIT);
    static final IntPredicate WORD = ALNUM.or(c -> c == '_');
    static final IntPredicate GRAPH = range('!', '~');
    /** What {@code \s} means, which leaves the vertical tab out. */
    static final IntPredicate BLANK_OR_BREAK = c -> c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';

    private CharacterSets() {}

    static IntPredicate range(int first, int last) {
        return c -> first <= c && c <= last;
    }

    /** The set of {@code \d}, {@code \S} and so on. */
    static Optional<IntPredicate> perl(int letter) {
        return Optional.ofNullable(
                switch (letter) {
                    case 'd' -> DIGIT;
                    case 'D' -> DIGIT.negate();
                    case 's' -> BLANK_OR_BREAK;
                    case 'S' -> BLANK_OR_BREAK.negate();
                    case 'w' -> WORD;
                    case 'W' -> WORD.negate();
                    default -> null;
                });
    }

    /** The set of a name such as {@code alpha} in {@code [[:alpha:]]}. */
    static Optional<IntPredicate> posix(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "alnum" -> ALNUM;
                    case "alpha" -> ALPHA;
                    case "ascii" -> range(0, 0x7f);
                    case "blank" -> (IntPredicate) c -> c == '\t' || c == ' ';
                    case "cntrl" -> range(0, 0x1f).or(c -> c == 0x7f);
                    case "digit" -> DIGIT;
                    case "graph" -> GRAPH;
                    case "lower" -> LOWER;
                    case "print" -> range(' ', '~');
                    case "punct" -> GRAPH.and(ALNUM.negate());
                    case "space" -> BLANK_OR_BREAK.or(c -> c == 0x0b);
                    case "upper" -> UPPER;
                    case "word" -> WORD;
                    case "xdigit" -> DIGIT.or(range('a', 'f')).or(range('A', 'F'));
                    default -> null;
                });
    }

    /** The set of a general category with a name of one letter, as in {@code \pL}. */
    static Optional<IntPredicate> category(int letter) {
        return Optional.ofNullable(
                switch (letter) {
                    case 'L' -> (IntPredicate) Character::isLetter;
                    case 'M' ->
                        ofTypes(Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK);
                    case 'N' ->
                        ofTypes(Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER);
                    case 'P' ->
                        ofTypes(
                                Character.CONNECTOR_PUNCTUATION,
                                Character.DASH_PUNCTUATION,
                                Character.START_PUNCTUATION,
                                Character.END_PUNCTUATION,
                                Character.INITIAL_QUOTE_PUNCTUATION,
                                Character.FINAL_QUOTE_PUNCTUATION,
                                Character.OTHER_PUNCTUATION);
                    case 'S' ->
                        ofTypes(
                                Character.MATH_SYMBOL,
                                Character.CURRENCY_SYMBOL,
                                Character.MODIFIER_SYMBOL,
                                Character.OTHER_SYMBOL);
                    case 'Z' ->
                        ofTypes(Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);
                    case 'C' ->
                        ofTypes(Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE);
                    default -> null;
                });
    }

    private static IntPredicate ofTypes(int... types) {
        return c -> {
            for (int type : types) {
                if (Character.getType(c) == type) {
                    return true;
                }
            }
            return false;
        };
    }
}
