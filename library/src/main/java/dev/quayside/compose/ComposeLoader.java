package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads files into one tree in long syntax: each is parsed, filled, merged over what came before, and checked.
 *
 * <p>One instance serves one reading, with its includes and the bases that services extend. Not thread-safe.
 */
final class ComposeLoader {
    /**
     * Where a set of files is read.
     *
     * @param folder what their paths start from
     * @param from the folder of the files that include them, from where paths are seen that are shown as they are
     */
    record Place(String folder, String from, Map<String, String> environment, List<String> including) {
        Place {
            environment = Map.copyOf(environment);
            including = List.copyOf(including);
        }
    }

    /** What a file costs, however small it is. */
    private static final int FILE_COST = 500;

    private static final int CHARACTERS_PER_VALUE = 50;

    private final FileLookup lookup;
    private final Findings findings;
    private final Sources sources;
    private final Set<Stage> leftOut;
    private final Map<String, Variable> variables = new HashMap<>();
    /** What was parsed for the project's name and is to be read still. */
    private final IdentityHashMap<ComposeFile, List<YamlDocument>> parsed = new IdentityHashMap<>();

    private final Optional<String> home;

    ComposeLoader(ReadOptions options, Set<Stage> leftOut, Findings findings, Sources sources) {
        this.lookup = options.lookup();
        this.home = Optional.ofNullable(options.environment().get("HOME"));
        this.findings = findings;
        this.sources = sources;
        this.leftOut = leftOut;
    }

    /** The variables that the files used so far. */
    Map<String, Variable> variables() {
        return Interpolation.sorted(variables);
    }

    /** The files merged in their order, with absolute paths. */
    MappingNode load(List<ComposeFile> files, Place place) {
        MappingNode tree = MappingNode.empty(Position.startOf(files.getFirst().path()));
        for (ComposeFile file : files) {
            tree = add(file, place, tree);
        }
        MappingNode complete = Defaults.fill(tree);
        MappingNode sound = new ResourceCheck(findings).check(complete);
        boolean left = leftOut.contains(Stage.PATHS) && place.including().isEmpty();
        MappingNode resolved =
                left ? sound : pathsToShow(place.folder(), place.from()).resolve(sound);
        return leftOut.contains(Stage.INTERPOLATION)
                ? resolved
                : Environments.resolveOwn(resolved, place.environment());
    }

    private MappingNode add(ComposeFile file, Place place, MappingNode base) {
        MappingNode tree = base;
        for (YamlDocument document : parse(file)) {
            tree = add(file, document, place, tree);
        }
        return tree;
    }

    /** The documents of a file, as written. */
    List<YamlDocument> parse(ComposeFile file) {
        List<YamlDocument> known = parsed.remove(file);
        return known == null ? parseAnew(file) : known;
    }

    private List<YamlDocument> parseAnew(ComposeFile file) {
        sources.add(file);
        Position start = Position.startOf(file.path());
        return findings.values().spend(FILE_COST + file.text().length() / CHARACTERS_PER_VALUE, start)
                ? new YamlGuard(findings).read(file)
                : List.of();
    }

    private MappingNode add(ComposeFile file, YamlDocument document, Place place, MappingNode base) {
        if (hasTooManyServices(document.root()) || !findings.values().spend(base)) {
            return base;
        }
        MappingNode filled = OlderNames.adopt(fill(document.root(), place.environment()));
        var including = new ArrayList<>(place.including());
        including.add(file.path());
        var here = new Place(place.folder(), place.from(), place.environment(), including);
        Resets resets = Resets.of(document.resets());
        MappingNode included = new Includes(this, lookup, findings, here).apply(filled, resets);
        MappingNode kept = resets.apply(base);
        MappingNode extended = new Extensions(this, lookup, findings, here).apply(included, file.path(), resets);
        Settled settled = Settled.partsOf(base);
        MappingNode merged = Uniqueness.enforce(new Merger(findings).merge(kept, extended), settled);
        if (hasTooManyServices(merged)) {
            return base;
        }
        MappingNode checked = new ShapeCheck(findings, settled).check(warnAboutVersion(merged));
        return new ResourceCheck(findings).targets(expand(checked, settled));
    }

    private boolean hasTooManyServices(MappingNode tree) {
        int services = tree.mapping("services").map(all -> all.entries().size()).orElse(0);
        boolean tooMany = services > YamlGuard.MAXIMUM_SERVICES;
        if (tooMany) {
            findings.beyondLimits(
                    tree.at("services"),
                    "the app has " + services + " services, more than " + YamlGuard.MAXIMUM_SERVICES,
                    "make several apps of it");
        }
        return tooMany;
    }

    MappingNode fill(MappingNode root, Map<String, String> environment) {
        var interpolation = new Interpolation(environment, findings, variables);
        return leftOut.contains(Stage.INTERPOLATION) ? interpolation.noted(root) : interpolation.fill(root);
    }

    /** A tree in long syntax that is not checked, because what it is merged into will be. */
    MappingNode expand(MappingNode root) {
        return expand(Uniqueness.enforce(root, Settled.NOTHING), Settled.NOTHING);
    }

    private MappingNode expand(MappingNode tree, Settled settled) {
        boolean variables = leftOut.contains(Stage.INTERPOLATION);
        return Uniqueness.enforce(new LongSyntax(findings, variables, settled).expand(tree), settled);
    }

    /** A resolver for paths in a file of that folder, which may have to be seen from another folder. */
    PathResolver pathsToShow(String folder, String from) {
        return leftOut.contains(Stage.PATHS) ? paths(Paths.relative(from, folder)) : paths(folder);
    }

    /** A resolver for paths seen from a folder. */
    PathResolver paths(String folder) {
        return new PathResolver(folder, home);
    }

    private MappingNode warnAboutVersion(MappingNode tree) {
        if (!(tree.get("version").orElse(null) instanceof ScalarNode version)
                || version.kind() != ScalarNode.Kind.TEXT) {
            return tree;
        }
        findings.warning(tree.at("version"), "the key 'version' is obsolete", "remove it", "version-and-name");
        return tree.without("version");
    }

    /** The project's name in the last document that has one. */
    Optional<String> declaredName(List<ComposeFile> files, Map<String, String> environment) {
        Optional<String> name = Optional.empty();
        var template = new Template(variable -> Optional.ofNullable(environment.get(variable)), unset -> {});
        for (ComposeFile file : files) {
            List<YamlDocument> documents = parseAnew(file);
            parsed.put(file, documents);
            for (YamlDocument document : documents) {
                name = document.root()
                        .text("name")
                        .filter(text -> !text.isEmpty())
                        .or(nameSoFar(name));
            }
        }
        return name.map(text -> template.fill(text).text());
    }

    private static java.util.function.Supplier<Optional<String>> nameSoFar(Optional<String> name) {
        return () -> name;
    }

    /** An env file's variables, added to those that are known. */
    static Map<String, String> withDefaults(Map<String, String> known, Map<String, String> more) {
        var all = new LinkedHashMap<>(known);
        more.forEach(all::putIfAbsent);
        return all;
    }
}
