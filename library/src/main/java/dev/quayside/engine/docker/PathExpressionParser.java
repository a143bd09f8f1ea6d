package dev.quayside.engine.docker;

import dev.quayside.engine.docker.PathExpression.Directories;
import dev.quayside.engine.docker.PathExpression.Many;
import dev.quayside.engine.docker.PathExpression.Maybe;
import dev.quayside.engine.docker.PathExpression.One;
import dev.quayside.engine.docker.PathExpression.Place;
import dev.quayside.engine.docker.PathExpression.Step;
import dev.quayside.engine.docker.PathExpression.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Reads the part of Go's regular expressions that {@link GlobTranslation} can produce: characters, classes, escapes, anchors,
 * alternatives, stars after a class or a dot, counts in braces, and {@code (.*}{@code /)?}. What Go refuses is an
 * IllegalArgumentException.
 */
final class PathExpressionParser {
    private static final String DIRECTORIES = "(.*/)?";

    private static final Pattern COUNT = Pattern.compile("\\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?}");
    private static final int LARGEST_COUNT = 1000;

    private final String text;
    private final List<List<Step>> alternatives = new ArrayList<>();
    private List<Step> steps = new ArrayList<>();
    private int at;
    private boolean repeated;

    private PathExpressionParser(String text) {
        this.text = text;
    }

    static PathExpression parse(String text) {
        var parser = new PathExpressionParser(text);
        while (!parser.atEnd()) {
            parser.step();
        }
        parser.alternatives.add(parser.steps);
        return new PathExpression(parser.alternatives);
    }

    private void step() {
        if (text.startsWith(DIRECTORIES, at)) {
            at += DIRECTORIES.length();
            steps.add(new Directories());
            repeated = true;
            return;
        }
        var count = COUNT.matcher(text).region(at, text.length());
        if (count.lookingAt()) {
            at = count.end();
            repeat(count.toMatchResult());
            repeated = true;
            return;
        }
        repeated = false;
        int c = take();
        switch (c) {
            case '^' -> steps.add(new Place(Where.START));
            case '$' -> steps.add(new Place(Where.END));
            case '.' -> repeatable(any -> any != '\n');
            case '[' -> repeatable(characterClass());
            case '|' -> nextAlternative();
            case '\\' -> escape();
            default -> character(c);
        }
    }

    private void nextAlternative() {
        alternatives.add(steps);
        steps = new ArrayList<>();
    }

    private void repeatable(IntPredicate set) {
        if (!atEnd() && text.charAt(at) == '*') {
            at++;
            steps.add(new Many(set));
            repeated = true;
        } else {
            steps.add(new One(set));
        }
    }

    private void repeat(MatchResult count) {
        if (steps.isEmpty() || repeated) {
            throw new IllegalArgumentException("'" + count.group() + "' repeats nothing");
        }
        int least = number(count.group(1));
        int most = count.group(2) == null ? least : count.group(3) == null ? -1 : number(count.group(3));
        if (most >= 0 && most < least) {
            throw new IllegalArgumentException("'" + count.group() + "' counts backwards");
        }
        var step = steps.removeLast();
        for (int i = 0; i < least; i++) {
            steps.add(step);
        }
        for (int i = least; i < most; i++) {
            steps.add(new Maybe(step));
        }
        if (most < 0 && step instanceof One(var set)) {
            steps.add(new Many(set));
        }
    }

    private static int number(String digits) {
        int number = digits.length() > 4 ? LARGEST_COUNT + 1 : Integer.parseInt(digits);
        if (number > LARGEST_COUNT) {
            throw new IllegalArgumentException("'" + digits + "' is too large a count");
        }
        return number;
    }

    private void character(int wanted) {
        steps.add(new One(c -> c == wanted));
    }

