package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.parser.Parser;

/** Builds trees of nodes from the parser's events: aliases, merge keys, duplicates and tags are handled here. */
final class YamlComposer {
    private static final String MERGE = "<<";

    private final String file;
    private final Findings findings;
    private final ScalarTags tags;
    private final Map<String, Node> anchors = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final IdentityHashMap<Node, YamlDirectives.Directive> directives = new IdentityHashMap<>();
    private Position position;
    private int nodes;
    private int depth;
    private long depths;
    private boolean failed;

    YamlComposer(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.tags = new ScalarTags(findings);
        this.position = Position.startOf(file);
    }

    /** The start of what was read last. */
    Position position() {
        return position;
    }

    List<YamlDocument> compose(Parser parser) {
        var documents = new ArrayList<YamlDocument>();
        while (parser.hasNext() && !failed) {
            Event event = next(parser);
            if (event instanceof DocumentStartEvent start) {
                checkVersion(start);
                if (documents.size() == YamlGuard.MAXIMUM_DOCUMENTS) {
                    fail(position, "the file has more than " + YamlGuard.MAXIMUM_DOCUMENTS + " documents", "split it");
                    break;
                }
                Node root = node(parser, next(parser));
                document(root).ifPresent(documents::add);
            }
        }
        return failed ? List.of() : documents;
    }

    private void checkVersion(DocumentStartEvent start) {
        Optional<SpecVersion> version = start.getSpecVersion();
        if (version.isPresent()
                && (version.get().getMajor() != 1 || version.get().getMinor() != 1)) {
            fail(position, "a %YAML directive other than 1.1 is not read", "remove the directive");
        }
    }

    private Optional<YamlDocument> document(Node root) {
        anchors.clear();
        if (failed) {
            return Optional.empty();
        }
        if (!(root instanceof MappingNode mapping)) {
            fail(
                    root.position(),
                    "a Compose file is a mapping of keys, not " + root.words(),
                    root.isNothing() ? "remove the '---' before it, or write keys after it" : "start with 'services:'");
            return Optional.empty();
        }
        return new YamlDirectives(directives, findings).apply(mapping);
    }

    private Event next(Parser parser) {
        Event event = parser.next();
        position = event.getStartMark().map(mark -> YamlGuard.at(file, mark)).orElse(position);
        return event;
    }

    private Node node(Parser parser, Event event) {
        if (++nodes > YamlGuard.MAXIMUM_NODES) {
            return fail(position, "the file has more than " + YamlGuard.MAXIMUM_NODES + " values", "split it");
        }
        depths += depth;
        if (depths > YamlGuard.MAXIMUM_DEPTHS) {
            return fail(position, "too many values are nested too deep", "flatten the file, or split it");
        }
        if (depth >= YamlGuard.MAXIMUM_DEPTH) {
            return fail(position, "nested more than " + YamlGuard.MAXIMUM_DEPTH + " levels deep", "flatten it");
        }
        Position start = position;
        if (event instanceof AliasEvent alias) {
            return resolve(start, alias.getAlias().getValue());
        }
        String anchor = event instanceof NodeEvent named
                ? named.getAnchor().map(Object::toString).orElse(null)
                : null;
        if (anchor != null) {
            open.add(anchor);
        }
        depth++;
        Node node = content(parser, event, start);
        depth--;
        if (anchor != null) {
            open.remove(anchor);
            anchors.put(anchor, node);
        }
        return node;
    }

