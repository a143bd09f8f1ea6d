package dev.quayside.engine.memory;

import dev.quayside.engine.ReplicaSpec;
import dev.quayside.engine.ReplicaSpec.ReplicaFile;
import dev.quayside.model.FileMount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Runs the few commands that tests use, as a small shell would: {@code echo cat stat printenv sleep exit true false}. */
final class MemoryShell {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*(?:;|&&|\\n)\\s*");
    private static final Pattern BLANK = Pattern.compile("\\s+");

    private final ReplicaSpec spec;
    private final StringBuilder output = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();

    MemoryShell(ReplicaSpec spec) {
        this.spec = spec;
    }

    /** Its exit code; empty if it goes on for ever. */
    OptionalInt run(List<String> command) {
        if (command.isEmpty()) {
            return OptionalInt.empty();
        }
        boolean script = command.size() == 3
                && command.get(0).endsWith("sh")
                && command.get(1).equals("-c");
        return script ? script(command.get(2)) : program(command);
    }

    String output() {
        return output.toString();
    }

    String errors() {
        return errors.toString();
    }

    private OptionalInt script(String script) {
        OptionalInt code = OptionalInt.of(0);
        for (String part : SEPARATOR.splitAsStream(script.strip()).toList()) {
            List<String> words =
                    BLANK.splitAsStream(part.strip()).map(MemoryShell::unquoted).toList();
            if (words.getFirst().equals("exit")) {
                return OptionalInt.of(words.size() > 1 ? Integer.parseInt(words.get(1)) : 0);
            }
            code = program(words.getFirst().equals("exec") ? words.subList(1, words.size()) : words);
            if (code.isEmpty()) {
                return code;
            }
        }
        return code;
    }

    private OptionalInt program(List<String> words) {
        return switch (words.getFirst()) {
            case "echo" -> echo(words.subList(1, words.size()));
            case "cat" -> cat(words.getLast());
            case "stat" -> stat(words.getLast());
            case "printenv" -> printenv(words.getLast());
            case "true", "trap" -> OptionalInt.of(0);
            case "false" -> OptionalInt.of(1);
            case "sleep" -> words.getLast().equals("0") ? OptionalInt.of(0) : OptionalInt.empty();
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt echo(List<String> words) {
        boolean toErrors = words.contains(">&2");
        String line =
                String.join(" ", words.stream().filter(w -> !w.equals(">&2")).toList());
        (toErrors ? errors : output).append(line).append('\n');
        return OptionalInt.of(0);
    }

    private OptionalInt cat(String path) {
        for (ReplicaFile file : spec.files()) {
            if (file.mount().target().equals(path)) {
                output.append(new String(file.content().bytes(), StandardCharsets.UTF_8));
                return OptionalInt.of(0);
            }
        }
        errors.append("cat: can't open '").append(path).append("'\n");
        return OptionalInt.of(1);
    }

    /** As {@code stat -c '%a %u %g'} does it. */
    private OptionalInt stat(String path) {
        for (ReplicaFile file : spec.files()) {
            FileMount mount = file.mount();
            if (mount.target().equals(path)) {
                int mode = mount.mode().orElse(FileMount.DEFAULT_MODE);
                output.append(Integer.toOctalString(mode))
                        .append(' ')
                        .append(mount.uid().orElse("0"))
                        .append(' ')
                        .append(mount.gid().orElse("0"))
                        .append('\n');
                return OptionalInt.of(0);
            }
        }
        errors.append("stat: can't stat '").append(path).append("'\n");
        return OptionalInt.of(1);
    }

    private OptionalInt printenv(String name) {
        String value = spec.service().process().environment().get(name);
        if (value == null) {
            return OptionalInt.of(1);
        }
        output.append(value).append('\n');
        return OptionalInt.of(0);
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1 && (word.startsWith("'") || word.startsWith("\""));
        return quoted && word.endsWith(word.substring(0, 1)) ? word.substring(1, word.length() - 1) : word;
    }
}
