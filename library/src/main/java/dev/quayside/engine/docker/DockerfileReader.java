package dev.quayside.engine.docker;

import dev.quayside.engine.docker.Dockerfile.Directive;
import dev.quayside.engine.docker.Dockerfile.Flag;
import dev.quayside.engine.docker.Dockerfile.Instruction;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Splits a Dockerfile into instructions by the rules of its frontend: directives, comments, continuation lines, heredocs. */
final class DockerfileReader {
    private static final Pattern DIRECTIVE = Pattern.compile("([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Set<String> DIRECTIVES = Set.of("syntax", "escape", "check");
    private static final Pattern HEREDOC = Pattern.compile("\\d*<<(-?)([^<]+)");
    private static final Set<String> WITH_HEREDOCS = Set.of("ADD", "COPY", "RUN");

    private final String label;
    private final String[] lines;
    private final Map<String, Directive> directives = new HashMap<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private char escape = '\\';
    private int next;

    private DockerfileReader(String label, String text) {
        this.label = label;
        this.lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r*\n", -1);
    }

    /**
     * Reads a file.
     *
     * @throws QuaysideException INVALID_FILE with file and line
     */
    static Dockerfile read(String label, String text) {
        return new DockerfileReader(label, text).read();
    }

    private Dockerfile read() {
        readDirectives();
        while (next < lines.length) {
            var line = lines[next].stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                next++;
            } else {
                readInstruction();
            }
        }
        return new Dockerfile(label, directives, escape, instructions);
    }

    private void readDirectives() {
        while (next < lines.length) {
            var line = lines[next].stripLeading();
            var match =
                    line.startsWith("#") ? DIRECTIVE.matcher(line.substring(1).stripLeading()) : DIRECTIVE.matcher("");
            if (!match.matches() || !DIRECTIVES.contains(match.group(1).toLowerCase(Locale.ROOT))) {
                return;
            }
            directive(match.group(1).toLowerCase(Locale.ROOT), match.group(2));
            next++;
        }
    }

    private void directive(String name, String value) {
        if (directives.put(name, new Directive(next + 1, value)) != null) {
            throw invalid(next + 1, "the directive '" + name + "' stands there twice", "keep one of them");
        }
        if (name.equals("escape")) {
            if (!value.equals("\\") && !value.equals("`")) {
                throw invalid(next + 1, "'" + value + "' cannot be the escape character", "write \\ or `");
            }
            escape = value.charAt(0);
        }
    }

    private void readInstruction() {
        int first = next + 1;
        var joined = new StringBuilder();
        boolean continues = append(joined, lines[next++].stripLeading());
        while (continues && next < lines.length) {
            var line = lines[next++];
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                continues = append(joined, line);
            }
        }
        if (!joined.toString().isBlank()) {
            instructions.add(instruction(first, joined.toString().strip()));
        }
    }

    /** Appends a line without the escape character at its end; whether there was one is the answer. */
    private boolean append(StringBuilder joined, String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continues = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        joined.append(line, 0, continues ? end - 1 : line.length());
        return continues;
    }

    private Instruction instruction(int line, String text) {
        var plain = split(line, text);
        return new Instruction(
                line, plain.written(), plain.flags(), plain.rest(), heredocs(line, plain.written(), plain.rest()));
    }

    private Instruction split(int line, String text) {
        int end = endOfWord(text, 0);
        var written = text.substring(0, end);
        var flags = new ArrayList<Flag>();
        int at = skipSpaces(text, end);
        while (text.startsWith("--", at)) {
            int flagEnd = endOfWord(text, at);
            var word = text.substring(at + 2, flagEnd);
            at = skipSpaces(text, flagEnd);
            if (word.isEmpty()) {
                break;
            }
            int equals = word.indexOf('=');
            flags.add(
                    equals < 0 ? new Flag(word, "") : new Flag(word.substring(0, equals), word.substring(equals + 1)));
        }
        return new Instruction(line, written, flags, text.substring(at), List.of());
    }

    private int endOfWord(String text, int start) {
        return DockerfileWords.endOfWord(text, start, escape);
    }

    private static int skipSpaces(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private List<String> heredocs(int line, String written, String rest) {
        var keyword = written.toUpperCase(Locale.ROOT);
        if (keyword.equals("ONBUILD")) {
            return instruction(line, rest).heredocs();
        }
        if (!WITH_HEREDOCS.contains(keyword)
                || !rest.contains("<<")
                || DockerfileWords.jsonList(rest).isPresent()) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (var word : DockerfileWords.split(rest, escape)) {
            var match = HEREDOC.matcher(word);
            if (match.matches()) {
                var name = DockerfileWords.unquoted(match.group(2), escape);
                skipHeredoc(line, name, !match.group(1).isEmpty());
                names.add(name);
            }
        }
        return names;
    }

    private void skipHeredoc(int line, String name, boolean indented) {
        while (next < lines.length) {
            var text = lines[next++];
            var end = indented ? text.replaceFirst("^\t+", "") : text;
            if (end.equals(name)) {
                return;
            }
        }
        throw invalid(line, "the document '" + name + "' has no end", "write '" + name + "' alone on a line after it");
    }

    private QuaysideException invalid(int line, String what, String remedy) {
        return new QuaysideException(ErrorCode.INVALID_FILE, label + ":" + line + ": " + what, remedy);
    }

    /** The instruction inside of an ONBUILD, whose documents were read with it. */
    static Optional<Instruction> trigger(Dockerfile file, Instruction onbuild) {
        if (onbuild.rest().isEmpty()) {
            return Optional.empty();
        }
        var reader = new DockerfileReader(file.label(), "");
        reader.escape = file.escape();
        var inner = reader.split(onbuild.line(), onbuild.rest());
        return Optional.of(
                new Instruction(inner.line(), inner.written(), inner.flags(), inner.rest(), onbuild.heredocs()));
    }
}
