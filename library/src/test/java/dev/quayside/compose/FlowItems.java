package dev.quayside.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Every text that is left of a file when one line, or one item of a list or mapping in flow style, is taken away. */
final class FlowItems {
    private final String text;
    private final List<Span> spans = new ArrayList<>();
    private final Deque<Integer> starts = new ArrayDeque<>();

    /** From one character to before another. */
    private record Span(int start, int end) {
        int length() {
            return end - start;
        }
    }

    private FlowItems(String text) {
        this.text = text;
    }

    /** Those that lose most come first. */
    static List<String> without(String text) {
        var items = new FlowItems(text);
        items.addLines();
        items.addItems();
        items.spans.sort(Comparator.comparingInt(Span::length).reversed());
        return items.spans.stream()
                .map(span -> text.substring(0, span.start()) + text.substring(span.end()))
                .toList();
    }

    /** A line goes with all that is indented below it. */
    private void addLines() {
        int start = 0;
        while (start < text.length()) {
            int end = endOfLine(start);
            int below = end;
            while (below < text.length() && indentation(below) > indentation(start)) {
                below = endOfLine(below);
            }
            spans.add(new Span(start, below));
            start = end;
        }
    }

    private int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end + 1;
    }

    private int indentation(int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at - start;
    }

    private void addItems() {
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else {
                look(letter, at);
            }
        }
    }

    private void look(char letter, int at) {
        switch (letter) {
            case '[', '{' -> starts.push(at + 1);
            case ',' -> {
                if (!starts.isEmpty()) {
                    addItem(starts.pop(), at + 1);
                    starts.push(at + 1);
                }
            }
            case ']', '}' -> {
                if (!starts.isEmpty()) {
                    addItem(starts.pop(), at);
                }
            }
            default -> {}
        }
    }

    private void addItem(int start, int end) {
        // The last item takes the comma before it along.
        boolean last = text.charAt(end - 1) != ',' && text.charAt(start - 1) == ',';
        if (end > start) {
            spans.add(new Span(last ? start - 1 : start, end));
        }
    }
}
