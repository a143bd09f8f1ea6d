package dev.quayside.compose;

import java.util.List;

/**
 * Two spellings of a value, one put over the other.
 *
 * @param base what is said first
 * @param over what is said after it; a place with one file has only this
 */
record Combination(TablePath path, Spelling base, Spelling over, Place place, Tag tag, Anchor anchor, Profile profile) {
    /** Where the two values stand. */
    enum Place {
        ALONE,
        OVERRIDE,
        EXTENDS_HERE,
        EXTENDS_FILE,
        INCLUDE;

        /** Whether a value can stand there: only services and jobs extend others, and includes are not included. */
        boolean fits(TablePath path) {
            return switch (this) {
                case ALONE, OVERRIDE -> true;
                case INCLUDE ->
                    !List.of("include", "version", "name", "x-quayside").contains(path.kind());
                case EXTENDS_HERE, EXTENDS_FILE ->
                    List.of("services", "jobs").contains(path.kind())
                            && path.keyOfResource().isPresent()
                            && !path.keyOfResource().orElseThrow().equals("extends");
            };
        }

        static List<Place> of(TablePath path) {
            return List.of(values()).stream().filter(place -> place.fits(path)).toList();
        }
    }

    /** How the value that is put over the other is marked. */
    enum Tag {
        NONE(""),
        RESET("!reset "),
        OVERRIDE("!override ");

        private final String text;

        Tag(String text) {
            this.text = text;
        }
    }

    /** Whether the value that is put over the other stands elsewhere in its file. */
    enum Anchor {
        NONE,
        ALIAS,
        MERGE_KEY
    }

    /** What is not active. */
    enum Profile {
        NONE,
        OFF,
        OFF_DEPENDED
    }

    /** What is put over the other, as it is written where it is meant or where it is repeated from. */
    String marked() {
        return tag.text + over.second();
    }

    Variant variant() {
        return new Variant(toString(), new CombinedFiles(this).written());
    }

    @Override
    public String toString() {
        return "%s = %s ++ %s (%s, %s, %s, %s)"
                .formatted(path, base.first(), over.second(), place, tag, anchor, profile);
    }
}
