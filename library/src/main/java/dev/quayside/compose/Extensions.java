package dev.quayside.compose;

import dev.quayside.compose.ComposeLoader.Place;
import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts services over the ones that they extend, in the same file or in another. */
final class Extensions {
    private static final String SECTION = "services/extends";

    /** How many services may extend each other in a row. */
    private static final int MAXIMUM_CHAIN = 64;

    private final ComposeLoader loader;
    private final FileLookup lookup;
    private final Findings findings;
    private final Place place;
    private final Map<String, Optional<Base>> bases = new HashMap<>();

    /**
     * The services of one file, some of them extended already.
     *
     * @param folder what the paths in {@code extends} are relative to
     */
    private record Base(String file, String folder, Map<String, Entry> services, Resets resets) {}

    Extensions(ComposeLoader loader, FileLookup lookup, Findings findings, Place place) {
        this.loader = loader;
        this.lookup = lookup;
        this.findings = findings;
        this.place = place;
    }

    /** The tree with every service and job extended: a job by a job of its file, or by a service of another. */
    MappingNode apply(MappingNode tree, String file, Resets resets) {
        return apply("jobs", apply("services", tree, file, resets), file, resets);
    }

    private MappingNode apply(String kind, MappingNode tree, String file, Resets resets) {
        Optional<MappingNode> services = tree.mapping(kind);
        boolean extending = services.isPresent()
                && services.get().entries().values().stream()
                        .anyMatch(entry -> entry.value() instanceof MappingNode service && service.has("extends"));
        if (!extending) {
            return tree;
        }
        var base = new Base(
                file, place.folder(), new LinkedHashMap<>(services.get().entries()), resets);
        services.get().entries().keySet().forEach(name -> extend(name, base, List.of()));
        return tree.with(kind, new MappingNode(services.get().position(), base.services()));
    }

    /** Extends one service of a file where it stands, after the one that it extends. */
    private void extend(String name, Base in, List<String> chain) {
        Entry entry = in.services().get(name);
        if (entry == null || !(entry.value() instanceof MappingNode service) || !service.has("extends")) {
            return;
        }
        Node extension = service.get("extends").orElseThrow();
        Optional<String> target = target(extension);
        Base from = target.isEmpty() ? null : base(extension, in).orElse(null);
        MappingNode plain = service.without("extends");
        if (from == null) {
            lost(name);
            in.services().put(name, entry.withValue(target.isEmpty() ? service : plain));
            return;
        }
        var longer = new ArrayList<>(chain);
        longer.add(name + " in " + in.file());
        String next = target.get() + " in " + from.file();
        if (longer.contains(next) || longer.size() > MAXIMUM_CHAIN) {
            refuse(extension.position(), longer, next);
            lost(name);
            in.services().put(name, entry.withValue(plain));
            return;
        }
        extend(target.get(), from, longer);
        if (saysNothing(from.services().get(target.get()))) {
            return;
        }
        in.services().put(name, entry.withValue(merged(name, plain, from, target.get(), extension, in)));
    }

    /** A service of which only the name is written brings nothing, and 'extends' stays to be shown, as docker compose does. */
    private static boolean saysNothing(@Nullable Entry base) {
        return base != null && base.value().isNothing();
    }

    /** What it would have brought, nobody knows. */
    private void lost(String name) {
        findings.lost(KeyPath.of("services", name, "extends"));
    }

    private void refuse(Position position, List<String> chain, String next) {
        boolean circle = chain.contains(next);
        findings.error(
                position,
                circle
                        ? "services extend each other in a circle: " + String.join(" extends ", chain) + " extends "
                                + next
                        : "more than " + MAXIMUM_CHAIN + " services extend each other in a row",
                "remove one of these extends",
                SECTION);
    }

    private Node merged(String name, MappingNode service, Base from, String target, Node extension, Base in) {
        @Nullable Entry found = from.services().get(target);
        if (found == null) {
            lost(name);
            findings.error(
                    extension.position(),
                    "the service '" + target + "' does not exist in " + from.file(),
                    findings.nearest(target, from.services().keySet())
                            .map(nearest -> "write '" + nearest + "'")
                            .orElse("extend a service of that file"),
                    SECTION);
            return service;
        }
        if (!(found.value() instanceof MappingNode base)) {
            return service;
        }
        if (base.get("extends").isPresent() && extension instanceof ScalarNode) {
            lost(name);
            findings.error(
                    extension.position(),
                    "the service '" + target
                            + "' extends one that says nothing, and cannot be extended by its name alone",
                    "write 'extends: {service: " + target + "}', or give the empty service a key",
                    SECTION);
            return service;
        }
        if (!findings.values().spend(base)) {
            return service;
        }
        MappingNode wrapped = MappingNode.empty(base.position())
                .with("services", MappingNode.empty(base.position()).with(name, base));
        MappingNode kept = in.resets()
                .apply(wrapped)
                .mapping("services")
                .flatMap(services -> services.mapping(name))
                .orElse(MappingNode.empty(base.position()));
        return new Merger(findings).mergeService(kept.without("extends"), service, name);
    }

    private static Optional<String> target(Node extension) {
        return switch (extension) {
            case MappingNode mapping -> mapping.text("service");
            case ScalarNode scalar -> Optional.of(scalar.text());
            default -> Optional.empty();
        };
    }

    private Optional<Base> base(Node extension, Base in) {
        Node file =
                extension instanceof MappingNode mapping ? mapping.get("file").orElse(null) : null;
        if (!(file instanceof ScalarNode path) || path.isNull()) {
            return Optional.of(in);
        }
        String absolute = loader.paths(in.folder()).local(path.text());
        return bases.computeIfAbsent(absolute, key -> read(key, path.position()));
    }

    private Optional<Base> read(String path, Position from) {
        Optional<String> text = lookup.text(path);
        if (text.isEmpty()) {
            findings.error(from, "the file " + path + " does not exist", "correct the path", SECTION);
            return Optional.empty();
        }
        var merger = new Merger(findings);
        MappingNode tree = MappingNode.empty(Position.startOf(path));
        var resets = new ArrayList<KeyPath>();
        for (YamlDocument document : loader.parse(new ComposeFile(path, text.get()))) {
            MappingNode filled = loader.fill(document.root(), place.environment());
            tree = merger.merge(Resets.of(document.resets()).apply(tree), filled);
            resets.addAll(document.resets());
        }
        MappingNode sound = new ResourceCheck(findings).targets(loader.expand(tree));
        MappingNode resolved =
                loader.pathsToShow(Paths.folder(path), place.folder()).resolve(sound);
        Map<String, Entry> services = resolved.mapping("services")
                .map(mapping -> new LinkedHashMap<>(mapping.entries()))
                .orElse(new LinkedHashMap<>());
        return Optional.of(new Base(path, place.folder(), services, Resets.of(resets)));
    }
}