    private Node content(Parser parser, Event event, Position start) {
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, start);
            case SequenceStartEvent list -> tagged(list.getTag().orElse(""), sequence(parser, start));
            case MappingStartEvent map -> tagged(map.getTag().orElse(""), mapping(parser, start));
            default -> fail(start, "this is not YAML", "correct the YAML here");
        };
    }

    private Node resolve(Position start, String anchor) {
        if (open.contains(anchor)) {
            return fail(start, "'*" + anchor + "' stands inside the value that it repeats", "write the value out");
        }
        Node target = anchors.get(anchor);
        return target == null
                ? fail(start, "no '&" + anchor + "' stands before this", "define the anchor first")
                : target;
    }

    private Node scalar(ScalarEvent event, Position start) {
        String tag = event.getTag().orElse("");
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        return tagged(tag, tags.resolve(tag, plain, event.getValue(), start));
    }

    /** Remembers {@code !reset} and {@code !override}; they act where the value stands, not where it was written. */
    private Node tagged(String tag, Node node) {
        switch (tag) {
            case "!reset" -> directives.put(node, YamlDirectives.Directive.RESET);
            case "!override" -> directives.put(node, YamlDirectives.Directive.OVERRIDE);
            default -> tags.warnAboutUnknown(tag, node.position());
        }
        return node;
    }

    private Node sequence(Parser parser, Position start) {
        var items = new ArrayList<Node>();
        Event event = next(parser);
        while (event.getEventId() != Event.ID.SequenceEnd && !failed) {
            // A merge key as a value counts as nothing, as the reference implementation has it.
            if (isMergeKey(event)) {
                nodes++;
            } else {
                items.add(node(parser, event));
            }
            event = failed ? event : next(parser);
        }
        return new SequenceNode(start, items);
    }

    private Node mapping(Parser parser, Position start) {
        var entries = new LinkedHashMap<String, Entry>();
        var merged = new ArrayList<MappingNode>();
        boolean merges = false;
        Event event = next(parser);
        while (event.getEventId() != Event.ID.MappingEnd && !failed) {
            Position keyStart = position;
            String key = key(parser, event);
            boolean mergeKey = isMergeKey(event);
            Event valueEvent = failed ? event : next(parser);
            boolean absent = isMergeKey(valueEvent) && !mergeKey;
            Node value = failed ? ScalarNode.nothing(start) : node(parser, valueEvent);
            if (mergeKey && !merges) {
                merges = true;
                merge(value, merged);
            } else if (entries.containsKey(key) || mergeKey) {
                duplicate(keyStart, key, entries.get(key));
            } else if (!absent) {
                entries.put(key, new Entry(keyStart, value));
            }
            event = failed ? event : next(parser);
        }
        for (MappingNode source : merged) {
            nodes += source.entries().size();
            if (nodes > YamlGuard.MAXIMUM_NODES) {
                fail(
                        start,
                        "the merge keys of this file repeat more than " + YamlGuard.MAXIMUM_NODES + " values",
                        "repeat less");
                break;
            }
            source.entries().forEach(entries::putIfAbsent);
        }
        return new MappingNode(start, entries);
    }

    private static boolean isMergeKey(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getTag().isEmpty()
                && scalar.getValue().equals(MERGE);
    }

    private String key(Parser parser, Event event) {
        Node key = node(parser, event);
        if (!(key instanceof ScalarNode scalar) || scalar.kind() != ScalarNode.Kind.TEXT) {
            fail(key.position(), "a key is text, not " + key.words(), "put the key in quotes");
            return "";
        }
        if (hasBidirectionalControls(scalar.text())) {
            findings.warning(
                    scalar.position(),
                    "this key holds characters that change the direction of writing",
                    "remove them, they make a file look like something else",
                    YamlGuard.SECTION);
        }
        return scalar.text();
    }

    private static boolean hasBidirectionalControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if ((at >= 0x202A && at <= 0x202E) || (at >= 0x2066 && at <= 0x2069)) {
                return true;
            }
        }
        return false;
    }

    private void duplicate(Position at, String key, @Nullable Entry first) {
        String before =
                first == null ? "" : ", first in line " + first.position().line();
        findings.error(at, "the key '" + key + "' stands here twice" + before, "keep one of them", YamlGuard.SECTION);
    }

    private void merge(Node value, List<MappingNode> sources) {
        switch (value) {
            case MappingNode mapping -> sources.add(mapping);
            case SequenceNode list
            when list.items().stream().allMatch(MappingNode.class::isInstance) ->
                list.items().forEach(item -> sources.add((MappingNode) item));
            case SequenceNode list -> refuseMerge(list);
            case ScalarNode scalar -> refuseMerge(scalar);
        }
    }

    private void refuseMerge(Node value) {
        fail(
                value.position(),
                "'<<' merges mappings, not " + value.words(),
                "name an anchor of a mapping: '<<: *common'");
    }

    private Node fail(Position at, String message, String remedy) {
        if (!failed) {
            findings.error(at, message, remedy, YamlGuard.SECTION);
        }
        failed = true;
        return ScalarNode.nothing(at);
    }
}
