package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The short syntax of a service's volumes: {@code [source:]target[:options]}. */
final class VolumeSpec {
    private static final Set<String> PROPAGATIONS =
            Set.of("rprivate", "private", "rshared", "shared", "rslave", "slave");
    private static final Set<String> RELABELLINGS = Set.of("z", "Z");

    private final String source;
    private final String target;
    private final List<String> options;

    private VolumeSpec(String source, String target, List<String> options) {
        this.source = source;
        this.target = target;
        this.options = options;
    }

    /** The long form of a short one; what is wrong with it, if there is none. */
    record Parsed(Optional<Node> volume, Optional<String> problem) {
        static Parsed failed(String problem) {
            return new Parsed(Optional.empty(), Optional.of(problem));
        }
    }

    static Parsed parse(String text, Position position) {
        if (text.isEmpty()) {
            return Parsed.failed("it is empty");
        }
        List<String> parts = split(text);
        if (text.length() > 2 && parts.contains("")) {
            return Parsed.failed("there is nothing between two colons");
        }
        if (parts.size() > 3) {
            return Parsed.failed("it has too many colons");
        }
        if (parts.isEmpty()) {
            return Parsed.failed("its '${' has no closing brace");
        }
        return new Parsed(Optional.of(of(parts).toNode(position)), Optional.empty());
    }

    /** Where the volume appears in the container. */
    static Optional<String> target(String text) {
        List<String> parts = split(text);
        return parts.isEmpty() || parts.size() > 3 || parts.contains("")
                ? Optional.empty()
                : Optional.of(of(parts).target);
    }

    private static VolumeSpec of(List<String> parts) {
        return parts.size() == 1
                ? new VolumeSpec("", parts.getFirst(), List.of())
                : new VolumeSpec(
                        parts.getFirst(),
                        parts.get(1),
                        parts.size() > 2 ? List.of(parts.get(2).split(",")) : List.of());
    }

    /**
     * The parts between colons; the colon after a single letter belongs to a drive of Windows, one between <code>${</code> and its
     * brace to a variable. Nothing comes after a brace that is not closed.
     */
    private static List<String> split(String text) {
        if (text.length() <= 2) {
            return List.of(text);
        }
        var parts = new ArrayList<String>();
        int start = 0;
        int variables = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean drive = i - start == 1 && Character.isLetter(text.charAt(start));
            if (text.startsWith("${", i)) {
                variables++;
            } else if (text.charAt(i) == '}' && variables > 0) {
                variables--;
            } else if (text.charAt(i) == ':' && !drive && variables == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (variables == 0) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    /** Whether a source is a path of the host, not the name of a volume. */
    static boolean isPath(String source) {
        boolean drive = source.length() > 1 && Character.isLetter(source.charAt(0)) && source.charAt(1) == ':';
        return source.startsWith(".")
                || source.startsWith("/")
                || source.startsWith("~")
                || source.startsWith("\\\\")
                || drive;
    }

    private Node toNode(Position position) {
        boolean bind = isPath(source);
        MappingNode volume =
                MappingNode.empty(position).with("type", ScalarNode.text(position, bind ? "bind" : "volume"));
        if (!source.isEmpty()) {
            volume = volume.with("source", ScalarNode.text(position, source));
        }
        volume = volume.with("target", ScalarNode.text(position, Paths.clean(target)));
        if (options.lastIndexOf("ro") > options.lastIndexOf("rw")) {
            volume = volume.with("read_only", ScalarNode.flag(position, true));
        }
        MappingNode bindOptions = bindOptions(position, bind);
        if (bind || !bindOptions.entries().isEmpty()) {
            volume = volume.with("bind", bindOptions);
        }
        boolean shortest = source.isEmpty() && target.length() <= 2;
        return shortest || (bind && !options.contains("nocopy"))
                ? volume
                : volume.with("volume", volumeOptions(position));
    }

    private MappingNode bindOptions(Position position, boolean bind) {
        MappingNode found = MappingNode.empty(position);
        for (String option : options) {
            if (PROPAGATIONS.contains(option)) {
                found = found.with("propagation", ScalarNode.text(position, option));
            } else if (RELABELLINGS.contains(option)) {
                found = found.with("selinux", ScalarNode.text(position, option));
            }
        }
        // In the short syntax a missing folder of the host is made.
        return bind ? found.with("create_host_path", ScalarNode.flag(position, true)) : found;
    }

    private MappingNode volumeOptions(Position position) {
        MappingNode empty = MappingNode.empty(position);
        return options.contains("nocopy") ? empty.with("nocopy", ScalarNode.flag(position, true)) : empty;
    }
}
