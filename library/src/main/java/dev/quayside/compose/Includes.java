package dev.quayside.compose;

import dev.quayside.compose.ComposeLoader.Place;
import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files that a file includes and puts what they define below what the file defines itself. */
final class Includes {
    private static final String SECTION = "include";
    private static final List<String> KINDS =
            List.of("services", "jobs", "volumes", "networks", "secrets", "configs", "models");
    private static final int MAXIMUM_DEPTH = 32;

    private final ComposeLoader loader;
    private final FileLookup lookup;
    private final Findings findings;
    private final Place place;

    Includes(ComposeLoader loader, FileLookup lookup, Findings findings, Place place) {
        this.loader = loader;
        this.lookup = lookup;
        this.findings = findings;
        this.place = place;
    }

    /** The tree with what it includes, and without its key {@code include}. */
    MappingNode apply(MappingNode tree, Resets resets) {
        Node includes = tree.get("include").orElse(null);
        if (includes != null && includes.isNothing()) {
            return tree.without("include");
        }
        if (!(includes instanceof SequenceNode list)) {
            return tree;
        }
        MappingNode result = tree.without("include");
        for (Node item : list.items()) {
            if (findings.areBeyondLimits()) {
                break;
            }
            Optional<MappingNode> included = read(item);
            if (included.isPresent()) {
                result = join(included.get(), result, resets);
            }
        }
        return result;
    }

    private Optional<MappingNode> read(Node item) {
        List<ScalarNode> paths = item instanceof MappingNode mapping ? texts(mapping, "path") : texts(item);
        if (paths.isEmpty()) {
            findings.error(item.position(), "an include names no path", "write 'path: FILE'", SECTION);
            return Optional.empty();
        }
        var files = new ArrayList<ComposeFile>();
        for (ScalarNode path : paths) {
            file(path).ifPresent(files::add);
        }
        boolean circular = !files.isEmpty()
                && (place.including().contains(files.getFirst().path())
                        || place.including().size() > MAXIMUM_DEPTH);
        if (circular) {
            findings.error(
                    item.position(),
                    "this includes itself: " + String.join(" includes ", place.including()) + " includes "
                            + files.getFirst().path(),
                    "remove one of these includes",
                    SECTION);
        }
        return circular || files.size() < paths.size() ? Optional.empty() : Optional.of(load(item, files));
    }

    private Optional<ComposeFile> file(ScalarNode path) {
        if (path.text().contains("://") || path.text().startsWith("git@")) {
            findings.unreadable(
                    path.position(),
                    "'" + path.text() + "' is not a local file",
                    "copy it and include the copy",
                    SECTION);
            return Optional.empty();
        }
        String absolute = Paths.resolve(place.folder(), path.text());
        Optional<ComposeFile> file = lookup.text(absolute).map(text -> new ComposeFile(absolute, text));
        if (file.isEmpty()) {
            findings.error(path.position(), "the file " + absolute + " does not exist", "correct the path", SECTION);
        }
        return file;
    }

    private MappingNode load(Node item, List<ComposeFile> files) {
        String folder = item instanceof MappingNode mapping
                ? mapping.text("project_directory")
                        .map(directory -> Paths.resolve(place.folder(), directory))
                        .orElse(Paths.folder(files.getFirst().path()))
                : Paths.folder(files.getFirst().path());
        var there = new Place(folder, place.folder(), environment(item, folder), place.including());
        MappingNode tree = loader.load(files, there);
        return findings.values().spend(tree) ? tree : MappingNode.empty(tree.position());
    }

    private Map<String, String> environment(Node item, String folder) {
        List<ScalarNode> named = item instanceof MappingNode mapping ? texts(mapping, "env_file") : List.of();
        var variables = new LinkedHashMap<String, String>();
        if (named.isEmpty()) {
            String path = Paths.join(folder, ComposeReader.ENV_FILE);
            lookup.text(path).ifPresent(text -> parse(path, text, variables));
        }
        for (ScalarNode path : named) {
            if (path.text().equals("/dev/null")) {
                continue;
            }
            String absolute = Paths.resolve(place.folder(), path.text());
            Optional<String> text = lookup.text(absolute);
            text.ifPresent(known -> parse(absolute, known, variables));
            if (text.isEmpty()) {
                findings.error(
                        path.position(), "the file " + absolute + " does not exist", "correct the path", SECTION);
            }
        }
        return ComposeLoader.withDefaults(place.environment(), variables);
    }

    private void parse(String path, String text, Map<String, String> variables) {
        DotEnv.parse(
                path,
                text,
                name -> Optional.ofNullable(place.environment().get(name))
                        .or(() -> Optional.ofNullable(variables.get(name))),
                variables,
                fault -> fault.report(findings, SECTION));
    }

    private static List<ScalarNode> texts(MappingNode mapping, String key) {
        return mapping.get(key).map(Includes::texts).orElse(List.of());
    }

    private static List<ScalarNode> texts(Node node) {
        var texts = new ArrayList<ScalarNode>();
        List<Node> items = node instanceof SequenceNode list ? list.items() : List.of(node);
        for (Node item : items) {
            if (item instanceof ScalarNode scalar && !scalar.text().isEmpty()) {
                texts.add(scalar);
            }
        }
        return texts;
    }

    private MappingNode join(MappingNode included, MappingNode tree, Resets resets) {
        MappingNode result = tree;
        for (String kind : KINDS) {
            Optional<MappingNode> from = included.mapping(kind);
            if (from.isPresent() && !from.get().entries().isEmpty()) {
                result = result.with(kind, join(kind, from.get(), result, resets));
            }
        }
        return result;
    }

    private Node join(String kind, MappingNode from, MappingNode tree, Resets resets) {
        if (!(tree.get(kind).orElse(null) instanceof MappingNode own)) {
            return tree.get(kind).filter(node -> !node.isNothing()).orElse(from);
        }
        var joined = new LinkedHashMap<String, Entry>(own.entries());
        from.entries().forEach((name, entry) -> {
            Entry existing = own.entries().get(name);
            joined.put(name, existing == null ? entry : conflict(kind, name, entry, existing, resets));
        });
        return new MappingNode(own.position(), joined);
    }

    private Entry conflict(String kind, String name, Entry included, Entry own, Resets resets) {
        if (included.value().content().equals(own.value().content())) {
            return own;
        }
        MappingNode wrapped = MappingNode.empty(included.position())
                .with(kind, MappingNode.empty(included.position()).with(name, included.value()));
        Node kept = resets.apply(wrapped)
                .mapping(kind)
                .flatMap(resources -> resources.get(name))
                .orElse(ScalarNode.nothing(included.position()));
        findings.warning(
                own.position(),
                kind + "." + name + " is defined in " + included.position() + " too, which this overrides",
                "rename one of them if that is not wanted",
                SECTION);
        return own.withValue(new Merger(findings).mergeResource(kept, own.value(), kind, name));
    }
}
