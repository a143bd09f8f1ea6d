package dev.quayside.engine.docker;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A regular expression of the few kinds that ignore patterns become, matched in time proportional to its length times the path's.
 * It matches a path when one of its alternatives matches a part of the path, which anchors can tie to its start or end.
 *
 * <p>{@code java.util.regex} is not used: it has other classes and escapes than Go, and a hostile pattern could keep it busy for ever.
 */
record PathExpression(List<List<Step>> alternatives) {
    /** One part of the expression. */
    sealed interface Step {}

    /** Exactly one character of a set. */
    record One(IntPredicate set) implements Step {}

    /** Any number of characters of a set, none included. */
    record Many(IntPredicate set) implements Step {}

    /** A step, or nothing. */
    record Maybe(Step step) implements Step {}

    /** Any number of whole directories: {@code (.*}{@code /)?}. */
    record Directories() implements Step {}

    /** A condition on where the match stands, which takes no character. */
    record Place(Where where) implements Step {}

    /** The places that an expression can ask for. */
    enum Where {
        START,
        END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    PathExpression {
        alternatives = alternatives.stream().map(List::copyOf).toList();
    }

    boolean matches(String path) {
        int[] characters = path.codePoints().toArray();
        for (var steps : alternatives) {
            boolean[] reached = everywhere(characters);
            for (var step : steps) {
                reached = after(step, reached, characters);
            }
            if (isAnywhere(reached)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some path that starts with this prefix matches, or might. */
    boolean couldMatchAfter(String prefix) {
        int[] characters = prefix.codePoints().toArray();
        for (var steps : alternatives) {
            boolean canStartLater = steps.isEmpty() || !steps.getFirst().equals(new Place(Where.START));
            if (canStartLater) {
                return true;
            }
            boolean[] reached = everywhere(characters);
            for (var step : steps) {
                reached = after(step, reached, characters);
                if (reached[characters.length]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean[] everywhere(int[] path) {
        boolean[] reached = new boolean[path.length + 1];
        Arrays.fill(reached, true);
        return reached;
    }

    private static boolean isAnywhere(boolean[] reached) {
        for (boolean place : reached) {
            if (place) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] after(Step step, boolean[] reached, int[] path) {
        return switch (step) {
            case One(var set) -> afterOne(set, reached, path);
            case Many(var set) -> afterMany(set, reached, path);
            case Maybe(var inner) -> either(reached, after(inner, reached, path));
            case Directories() -> afterDirectories(reached, path);
            case Place(var where) -> at(where, reached, path);
        };
    }

    private static boolean[] either(boolean[] one, boolean[] other) {
        for (int i = 0; i < one.length; i++) {
            other[i] |= one[i];
        }
        return other;
    }

    private static boolean[] afterOne(IntPredicate set, boolean[] reached, int[] path) {
        boolean[] next = new boolean[reached.length];
        for (int i = 0; i < path.length; i++) {
            next[i + 1] = reached[i] && set.test(path[i]);
        }
        return next;
    }

    private static boolean[] afterMany(IntPredicate set, boolean[] reached, int[] path) {
        boolean[] next = reached.clone();
        for (int i = 0; i < path.length; i++) {
            next[i + 1] |= next[i] && set.test(path[i]);
        }
        return next;
    }

    private static boolean[] afterDirectories(boolean[] reached, int[] path) {
        boolean[] next = reached.clone();
        boolean open = false;
        for (int i = 0; i < path.length; i++) {
            open |= reached[i];
            next[i + 1] |= open && path[i] == '/';
            open &= path[i] != '\n';
        }
        return next;
    }

    private static boolean[] at(Where where, boolean[] reached, int[] path) {
        boolean[] next = new boolean[reached.length];
        for (int i = 0; i < reached.length; i++) {
            boolean edge = isWord(path, i - 1) != isWord(path, i);
            next[i] = reached[i]
                    && switch (where) {
                        case START -> i == 0;
                        case END -> i == path.length;
                        case WORD_EDGE -> edge;
                        case NO_WORD_EDGE -> !edge;
                    };
        }
        return next;
    }

    private static boolean isWord(int[] path, int index) {
        return index >= 0 && index < path.length && CharacterSets.WORD.test(path[index]);
    }
}
