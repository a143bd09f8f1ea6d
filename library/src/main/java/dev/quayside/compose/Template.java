package dev.quayside.compose;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Text with variables in it: {@code $V}, {@code ${V}}, {@code ${V:-default}}, {@code ${V-default}}, {@code ${V:?message}},
 * {@code ${V?message}}, {@code ${V:+alternative}}, {@code ${V+alternative}}; {@code $$} is a dollar sign.
 *
 * <p>What follows an operator is text with variables again, read only when it is needed. A dollar sign that starts none of these
 * stays as it is, but an opening brace after it that is not completed is an error.
 */
final class Template {
    /** How long a text may become. */
    private static final int MAXIMUM_LENGTH = 16 * 1024 * 1024;

    /** How much of what is no variable a message shows. */
    private static final int LONGEST_EXCERPT = 60;

    private static final String WAYS = "${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+value}";
    private static final String SHORTER = "write it shorter";

    /** How deep defaults may be nested. */
    private static final int MAXIMUM_DEPTH = 24;

    /** What an operator does. */
    enum Operator {
        NONE(""),
        DEFAULT_IF_EMPTY(":-"),
        DEFAULT_IF_UNSET("-"),
        ERROR_IF_EMPTY(":?"),
        ERROR_IF_UNSET("?"),
        ALTERNATIVE_IF_FILLED(":+"),
        ALTERNATIVE_IF_SET("+");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    /** A piece of the text. */
    sealed interface Part {
        /** Text that stays. */
        record Literal(String text) implements Part {}

        /** A variable, with what its operator says about it. */
        record Reference(String name, Operator operator, String argument) implements Part {}

        /** Something that starts like a variable and is none. */
        record Broken(String text) implements Part {}
    }

    /**
     * What came out: text, or the reason why there is none.
     *
     * @param remedy what to do about the problem; empty if there is none
     */
    record Outcome(String text, Optional<String> problem, String remedy) {
        static Outcome of(String text) {
            return new Outcome(text, Optional.empty(), "");
        }

        static Outcome failed(String problem, String remedy) {
            return new Outcome("", Optional.of(problem), remedy);
        }
    }

    private final Function<String, Optional<String>> lookup;
    private final Consumer<String> unset;

    /**
     * Creates a way to fill templates.
     *
     * @param lookup the variables
     * @param unset is told of each variable that has neither a value nor a default
     */
    Template(Function<String, Optional<String>> lookup, Consumer<String> unset) {
        this.lookup = lookup;
        this.unset = unset;
    }

    Outcome fill(String text) {
        return text.indexOf('$') < 0 ? Outcome.of(text) : fill(text, 0);
    }

    private Outcome fill(String text, int depth) {
        if (depth > MAXIMUM_DEPTH) {
            return Outcome.failed("its defaults are nested more than " + MAXIMUM_DEPTH + " levels deep", SHORTER);
        }
        var filled = new StringBuilder();
        var failures = new ArrayList<Outcome>(1);
        scan(text, part -> {
            Outcome outcome = fill(part, depth);
            if (outcome.problem().isPresent()) {
                failures.add(outcome);
            }
            boolean fits = filled.length() + outcome.text().length() <= MAXIMUM_LENGTH;
            filled.append(fits ? outcome.text() : "");
            if (!fits) {
                failures.add(Outcome.failed("it expands to more than " + MAXIMUM_LENGTH + " characters", SHORTER));
            }
            return failures.isEmpty();
        });
        return failures.isEmpty() ? Outcome.of(filled.toString()) : failures.getFirst();
    }

    private Outcome fill(Part part, int depth) {
        return switch (part) {
            case Part.Literal literal -> Outcome.of(literal.text());
            case Part.Broken broken -> broken(broken.text());
            case Part.Reference reference -> value(reference, depth);
        };
    }

    private Outcome value(Part.Reference reference, int depth) {
        Optional<String> value = lookup.apply(reference.name());
        boolean filled = value.isPresent() && !value.get().isEmpty();
        return switch (reference.operator()) {
            case NONE -> plain(reference.name(), value);
            case DEFAULT_IF_EMPTY -> filled ? outcome(value) : fill(reference.argument(), depth + 1);
            case DEFAULT_IF_UNSET -> value.isPresent() ? outcome(value) : fill(reference.argument(), depth + 1);
            case ERROR_IF_EMPTY -> filled ? outcome(value) : missing(reference, depth);
            case ERROR_IF_UNSET -> value.isPresent() ? outcome(value) : missing(reference, depth);
            case ALTERNATIVE_IF_FILLED -> filled ? fill(reference.argument(), depth + 1) : outcome(value);
            case ALTERNATIVE_IF_SET -> value.isPresent() ? fill(reference.argument(), depth + 1) : outcome(value);
        };
    }