    private void escape() {
        int c = peek();
        switch (c) {
            case 'A' -> place(Where.START);
            case 'z' -> place(Where.END);
            case 'b' -> place(Where.WORD_EDGE);
            case 'B' -> place(Where.NO_WORD_EDGE);
            case 'Q' -> literalText();
            case 'p', 'P' -> steps.add(new One(category()));
            default -> {
                var named = CharacterSets.perl(c);
                if (named.isPresent()) {
                    take();
                    steps.add(new One(named.get()));
                } else {
                    character(escapedCharacter());
                }
            }
        }
    }

    private void place(Where where) {
        take();
        steps.add(new Place(where));
    }

    /** {@code \Q}: everything up to {@code \E} or the end stands for itself, what the translation added included. */
    private void literalText() {
        take();
        int end = text.indexOf("\\E", at);
        var literal = text.substring(at, end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 2;
        literal.codePoints().forEach(this::character);
    }

    private IntPredicate category() {
        boolean negated = take() == 'P';
        int name = take();
        var set = CharacterSets.category(Character.toUpperCase(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'\\p" + Character.toString(name) + "' is no class of characters"));
        return negated ? set.negate() : set;
    }

    private int escapedCharacter() {
        int c = take();
        return switch (c) {
            case 'a' -> 0x07;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> hexadecimal();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            default -> {
                if (c >= 0x80 || CharacterSets.ALNUM.test(c)) {
                    throw new IllegalArgumentException("'\\" + Character.toString(c) + "' means nothing");
                }
                yield c;
            }
        };
    }

    private int hexadecimal() {
        int first = Character.digit(take(), 16);
        int second = Character.digit(take(), 16);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("'\\x' is not followed by two hexadecimal digits");
        }
        return first * 16 + second;
    }

    private int octal(int first) {
        if (first != '0' && !isOctal()) {
            throw new IllegalArgumentException("'\\" + Character.toString(first) + "' means nothing");
        }
        int value = first - '0';
        for (int digits = 1; digits < 3 && isOctal(); digits++) {
            value = value * 8 + (take() - '0');
        }
        return value;
    }

    private boolean isOctal() {
        return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '7';
    }

    private IntPredicate characterClass() {
        boolean negated = !atEnd() && text.charAt(at) == '^';
        if (negated) {
            at++;
        }
        IntPredicate set = none -> false;
        boolean first = true;
        while (first || peek() != ']') {
            set = set.or(member());
            first = false;
        }
        take();
        return negated ? set.negate() : set;
    }

    private IntPredicate member() {
        if (text.startsWith("[:", at)) {
            int end = text.indexOf(":]", at + 2);
            if (end >= 0) {
                return namedClass(end);
            }
        }
        if (text.startsWith("\\p", at) || text.startsWith("\\P", at)) {
            at++;
            return category();
        }
        if (peek() == '\\' && at + 1 < text.length()) {
            var named = CharacterSets.perl(text.charAt(at + 1));
            if (named.isPresent()) {
                at += 2;
                return named.get();
            }
        }
        int low = classCharacter();
        int high = low;
        if (text.startsWith("-", at) && at + 1 < text.length() && text.charAt(at + 1) != ']') {
            at++;
            high = classCharacter();
            if (high < low) {
                throw new IllegalArgumentException(
                        "the range '" + Character.toString(low) + "-" + Character.toString(high) + "' is empty");
            }
        }
        return CharacterSets.range(low, high);
    }

    private IntPredicate namedClass(int end) {
        var name = text.substring(at + 2, end);
        boolean negated = name.startsWith("^");
        var set = CharacterSets.posix(negated ? name.substring(1) : name)
                .orElseThrow(() -> new IllegalArgumentException("'[:" + name + ":]' is no class of characters"));
        at = end + 2;
        return negated ? set.negate() : set;
    }

    private int classCharacter() {
        int c = take();
        return c == '\\' ? escapedCharacter() : c;
    }

    private boolean atEnd() {
        return at >= text.length();
    }

    private int peek() {
        if (atEnd()) {
            throw new IllegalArgumentException("a '[' or '\\' is not completed");
        }
        return text.codePointAt(at);
    }

    private int take() {
        int c = peek();
        at += Character.charCount(c);
        return c;
    }
}
