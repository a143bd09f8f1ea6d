package dev.quayside.compose;

import dev.quayside.compose.Finding.Severity;
import dev.quayside.error.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is found in the files of one reading, each finding once. Not thread-safe. */
final class Findings {
    /** More than anybody reads; a hostile file must not fill the memory with messages. */
    private static final int LIMIT = 1_000;

    /** A value that a message repeats may be as long as a file. */
    private static final int LONGEST_MESSAGE = 600;

    /** How many known names a remedy lists. */
    private static final int MOST_LISTED = 100;

    /** How many words are compared with unknown ones for suggestions. */
    private static final int MOST_COMPARED = 10_000;

    private static final String CORRECT = "correct the name";

    /** Who uses what is wrong. */
    private static final Pattern USER = Pattern.compile("\\b(?:services|jobs)\\.[^.\\s\\[:]+");

    private final Set<Finding> all = new LinkedHashSet<>();
    private final Budget budget = Budget.ofItems(this);
    private final Budget values = Budget.ofValues(this);
    private final Set<Fault> said = new HashSet<>();
    private final Set<Position> wrong = new HashSet<>();
    private final Set<Position> spoiled = new HashSet<>();
    private final Set<KeyPath> lost = new HashSet<>();
    private boolean failed;
    private boolean beyondLimits;
    private boolean graveKept;
    private long compared;

    /** How much short spellings may still expand to. */
    Budget budget() {
        return budget;
    }

    /** How many values may still be merged, included and extended. */
    Budget values() {
        return values;
    }

    /** Whether the files are beyond a limit, so that what was read of them is not what they say. */
    boolean areBeyondLimits() {
        return beyondLimits;
    }

    void beyondLimits(Position position, String message, String remedy) {
        beyondLimits = true;
        error(position, message, remedy, YamlGuard.SECTION);
    }

    /** A value that was wrong is left out: that it is missing, nobody needs to be told. */
    void lost(KeyPath path) {
        lost.add(path);
    }

    boolean isLost(KeyPath path) {
        return lost.contains(path);
    }

    /** What stands there is not what was meant: whatever else would be said about it, follows from that. */
    void spoiled(Position position) {
        spoiled.add(position);
    }

    void error(Position position, String message, String remedy, String section) {
        add(new Finding(Severity.ERROR, position, message, remedy, section));
    }

    /** Something that no engine can do, although it is read and shown. */
    void impossible(Position position, String message, String remedy, String section) {
        if (wrong.contains(position)) {
            return;
        }
        keep(new Finding(Severity.ERROR, position, message, remedy, section));
    }

    /** Something that is right, and without which the rest cannot be read. */
    void unreadable(Position position, String message, String remedy, String section) {
        failed = true;
        unsupported(position, message, remedy, section);
    }

    /** Something that is right, and that no engine does. */
    void unsupported(Position position, String message, String remedy, String section) {
        add(new Finding(Severity.UNSUPPORTED, position, message, remedy, section));
    }

    void warning(Position position, String message, String remedy, String section) {
        add(new Finding(Severity.WARNING, position, message, remedy, section));
    }

    /** The known word that is nearest to an unknown one; empty if none is near, or after very many of these questions. */
    Optional<String> nearest(String written, Collection<String> known) {
        compared += known.size();
        return compared > MOST_COMPARED ? Optional.empty() : Nearest.to(written, known);
    }

    /** One of these words, or the only one. */
    private static String choice(Collection<String> known) {
        return known.size() == 1 ? "'" + known.iterator().next() + "'" : "one of " + String.join(", ", known);
    }

    /** What to write in the place of an unknown name. */
    String suggestion(String written, Collection<String> known) {
        return suggestion(written, known, "");
    }

    /** What to write in the place of an unknown name, but not that one. */
    String suggestion(String written, Collection<String> known, String except) {
        boolean many = known.size() > MOST_LISTED;
        if (many && compared > MOST_COMPARED) {
            return CORRECT;
        }
        List<String> others =
                known.stream().filter(name -> !name.equals(except)).toList();
        return nearest(written, others)
                .map(nearest -> "use '" + nearest + "'")
                .orElse(many || others.isEmpty() ? CORRECT : "use " + choice(others));
    }

    private void add(Finding finding) {
        if (finding.severity() == Severity.ERROR) {
            failed = true;
            wrong.add(finding.position());
        }
        keep(finding);
    }

    /** What is wrong, whoever uses it: an anchor or a base to extend may have many users, and is wrong once. */
    private record Fault(Severity severity, Position position, String message) {
        static Fault of(Finding finding) {
            return new Fault(
                    finding.severity(),
                    finding.position(),
                    USER.matcher(finding.message()).replaceFirst(""));
        }
    }

    private void keep(Finding whole) {
        boolean grave = whole.severity() != Severity.WARNING;
        // However many warnings there are: the first finding that stops something is among those that are kept.
        boolean full = all.size() >= LIMIT && (graveKept || !grave);
        if (full || spoiled.contains(whole.position())) {
            return;
        }
        Finding finding = shortened(whole);
        if (said.add(Fault.of(finding))) {
            all.add(finding);
            graveKept |= grave;
        }
    }

    private static Finding shortened(Finding finding) {
        return new Finding(
                finding.severity(),
                finding.position(),
                Texts.visible(shortened(finding.message())),
                Texts.visible(shortened(finding.remedy())),
                finding.section());
    }

    private static String shortened(String text) {
        int half = LONGEST_MESSAGE / 2;
        return text.length() <= LONGEST_MESSAGE
                ? text
                : text.substring(0, half) + "..." + text.substring(text.length() - half);
    }

    /** Whether something was found that stops the reading. */
    boolean failed() {
        return failed;
    }

    List<Finding> all() {
        return List.copyOf(all);
    }

    List<Finding> warnings() {
        var warnings = new ArrayList<Finding>(all);
        warnings.removeIf(finding -> finding.severity() != Severity.WARNING);
        return List.copyOf(warnings);
    }
}
