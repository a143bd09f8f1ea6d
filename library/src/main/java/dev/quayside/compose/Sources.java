package dev.quayside.compose;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of all files that one reading has seen, for showing the lines that findings are about. */
final class Sources {
    private static final int LONGEST_LINE = 200;

    private final Map<String, List<String>> lines = new HashMap<>();

    void add(ComposeFile file) {
        lines.computeIfAbsent(file.path(), path -> file.text().lines().toList());
    }

    /** The line of a position with a caret below its column; empty if the line is unknown or too long to show. */
    Optional<String> excerpt(Position position) {
        List<String> known = lines.getOrDefault(position.file(), List.of());
        if (position.line() < 1 || position.line() > known.size()) {
            return Optional.empty();
        }
        String written = known.get(position.line() - 1);
        if (written.length() > LONGEST_LINE || position.column() > written.length() + 1) {
            return Optional.empty();
        }
        String line = written.replaceAll("\\p{Cntrl}|\\p{Cf}", " ");
        String number = Integer.toString(position.line());
        String margin = " ".repeat(number.length() + 2) + " | ";
        return Optional.of("  " + number + " | " + line + "\n" + margin + " ".repeat(position.column() - 1) + "^");
    }
}
