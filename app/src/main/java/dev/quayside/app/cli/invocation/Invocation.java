package dev.quayside.app.cli.invocation;

import dev.quayside.ConnectOptions;
import dev.quayside.ConnectOptions.EngineKind;
import dev.quayside.ImageRegistry;
import dev.quayside.PartialProject;
import dev.quayside.Project;
import dev.quayside.ProjectOptions;
import dev.quayside.Quayside;
import dev.quayside.app.cli.output.JsonWriter;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.output.YamlWriter;
import dev.quayside.compose.Stage;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One call of a command: what it was asked for, and its ways to the library and to the user. Not thread-safe. */
public final class Invocation {
    private static final int MAXIMUM_FILE_BYTES = 4 << 20;

    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Map<String, Object> evidence = new LinkedHashMap<>();
    private Optional<ImageRegistry> registry = Optional.empty();

    /** The call of a command with these options. */
    public Invocation(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /** The outside world. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** The options that every command knows. */
    public GlobalOptions options() {
        return options;
    }

    /** Reads the application that the options and the working directory name, and shows the warnings. */
    public Project project(List<String> targets) {
        var project = Quayside.read(projectOptions(targets));
        project.reading().warnings().forEach(warning -> warn(warning.toString()));
        return project;
    }

    /** Reads the files that the options and the working directory name without some of the stages, and shows the warnings. */
    public PartialProject partial(List<String> targets, Set<Stage> leftOut) {
        var project = Quayside.readPartly(projectOptions(targets), leftOut);
        project.reading().warnings().forEach(warning -> warn(warning.toString()));
        return project;
    }

    private ProjectOptions projectOptions(List<String> targets) {
        return new ProjectOptions(
                options.files(),
                options.projectName(),
                options.projectDirectory(),
                options.profiles(),
                options.envFiles(),
                targets,
                surroundings.workingDirectory(),
                surroundings.environment(),
                this::standardInput);
    }

    /**
     * The name of the application that the options and the working directory name. A name that was given is taken as it is, so
     * that an application can be looked after where its files are not.
     */
    public String appName() {
        return options.projectName().orElseGet(() -> project(List.of()).name());
    }

    private String standardInput() {
        try {
            byte[] bytes = surroundings.in().readNBytes(MAXIMUM_FILE_BYTES + 1);
            if (bytes.length > MAXIMUM_FILE_BYTES) {
                throw new QuaysideException(
                        ErrorCode.INVALID_FILE,
                        "the Compose file on standard input is longer than " + Texts.bytes(MAXIMUM_FILE_BYTES),
                        "make it shorter");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new QuaysideException(ErrorCode.IO_FAILED, "standard input cannot be read", "name a file with -f", e);
        }
    }

    /** From now on, images that are built for a cluster go to this registry, whatever the environment says. */
    public void pushTo(ImageRegistry place) {
        registry = Optional.of(place);
    }

    /** Connects to the engine that the options and the environment name. */
    public Quayside connect() {
        return surroundings.connector().apply(connectOptions());
    }

    /** Which engine the options and the environment name. */
    public ConnectOptions connectOptions() {
        var environment = surroundings.environment();
        EngineKind engine = engineKind();
        if (engine == EngineKind.DOCKER && options.namespace().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the engine docker has no namespaces, so '"
                            + options.namespace().get() + "' has no meaning",
                    "leave -n out");
        }
        if (engine == EngineKind.KUBERNETES && options.host().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--host '" + options.host().get() + "' is the address of a Docker Engine",
                    "name a cluster with --context, or its configuration file with KUBECONFIG");
        }
        if (options.host().isPresent() && options.context().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--host '" + options.host().get() + "' and --context '"
                            + options.context().get() + "' both name an engine",
                    "give one of them");
        }
        var context = options.context()
                .or(() -> options.host().isPresent()
                        ? Optional.empty()
                        : Optional.ofNullable(environment.get("QUAYSIDE_CONTEXT"))
                                .filter(c -> !c.isEmpty()));
        return new ConnectOptions(
                engine,
                options.host(),
                context,
                options.kubeconfig().map(name -> Cluster.file(name, surroundings)),
                options.namespace(),
                engine == EngineKind.KUBERNETES ? registry(environment) : Optional.empty(),
                ManifestOptions.DEFAULT,
                options.noEmbedded() ? ConnectOptions.Embedded.NEVER : ConnectOptions.Embedded.IF_NEEDED,
                environment,
                surroundings.home(),
                this::note);
    }

    private Optional<ImageRegistry> registry(Map<String, String> environment) {
        return registry.or(() -> Optional.ofNullable(environment.get("QUAYSIDE_REGISTRY"))
                .filter(text -> !text.isEmpty())
                .map(ImageRegistry::parse));
    }

    /** What kind of engine the options and the environment name. */
    public EngineKind engineKind() {
        String engine = options.engine()
                .or(() -> Optional.ofNullable(surroundings.environment().get("QUAYSIDE_ENGINE"))
                        .filter(e -> !e.isEmpty()))
                .orElse("docker");
        return switch (engine) {
            case "docker" -> EngineKind.DOCKER;
            case "kubernetes" -> EngineKind.KUBERNETES;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "there is no engine '" + engine + "'",
                        "this version knows: docker, kubernetes");
        };
    }

    /**
     * Connects to the engine that the options and the environment name, to change something there. Says which cluster that is, and
     * asks first if its context looks like one for production.
     */
    public Quayside connectToChange() {
        Quayside quayside = connect();
        if (engineKind() == EngineKind.KUBERNETES) {
            try {
                new ClusterGuard(this).check(quayside.kubernetes());
            } catch (QuaysideException e) {
                quayside.close();
                throw e;
            }
        }
        return quayside;
    }

    /** Writes data: the table for people, or the tree for programs. Only the one that is wanted is made. */
    public void data(Supplier<Table> table, Supplier<?> tree) {
        write(() -> table.get().toString(), tree);
    }

    /** Writes data: the text for people, or the tree for programs. */
    public void data(String text, Supplier<?> tree) {
        write(() -> text, tree);
    }

    private void write(Supplier<String> text, Supplier<?> tree) {
        surroundings
                .out()
                .print(
                        switch (options.output()) {
                            case TABLE -> text.get();
                            case JSON -> JsonWriter.document(tree.get());
                            case YAML -> YamlWriter.document(tree.get());
                        });
        surroundings.out().flush();
    }

    /** Writes one entry of a stream at once: a line for people, a line of JSON, or a YAML document. */
    public void entry(String line, Object tree) {
        surroundings
                .out()
                .print(
                        switch (options.output()) {
                            case TABLE -> line + "\n";
                            case JSON -> JsonWriter.line(tree) + "\n";
                            case YAML -> "---\n" + YamlWriter.document(tree);
                        });
        surroundings.out().flush();
    }

    /** Writes one line to standard output, whatever the format. */
    public void line(String line) {
        surroundings.out().print(Texts.printable(line) + "\n");
        surroundings.out().flush();
    }

    /** Tells the user something on standard error that is not data. */
    public void note(String sentence) {
        switch (progress()) {
            case TTY, PLAIN -> surroundings.err().print(Texts.printable(sentence) + "\n");
            case JSON -> surroundings.err().print(JsonWriter.line(Map.of("message", sentence)) + "\n");
            case QUIET -> {}
        }
        surroundings.err().flush();
    }

    /** Warns the user on standard error. */
    public void warn(String sentence) {
        if (progress() == ProgressMode.JSON) {
            surroundings.err().print(JsonWriter.line(Map.of("warning", sentence)) + "\n");
        } else {
            surroundings.err().print(errorColours().yellow("warning:") + " " + Texts.printable(sentence) + "\n");
        }
        surroundings.err().flush();
    }

    /** Reports a failure after which the command goes on. */
    public void report(QuaysideException failure) {
        new ErrorReport(surroundings, options).print(failure, failure.code().exitStatus(), Map.of());
    }

    /** Adds the evidence that a program gets with the failure that ends the command. */
    public void explain(Map<String, ?> details) {
        evidence.putAll(details);
    }

    /** The evidence that was added. */
    public Map<String, Object> evidence() {
        return evidence;
    }

    /** Asks a question; without a terminal or with {@code --yes} nobody is asked. */
    public boolean confirmed(String question) {
        if (options.yes()) {
            return true;
        }
        if (!surroundings.terminal().has(Terminal.Stream.INPUT)
                || !surroundings.terminal().has(Terminal.Stream.ERROR)) {
            return false;
        }
        surroundings.err().print(question + " [y/N] ");
        surroundings.err().flush();
        var answer = new StringBuilder();
        try {
            for (int c = surroundings.in().read(); c >= 0 && c != '\n' && answer.length() < 16; ) {
                answer.append((char) c);
                c = surroundings.in().read();
            }
        } catch (IOException e) {
            return false;
        }
        return answer.toString().strip().matches("(?i)y|yes");
    }

    /** How progress is shown. */
    public ProgressMode progress() {
        return options.progress(
                surroundings.environment(), surroundings.terminal().has(Terminal.Stream.ERROR));
    }

    /** The colours of standard output. */
    public Palette colours() {
        return palette(Terminal.Stream.OUTPUT);
    }

    /** The colours of standard error. */
    public Palette errorColours() {
        return palette(Terminal.Stream.ERROR);
    }

    private Palette palette(Terminal.Stream stream) {
        return options.coloured(
                        surroundings.environment(), surroundings.terminal().has(stream))
                ? Palette.COLOURED
                : Palette.PLAIN;
    }

    /** The moment now. */
    public Instant now() {
        return surroundings.clock().instant();
    }

    /** How long ago something was, for people. */
    public String ago(Instant moment) {
        return Texts.ago(Duration.between(moment, now()));
    }

    /** The output format. */
    public OutputFormat format() {
        return options.output();
    }
}
