package dev.quayside.compose;

import dev.quayside.compose.Finding.Severity;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads files of the Compose specification into an {@link App}.
 *
 * <pre>{@code
 * var file = new ComposeFile("/srv/shop/compose.yaml", "services: {web: {image: 'nginx:${TAG:-1}'}}");
 * ReadResult shop = ComposeReader.read(ReadOptions.of(file).withEnvironment(Map.of("TAG", "2")));
 *
 * System.out.println(shop.name() + " " + shop.images());
 * shop.app().services().values().forEach(service -> System.out.println(service.image().reference()));
 * shop.warnings().forEach(System.out::println);
 * }</pre>
 *
 * <p>Nothing is opened, asked or run: texts come with the options or from their {@link FileLookup}. Thread-safe, without state.
 */
public final class ComposeReader {
    /** The name of the file that holds a folder's variables. */
    public static final String ENV_FILE = ".env";

    private static final String NAME_VARIABLE = "COMPOSE_PROJECT_NAME";
    private static final String PROFILES_VARIABLE = "COMPOSE_PROFILES";

    private final ReadOptions options;
    private final Set<Stage> leftOut;
    private final Findings findings = new Findings();
    private final Sources sources = new Sources();

    private ComposeReader(ReadOptions options, Set<Stage> leftOut) {
        this.options = options;
        this.leftOut = leftOut;
    }

    /**
     * Reads the files.
     *
     * @throws QuaysideException {@code INVALID_FILE} with every error of the files, each with file, line, column and a caret;
     *     {@code UNSUPPORTED} if the files are right but this version cannot read a part of them. What it reads and engines do not do
     *     is no failure here, but one of {@link ReadResult#app()}
     */
    public static ReadResult read(ReadOptions options) {
        var reader = new ComposeReader(options, Set.of());
        Optional<ReadResult> result = reader.run();
        return result.filter(known -> !reader.findings.failed()).orElseThrow(reader::failure);
    }

    /**
     * Reads the files without some of the stages.
     *
     * @throws QuaysideException {@code INVALID_FILE} with every error that the other stages find
     */
    public static PartialReading partial(ReadOptions options, Set<Stage> leftOut) {
        var reader = new ComposeReader(options, leftOut);
        Optional<PartialReading> result = reader.runPartly();
        return result.filter(known -> !reader.findings.failed()).orElseThrow(reader::failure);
    }

    /** Everything that is to be said about the files, errors and warnings, in the order of their places. */
    public static List<Finding> check(ReadOptions options) {
        var reader = new ComposeReader(options, Set.of());
        reader.run();
        return reader.ordered();
    }

    private Optional<ReadResult> run() {
        return load().flatMap(loaded -> {
            Selected selected = select(loaded);
            return findings.areBeyondLimits() ? Optional.empty() : Optional.of(result(loaded, selected));
        });
    }

    private ReadResult result(Loaded loaded, Selected selected) {
        App app = new AppReader(findings, loaded.environment()).read(selected.canonical(), selected.inactive());
        new UndoneCheck(findings).run(selected.canonical());
        return new ReadResult(
                app,
                refusal(),
                selected.canonical(),
                findings.warnings(),
                loaded.variables(),
                named(loaded.services()),
                unattached(selected.canonical()));
    }

    private Optional<PartialReading> runPartly() {
        // Which services are active, and what they use, is not known before the variables are.
        return load().map(loaded -> new PartialReading(
                leftOut.contains(Stage.INTERPOLATION)
                        ? loaded.tree()
                        : select(loaded).canonical(),
                findings.warnings(),
                loaded.variables(),
                loaded.environment()));
    }

    /** The merged files in canonical form, with all of their services. */
    private record Loaded(MappingNode tree, Map<String, String> environment, Map<String, Variable> variables) {
        MappingNode services() {
            return tree.mapping("services").orElse(MappingNode.empty(tree.position()));
        }
    }

