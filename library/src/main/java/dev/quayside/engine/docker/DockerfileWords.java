package dev.quayside.engine.docker;

import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits the text of an instruction into words, as a shell would: quotes hold words together, the escape character too. */
final class DockerfileWords {
    private DockerfileWords() {}

    static List<String> split(String text, char escape) {
        var words = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                int end = endOfWord(text, at, escape);
                words.add(text.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    /** Where the word that starts there ends. */
    static int endOfWord(String text, int start, char escape) {
        char quote = 0;
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (quote == 0 && Character.isWhitespace(c)) {
                return at;
            }
            if (c == escape && quote != '\'') {
                at++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            at++;
        }
        return text.length();
    }

    /** A word without its quotes and escapes. */
    static String unquoted(String word, char escape) {
        var plain = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == escape && quote != '\'' && i + 1 < word.length()) {
                plain.append(word.charAt(++i));
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** The strings of a JSON array such as {@code ["a", "b"]}, or nothing if it is not one: then it is plain text. */
    static Optional<List<String>> jsonList(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return Optional.empty();
        }
        try {
            var items = Json.parse(text).items();
            return items.stream().allMatch(Json::isText)
                    ? Optional.of(items.stream().map(Json::text).toList())
                    : Optional.empty();
        } catch (QuaysideException notJson) {
            return Optional.empty();
        }
    }
}
