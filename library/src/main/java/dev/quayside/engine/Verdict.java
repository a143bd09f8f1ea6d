package dev.quayside.engine;

import java.util.Locale;

/**
 * What an engine makes of a key of a Compose file.
 *
 * @param why the reason, as a clause; may be empty for {@link Kind#MAPPED}
 * @param source where a reader can check the reason, such as {@code Compose specification, deploy, labels}; empty for what was tried
 *     out instead
 */
public record Verdict(Kind kind, String why, String source) {
    /** How far the engine can do what the key says. */
    public enum Kind {
        /** It does what the key says. */
        MAPPED,
        /** It does nearly that. */
        APPROXIMATED,
        /** It cannot, and says so before anything is made. */
        REFUSED,
        /** The key has nothing to say to this engine. */
        NO_EFFECT;

        /** The words for people: {@code no effect}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** The engine does what the key says. */
    public static final Verdict MAPPED = new Verdict(Kind.MAPPED, "", "");

    /** The engine does what the key says, with an exception. */
    public static Verdict mapped(String exception) {
        return new Verdict(Kind.MAPPED, exception, "");
    }

    /** The engine does nearly what the key says. */
    public static Verdict approximated(String why) {
        return new Verdict(Kind.APPROXIMATED, why, "");
    }

    /** The engine cannot do what the key says. */
    public static Verdict refused(String why) {
        return new Verdict(Kind.REFUSED, why, "");
    }

    /** The key is for something else, on purpose. */
    public static Verdict noEffect(String why, String source) {
        return new Verdict(Kind.NO_EFFECT, why, source);
    }
}