    private Optional<Loaded> load() {
        if (options.files().isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "no Compose file was given", "name one with --file");
        }
        var loader = new ComposeLoader(options, leftOut, findings, sources);
        Map<String, String> environment = environment();
        String name = ProjectName.choose(
                options.name(),
                Optional.ofNullable(environment.get(NAME_VARIABLE)),
                loader.declaredName(options.files(), environment),
                options.projectDirectory());
        environment.put(NAME_VARIABLE, name);
        var place =
                new ComposeLoader.Place(options.projectDirectory(), options.projectDirectory(), environment, List.of());
        MappingNode tree = loader.load(options.files(), place);
        if (findings.areBeyondLimits()) {
            return Optional.empty();
        }
        if (tree.entries().isEmpty()) {
            nothingDefined(tree);
            return Optional.empty();
        }
        MappingNode named = tree.with("name", ScalarNode.text(tree.position(), name));
        return Optional.of(new Loaded(canonical(named, name, environment), environment, loader.variables()));
    }

    private MappingNode canonical(MappingNode tree, String name, Map<String, String> environment) {
        Map<String, String> values = leftOut.contains(Stage.INTERPOLATION) ? Map.of() : environment;
        MappingNode normal = leftOut.contains(Stage.NORMALIZATION)
                ? Normalizer.withoutNulls(tree)
                : new Normalizer(name, values, findings).normalize(tree);
        return leftOut.contains(Stage.INTERPOLATION) ? normal : new CanonicalForm(findings).write(normal);
    }

    private void nothingDefined(MappingNode tree) {
        if (!findings.failed()) {
            findings.error(tree.position(), "the file defines nothing", "start with 'services:'", "compose-file");
        }
    }

    private Map<String, String> environment() {
        var variables = new LinkedHashMap<String, String>();
        boolean given = !options.envFiles().isEmpty();
        List<String> paths = given ? options.envFiles() : List.of(Paths.join(options.projectDirectory(), ENV_FILE));
        for (String path : paths) {
            Optional<String> text = options.lookup().text(path);
            if (text.isEmpty() && given) {
                throw new QuaysideException(
                        ErrorCode.NOT_FOUND, "the env file " + path + " does not exist", "correct its path");
            }
            text.ifPresent(known -> DotEnv.parse(
                    path,
                    known,
                    name -> Optional.ofNullable(options.environment().get(name))
                            .or(() -> Optional.ofNullable(variables.get(name))),
                    variables,
                    fault -> fault.report(findings, "environment-variables")));
        }
        return new HashMap<>(ComposeLoader.withDefaults(options.environment(), variables));
    }

    /**
     * What is meant of the files.
     *
     * @param inactive the services that are not
     */
    private record Selected(MappingNode canonical, Set<String> inactive) {}

    private Selected select(Loaded loaded) {
        Set<String> profiles = profiles(loaded.environment());
        var selection = new Selection(loaded.tree(), findings);
        if (!leftOut.contains(Stage.CONSISTENCY)) {
            new ConsistencyCheck(loaded.tree(), selection.active(profiles), selection.activeJobs(profiles), findings)
                    .run();
        }
        Set<String> selected = selection.selected(profiles, options.targets());
        Set<String> jobs = selection.activeJobs(selection.widened(profiles, options.targets()));
        MappingNode pruned = Selection.prune(loaded.tree(), selected, jobs);
        var environments = new Environments(this::text, loaded.environment(), findings);
        MappingNode labelled = each(pruned, environments::withLabels);
        MappingNode canonical =
                leftOut.contains(Stage.ENVIRONMENT) ? labelled : each(labelled, environments::withVariables);
        var inactive = new LinkedHashSet<>(loaded.services().entries().keySet());
        inactive.removeAll(selected);
        return new Selected(canonical, inactive);
    }

    private static MappingNode each(MappingNode tree, UnaryOperator<MappingNode> change) {
        return tree.change(
                "services",
                services -> ((MappingNode) services).changeAll((name, service) -> change.apply((MappingNode) service)));
    }

    /** Paths are relative if {@link Stage#PATHS} was left out. */
    private Optional<String> text(String path) {
        return options.lookup().text(Paths.resolve(options.projectDirectory(), path));
    }

    private Optional<QuaysideException> refusal() {
        boolean undone = findings.all().stream().anyMatch(finding -> finding.severity() != Severity.WARNING);
        return undone ? Optional.of(failure()) : Optional.empty();
    }

    private Set<String> profiles(Map<String, String> environment) {
        if (!options.profiles().isEmpty()) {
            return options.profiles();
        }
        return Arrays.stream(environment.getOrDefault(PROFILES_VARIABLE, "").split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
    }

    private static Set<String> named(MappingNode services) {
        var profiles = new TreeSet<String>();
        services.entries().values().forEach(entry -> profiles.addAll(Selection.profiles(entry.value())));
        return profiles;
    }

    private static Set<String> unattached(MappingNode canonical) {
        var names = new LinkedHashSet<String>();
        canonical
                .mapping("services")
                .ifPresent(services -> services.entries().forEach((name, entry) -> {
                    if (entry.value() instanceof MappingNode service
                            && service.get("attach").map(Node::content).equals(Optional.of(false))) {
                        names.add(name);
                    }
                }));
        return names;
    }

    private List<Finding> ordered() {
        var ordered = new ArrayList<>(findings.all());
        ordered.sort(java.util.Comparator.comparing(
                        (Finding finding) -> finding.position().file())
                .thenComparingInt(finding -> finding.position().line())
                .thenComparingInt(finding -> finding.position().column()));
        return ordered;
    }

    private QuaysideException failure() {
        List<Finding> failures = ordered().stream()
                .filter(finding -> finding.severity() != Severity.WARNING)
                .toList();
        boolean invalid = failures.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        String problem = failures.stream().map(this::describe).collect(Collectors.joining("\n"));
        String remedy =
                failures.size() == 1 ? failures.getFirst().remedy() : "correct these " + failures.size() + " places";
        return new QuaysideException(invalid ? ErrorCode.INVALID_FILE : ErrorCode.UNSUPPORTED, problem, remedy);
    }

    private String describe(Finding finding) {
        String excerpt =
                sources.excerpt(finding.position()).map(text -> "\n" + text).orElse("");
        return finding + excerpt;
    }
}
