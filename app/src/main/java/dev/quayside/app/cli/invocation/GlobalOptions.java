package dev.quayside.app.cli.invocation;

import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that every command knows, before and after its verb.
 *
 * <p>The option specs are made by hand: annotations would be read by reflection at every start. Filled while the command line
 * is parsed, then only read. Not thread-safe.
 */
public final class GlobalOptions {
    private final List<String> files = new ArrayList<>();
    private final List<String> profiles = new ArrayList<>();
    private final List<String> envFiles = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();
    private boolean yes;
    private boolean noEmbedded;
    private boolean help;

    /** Specs that write into this object. */
    public List<OptionSpec> specs() {
        return List.of(
                value(
                        files::add,
                        "FILE",
                        "A Compose file; may be repeated, later ones win; - is standard input",
                        "-f",
                        "--file"),
                value("name", "NAME", "The project name", "-p", "--project-name"),
                value(profiles::add, "PROFILE", "Activates the services of a profile; may be repeated", "--profile"),
                value(envFiles::add, "FILE", "A file with values for variables, instead of .env", "--env-file"),
                value("directory", "DIR", "What relative paths start from", "--project-directory"),
                choice(
                        "engine",
                        "ENGINE",
                        "What runs the application (default: $QUAYSIDE_ENGINE, then docker)",
                        List.of("docker", "kubernetes"),
                        "--engine"),
                value(
                        "host",
                        "ADDRESS",
                        "The engine's address, such as tcp://build:2376 (default: $DOCKER_HOST)",
                        "-H",
                        "--host"),
                value(
                        "context",
                        "NAME",
                        "A docker context, or one of the kubeconfig (default: $QUAYSIDE_CONTEXT, then the current one)",
                        "--context"),
                value(
                        "kubeconfig",
                        "FILE",
                        "How clusters are reached (default: $KUBECONFIG, then ~/.kube/config)",
                        "--kubeconfig"),
                value(
                        "namespace",
                        "NAME",
                        "The namespace in the cluster (default: one of the application's own)",
                        "-n",
                        "--namespace"),
                flag(on -> noEmbedded = on, "Never starts an engine of Quayside's own", "--no-embedded"),
                choice("output", "FORMAT", "How data is written", List.of("table", "json", "yaml"), "--output"),
                choice("ansi", "WHEN", "Colours", List.of("never", "always", "auto"), "--ansi"),
                choice(
                        "progress",
                        "TYPE",
                        "How progress is shown",
                        List.of("auto", "tty", "plain", "json", "quiet"),
                        "--progress"),
                flag(on -> yes = on, "Answers every question with yes", "-y", "--yes"),
                flag(on -> help = on, "Shows this text", "-h", "--help"));
    }

    private OptionSpec choice(String key, String label, String description, List<String> words, String name) {
        Consumer<String> target = word -> values.put(key, checked(word, words, name));
        return OptionSpec.builder(value(target, label, description + ": " + String.join(", ", words), name))
                .completionCandidates(words)
                .build();
    }

    private static String checked(String word, List<String> words, String name) {
        if (!words.contains(word)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    name + " does not know '" + word + "'",
                    "use one of " + String.join(", ", words));
        }
        return word;
    }

    private OptionSpec value(String key, String label, String description, String... names) {
        return value(text -> values.put(key, text), label, description, names);
    }

    private static OptionSpec value(Consumer<String> target, String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .hasInitialValue(false)
                .setter(setter(value -> target.accept((String) value)))
                .build();
    }

    private static OptionSpec flag(Consumer<Boolean> target, String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .hasInitialValue(false)
                .setter(setter(value -> target.accept((Boolean) value)))
                .build();
    }

    private static ISetter setter(Consumer<Object> target) {
        return new ISetter() {
            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
            public <T> T set(T value) {
                if (value != null) {
                    target.accept(value);
                }
                return value;
            }
        };
    }

    /** The Compose files that were named. */
    public List<String> files() {
        return List.copyOf(files);
    }

    /** The profiles that were named. */
    public List<String> profiles() {
        return List.copyOf(profiles);
    }

    /** The files with variables that were named. */
    public List<String> envFiles() {
        return List.copyOf(envFiles);
    }

    /** The project name that was given. */
    public Optional<String> projectName() {
        return value("name");
    }

    /** The project directory that was given. */
    public Optional<String> projectDirectory() {
        return value("directory");
    }

    /** The engine that was asked for. */
    public Optional<String> engine() {
        return value("engine");
    }

    /** The engine's address that was given. */
    public Optional<String> host() {
        return value("host");
    }

    /** The context that was named. */
    public Optional<String> context() {
        return value("context");
    }

    /** The file that says how clusters are reached, if it was named. */
    public Optional<String> kubeconfig() {
        return value("kubeconfig");
    }

    /** The namespace that was named. */
    public Optional<String> namespace() {
        return value("namespace");
    }

    /** How data is written. */
    public OutputFormat output() {
        return value("output").map(OutputFormat::parse).orElse(OutputFormat.TABLE);
    }

    /** How progress is shown; the flag wins over {@code COMPOSE_PROGRESS} and {@code BUILDKIT_PROGRESS}. */
    public ProgressMode progress(Map<String, String> environment, boolean onTerminal) {
        String word = value("progress")
                .or(() ->
                        Optional.ofNullable(environment.get("COMPOSE_PROGRESS")).filter(w -> !w.isEmpty()))
                .or(() -> Optional.ofNullable(environment.get("BUILDKIT_PROGRESS"))
                        .filter(w -> !w.isEmpty()))
                .orElse("auto");
        return ProgressMode.parse(word, onTerminal);
    }

    /** Whether a stream gets colours; the flag wins over {@code COMPOSE_ANSI}, {@code NO_COLOR} over the terminal. */
    public boolean coloured(Map<String, String> environment, boolean onTerminal) {
        String word = value("ansi")
                .or(() -> Optional.ofNullable(environment.get("COMPOSE_ANSI")).filter(w -> !w.isEmpty()))
                .orElse("auto");
        return switch (word) {
            case "never" -> false;
            case "always" -> true;
            case "auto" ->
                onTerminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !"dumb".equals(environment.get("TERM"));
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--ansi does not know '" + word + "'",
                        "use one of never, always, auto");
        };
    }

    /** Whether every question is answered with yes. */
    public boolean yes() {
        return yes;
    }

    /** Whether an engine of our own may be started. */
    public boolean noEmbedded() {
        return noEmbedded;
    }

    /** Whether the help was asked for. */
    public boolean help() {
        return help;
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
