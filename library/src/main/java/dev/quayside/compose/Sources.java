package dev.quayside.compose;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The texts of all files that one reading has seen, for showing the lines that findings are about. */
final class Sources {
    private static final int LONGEST_LINE = 200;

    private final Map<String, String> texts = new HashMap<>();
    /** Where the lines of a text start, once that is asked for. */
    private final Map<String, int[]> starts = new HashMap<>();

    void add(ComposeFile file) {
        texts.putIfAbsent(file.path(), file.text());
    }

    /** The line of a position with a caret below its column; empty if the line is unknown or too long to show. */
    Optional<String> excerpt(Position position) {
        String text = texts.getOrDefault(position.file(), "");
        int[] lines = starts.computeIfAbsent(position.file(), file -> starts(text));
        if (position.line() < 1 || position.line() >= lines.length) {
            return Optional.empty();
        }
        String written = line(text, lines[position.line() - 1], lines[position.line()]);
        if (written.length() > LONGEST_LINE || position.column() > written.length() + 1) {
            return Optional.empty();
        }
        String line = written.replaceAll("\\p{Cntrl}|\\p{Cf}", " ");
        String number = Integer.toString(position.line());
        String margin = " ".repeat(number.length() + 2) + " | ";
        return Optional.of("  " + number + " | " + line + "\n" + margin + " ".repeat(position.column() - 1) + "^");
    }

    /** Where each line starts, and where the last one ends. */
    private static int[] starts(String text) {
        var starts = IntStream.builder().add(0);
        for (int i = 0; i < text.length(); i++) {
            boolean first = text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isBreak(text.charAt(i)) && !first && i + 1 < text.length()) {
                starts.add(i + 1);
            }
        }
        return starts.add(text.length()).build().toArray();
    }

    private static String line(String text, int start, int next) {
        int end = next;
        while (end > start && isBreak(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBreak(char at) {
        return at == '\n' || at == '\r';
    }
}
