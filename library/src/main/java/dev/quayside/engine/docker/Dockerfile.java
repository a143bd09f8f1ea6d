package dev.quayside.engine.docker;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile as instructions, before anything is decided about them.
 *
 * @param label how errors call the file
 * @param directives the parser directives at its start, by name in lower case
 * @param escape the character that continues lines and escapes others
 */
record Dockerfile(String label, Map<String, Directive> directives, char escape, List<Instruction> instructions) {
    Dockerfile {
        directives = Map.copyOf(directives);
        instructions = List.copyOf(instructions);
    }

    /** A comment at the start that says how to read the file, such as {@code # syntax=docker/dockerfile:1}. */
    record Directive(int line, String value) {}

    /**
     * One instruction, with its continuation lines joined.
     *
     * @param line the line it starts in, counted from 1
     * @param written its first word
     * @param flags the words with {@code --} after it
     * @param rest what follows the flags
     * @param heredocs the names of the documents that follow it
     */
    record Instruction(int line, String written, List<Flag> flags, String rest, List<String> heredocs) {
        Instruction {
            flags = List.copyOf(flags);
            heredocs = List.copyOf(heredocs);
        }

        String keyword() {
            return written.toUpperCase(Locale.ROOT);
        }

        Optional<String> flag(String name) {
            return flags.stream()
                    .filter(flag -> flag.name().equals(name))
                    .map(Flag::value)
                    .findFirst();
        }
    }

    /** A flag of an instruction; one without a value has an empty one. */
    record Flag(String name, String value) {}
}
