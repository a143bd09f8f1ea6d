package dev.quayside.app.cli.completion;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a shell can complete.
 *
 * @param options those that may stand before the verb
 * @param commands all verbs and nouns, the verbs of a noun too
 */
public record CompletionModel(List<Option> options, List<Command> commands) {
    public CompletionModel {
        options = List.copyOf(options);
        commands = List.copyOf(commands);
    }

    /**
     * A verb or noun.
     *
     * @param path its words, such as {@code image ls}
     * @param options its own ones and those of every command
     */
    public record Command(String path, String summary, List<Option> options, Arguments arguments) {
        public Command {
            options = List.copyOf(options);
        }
    }

    /** What stands behind a command. */
    public enum Arguments {
        /** Names of services. */
        SERVICES,
        /** Something that a shell cannot know. */
        OTHER,
        /** Nothing. */
        NONE
    }

    /**
     * An option.
     *
     * @param names with their dashes
     * @param choices the words that are possible; none: anything
     */
    public record Option(List<String> names, String description, Value value, List<String> choices) {
        public Option {
            names = List.copyOf(names);
            choices = List.copyOf(choices);
        }
    }

    /** What stands behind an option. */
    public enum Value {
        NONE,
        FILE,
        FOLDER,
        TEXT
    }

    /** The commands directly under a noun, or, for an empty text, all verbs and nouns. */
    List<Command> under(String noun) {
        return commands.stream()
                .filter(command -> noun.isEmpty()
                        ? !command.path().contains(" ")
                        : command.path().startsWith(noun + " "))
                .toList();
    }

    /** The nouns. */
    List<String> nouns() {
        return commands.stream()
                .map(Command::path)
                .filter(path -> path.contains(" "))
                .map(path -> path.substring(0, path.indexOf(' ')))
                .distinct()
                .toList();
    }

    /** The names of the options of all commands that take a value. */
    List<String> namesWithValue() {
        return Stream.concat(options.stream(), commands.stream().flatMap(command -> command.options().stream()))
                .filter(option -> option.value() != Value.NONE)
                .flatMap(option -> option.names().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
