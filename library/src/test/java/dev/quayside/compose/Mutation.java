package dev.quayside.compose;

import dev.quayside.compose.Combination.Anchor;
import dev.quayside.compose.Combination.Place;
import dev.quayside.compose.Combination.Profile;
import dev.quayside.compose.Combination.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One change that makes a right file wrong. */
enum Mutation {
    /** The key has a letter too many. */
    RENAMED {
        @Override
        Optional<String> text(TablePath path, String right) {
            return path.steps().getLast().equals(path.name())
                    ? replacedLast(right, path.name() + ": ", path.name() + "q: ")
                    : Optional.empty();
        }
    },
    /** The value is lists in a list. */
    WRONG_TYPE {
        @Override
        Optional<String> text(TablePath path, String right) {
            return Optional.of(file(path, "[[[]]]"));
        }
    },
    /** What must stand beside the key is not there. */
    INCOMPLETE {
        @Override
        Optional<String> text(TablePath path, String right) {
            return path.parent().key().required().stream()
                    .filter(name -> !name.equals(path.steps().getLast()))
                    .findFirst()
                    .flatMap(name -> replacedLast(right, name + ": " + FlowText.required(name) + ", ", ""));
        }
    },
    /** The key stands there twice. */
    REPEATED {
        @Override
        Optional<String> text(TablePath path, String right) {
            boolean isKey = !path.steps().getLast().equals(TablePath.ITEM);
            int start = right.lastIndexOf(path.steps().getLast() + ": ");
            int end = right.indexOf('\n', Math.max(start, 0));
            String closing = "}".repeat(path.size() - 1);
            boolean isLast = isKey && start > 0 && right.substring(start, end).endsWith(closing);
            return isLast
                    ? Optional.of(right.substring(0, end - closing.length()) + ", "
                            + right.substring(start, end - closing.length()) + closing + right.substring(end))
                    : Optional.empty();
        }
    },
    /** What the value names does not exist. */
    UNDEFINED {
        @Override
        Optional<String> text(TablePath path, String right) {
            String value = Spellings.of(path).getFirst().first();
            return REFERENCES.contains(path.name())
                    ? Optional.of(file(path, value.replaceAll("\\b(b|c|n|vol|s|q)\\b", "nope")))
                    : Optional.empty();
        }
    };

    private static final Set<String> REFERENCES = Set.of(
            "configs",
            "depends_on",
            "extends",
            "links",
            "models",
            "networks",
            "secrets",
            "service",
            "source",
            "volumes",
            "volumes_from");

    /** The file with the change; empty if there is nothing to change there. */
    abstract Optional<String> text(TablePath path, String right);

    /** Every change of every key, but for keys that are the same as earlier ones. */
    static List<Variant> all() {
        var variants = new ArrayList<Variant>();
        for (TablePath path : SharedKeys.firstOfEach()) {
            String right = file(path, Spellings.of(path).getFirst().first());
            Stream.of(values())
                    .forEach(mutation -> mutation.text(path, right)
                            .ifPresent(text -> variants.add(
                                    new Variant(path + " (" + mutation + ")", Map.of("compose.yaml", text)))));
        }
        return variants;
    }

    private static String file(TablePath path, String value) {
        var spelling = new Spelling(Spelling.Kind.TEXT, value, value);
        return new Combination(path, spelling, spelling, Place.ALONE, Tag.NONE, Anchor.NONE, Profile.NONE)
                .variant()
                .files()
                .getOrDefault("compose.yaml", "");
    }

    private static Optional<String> replacedLast(String text, String old, String replacement) {
        int start = text.lastIndexOf(old);
        return start < 0
                ? Optional.empty()
                : Optional.of(text.substring(0, start) + replacement + text.substring(start + old.length()));
    }
}