    private Outcome plain(String name, Optional<String> value) {
        if (value.isEmpty()) {
            unset.accept(name);
        }
        return outcome(value);
    }

    private static Outcome outcome(Optional<String> value) {
        return Outcome.of(value.orElse(""));
    }

    private static Outcome broken(String text) {
        return text.endsWith("}")
                ? Outcome.failed("'" + text + "' is no variable", "write " + WAYS + ", or '$$' for a dollar sign")
                : Outcome.failed("'" + text + "' is not closed", "write '}' after the name, or '$$' for a dollar sign");
    }

    private Outcome missing(Part.Reference reference, int depth) {
        Outcome reason = fill(reference.argument(), depth + 1);
        if (reason.problem().isPresent()) {
            return reason;
        }
        String because = reason.text().isEmpty() ? "" : ": " + reason.text();
        return Outcome.failed(
                "the variable '" + reference.name() + "' must have a value" + because,
                "set " + reference.name() + " in the environment or in '.env'");
    }

    /** Gives the pieces of a text to a visitor, one after the other, until it answers false. */
    static void scan(String text, Predicate<Part> visitor) {
        int at = 0;
        boolean going = true;
        while (at < text.length() && going) {
            Piece piece = piece(text, at);
            going = visitor.test(piece.part());
            at = piece.end();
        }
    }

    private static Piece piece(String text, int at) {
        int dollar = text.indexOf('$', at);
        if (dollar != at) {
            int end = dollar < 0 ? text.length() : dollar;
            return new Piece(new Part.Literal(text.substring(at, end)), end);
        }
        int next = at + 1;
        char following = next < text.length() ? text.charAt(next) : ' ';
        if (following == '{') {
            return braced(text, at);
        }
        if (isNameStart(following)) {
            int end = nameEnd(text, next);
            return new Piece(new Part.Reference(text.substring(next, end), Operator.NONE, ""), end);
        }
        return new Piece(new Part.Literal("$"), following == '$' ? next + 1 : next);
    }

    /** A part and where the text goes on after it. */
    private record Piece(Part part, int end) {}

    private static Piece braced(String text, int dollar) {
        int start = dollar + 2;
        int end = start < text.length() && isNameStart(text.charAt(start)) ? nameEnd(text, start) : start;
        String name = text.substring(start, end);
        if (!name.isEmpty() && text.startsWith("}", end)) {
            return new Piece(new Part.Reference(name, Operator.NONE, ""), end + 1);
        }
        Optional<Operator> operator = operator(text, end);
        int argument = end + operator.map(found -> found.sign.length()).orElse(0);
        int close = name.isEmpty() || operator.isEmpty() ? -1 : closing(text, dollar, argument);
        return close < 0
                ? new Piece(new Part.Broken(excerpt(text, dollar)), start)
                : new Piece(new Part.Reference(name, operator.get(), text.substring(argument, close)), close + 1);
    }

    /** What starts like a variable, as far as it may reach. */
    private static String excerpt(String text, int dollar) {
        int brace = text.indexOf('}', dollar);
        int line = text.indexOf('\n', dollar);
        int end = brace < 0 || (line >= 0 && line < brace) ? (line < 0 ? text.length() : line) : brace + 1;
        return text.substring(dollar, Math.min(end, dollar + LONGEST_EXCERPT));
    }

    private static Optional<Operator> operator(String text, int at) {
        for (Operator operator : Operator.values()) {
            if (operator != Operator.NONE && text.startsWith(operator.sign, at)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /** The brace that closes the one after the dollar sign: the matching one, or else the last of the line; -1 if there is none. */
    private static int closing(String text, int dollar, int argument) {
        int last = -1;
        int open = 0;
        boolean skip = false;
        for (int i = dollar; i < text.length() && !(text.charAt(i) == '\n' && i >= argument); i++) {
            char at = text.charAt(i);
            last = at == '}' && i >= argument ? i : last;
            if (skip) {
                skip = false;
            } else if (at == '}' && --open == 0) {
                return i;
            } else if (at == '{') {
                open++;
                // The reference implementation does not look at the character after an opening brace.
                skip = true;
            }
        }
        return last;
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && (isNameStart(text.charAt(end)) || Texts.isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isNameStart(char character) {
        return character == '_' || Texts.isLetter(character);
    }
}
