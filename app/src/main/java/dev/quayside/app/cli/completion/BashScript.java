package dev.quayside.app.cli.completion;

import dev.quayside.app.cli.completion.CompletionModel.Arguments;
import dev.quayside.app.cli.completion.CompletionModel.Command;
import dev.quayside.app.cli.completion.CompletionModel.Option;
import dev.quayside.app.cli.completion.CompletionModel.Value;
import java.util.ArrayList;
import java.util.List;

/** The script for bash (3.2 and newer), and, with a prelude, for zsh. */
public final class BashScript {
    private final CompletionModel model;
    private final StringBuilder out = new StringBuilder();

    private BashScript(CompletionModel model) {
        this.model = model;
    }

    /** The script for bash. */
    public static String bash(CompletionModel model) {
        return "# Completion of quayside for bash: source <(quayside completion bash)\n"
                + new BashScript(model).write();
    }

    /** The script for zsh. */
    public static String zsh(CompletionModel model) {
        return "#compdef quayside\n# Completion of quayside for zsh: source <(quayside completion zsh)\n"
                + "autoload -U +X bashcompinit && bashcompinit\n" + new BashScript(model).write();
    }

    private String write() {
        out.append("""
                _quayside() {
                    local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
                    local path="" word skip="" i
                    COMPREPLY=()
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        word="${COMP_WORDS[i]}"
                        if [ -n "$skip" ]; then skip=""; continue; fi
                """);
        line("        case \"$word\" in");
        line("            " + String.join("|", model.namesWithValue()) + ") skip=yes ;;");
        line("            -*) ;;");
        line("            *)");
        line("                case \"$path\" in");
        line("                    \"\") path=\"$word\" ;;");
        line("                    " + String.join("|", model.nouns()) + ") path=\"$path $word\" ;;");
        line("                esac ;;");
        line("        esac");
        line("    done");
        values();
        options();
        arguments();
        line("}");
        line("complete -F _quayside quayside");
        return out.toString();
    }

    private void values() {
        line("    if [ -n \"$skip\" ]; then");
        line("        case \"$path/$previous\" in");
        writeValues("*", model.options());
        // A verb that gives an option of every command another meaning comes first.
        line("        esac");
        line("        return");
        line("    fi");
    }

    private void writeValues(String path, List<Option> options) {
        for (Command command : model.commands()) {
            command.options().stream()
                    .filter(option -> !options.contains(option))
                    .forEach(option -> value("\"" + command.path() + "\"", option));
        }
        options.forEach(option -> value(path, option));
    }

    private void value(String path, Option option) {
        if (option.value() == Value.NONE) {
            return;
        }
        var patterns = new ArrayList<String>();
        option.names().forEach(name -> patterns.add(path + "/" + name));
        line("            " + String.join("|", patterns) + ") " + completion(option) + " ;;");
    }

    private static String completion(Option option) {
        if (!option.choices().isEmpty()) {
            return reply("-W \"" + String.join(" ", option.choices()) + "\"");
        }
        return switch (option.value()) {
            case FILE -> reply("-f");
            case FOLDER -> reply("-d");
            case TEXT, NONE -> ":";
        };
    }

    private static String reply(String compgen) {
        return "COMPREPLY=($(compgen " + compgen + " -- \"$current\"))";
    }

    private void options() {
        line("    if [[ \"$current\" == -* ]]; then");
        line("        case \"$path\" in");
        for (Command command : model.commands()) {
            line("            \"" + command.path() + "\") " + reply("-W \"" + names(command.options()) + "\"") + " ;;");
        }
        line("            *) " + reply("-W \"" + names(model.options()) + "\"") + " ;;");
        line("        esac");
        line("        return");
        line("    fi");
    }

    private static String names(List<Option> options) {
        return String.join(
                " ", options.stream().flatMap(option -> option.names().stream()).toList());
    }

    private void arguments() {
        line("    case \"$path\" in");
        line("        \"\") " + reply("-W \"" + subcommands("") + "\"") + " ;;");
        for (String noun : model.nouns()) {
            line("        " + noun + ") " + reply("-W \"" + subcommands(noun) + "\"") + " ;;");
        }
        List<String> withServices = model.commands().stream()
                .filter(command -> command.arguments() == Arguments.SERVICES)
                .map(Command::path)
                .toList();
        line("        " + String.join("|", withServices) + ") "
                + reply("-W \"$(quayside config --services 2>/dev/null)\"") + " ;;");
        line("        *) " + reply("-f") + " ;;");
        line("    esac");
    }

    private String subcommands(String noun) {
        return String.join(
                " ",
                model.under(noun).stream()
                        .map(command -> command.path().substring(command.path().indexOf(' ') + 1))
                        .toList());
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
