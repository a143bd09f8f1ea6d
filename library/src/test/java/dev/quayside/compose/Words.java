package dev.quayside.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two texts for every key of the table that takes texts: names of what exists, or what the key's own notation asks for. */
final class Words {
    private static final List<String> ANY = List.of("x", "y");
    private static final List<String> FILES = List.of("l.env", "l2.env");
    private static final List<String> NUMBERS = List.of("2", "3");
    private static final List<String> SIZES = List.of("64m", "128k");

    private static final Map<String, List<String>> BY_KEY = Map.ofEntries(
            Map.entry("build", List.of("./f", "./g")),
            Map.entry("capabilities", List.of("gpu", "tpu")),
            Map.entry("configs", List.of("c", "d")),
            Map.entry("container_name", List.of("xx", "yy")),
            Map.entry("cron", List.of("@daily", "@hourly")),
            Map.entry("depends_on", List.of("b", "c")),
            Map.entry("devices", List.of("/dev/a:/dev/b", "/dev/c:/dev/b:r")),
            Map.entry("env_file", FILES),
            Map.entry("expose", List.of("80", "90/udp")),
            Map.entry("extends", List.of("b", "c")),
            Map.entry("file", List.of("sub/base.yaml", "l.env")),
            Map.entry("group_add", List.of("root", "1000")),
            Map.entry("include", List.of("sub/more.yaml", "./sub/more.yaml")),
            Map.entry("label_file", FILES),
            Map.entry("links", List.of("b", "c:d")),
            Map.entry("mode", List.of("0440", "0400")),
            Map.entry("models", List.of("q", "r")),
            Map.entry("network_mode", List.of("host", "'service:b'")),
            Map.entry("networks", List.of("n", "m")),
            Map.entry("ports", List.of("'8080:80'", "'9090:90/udp'")),
            Map.entry("profiles", List.of("p", "q")),
            Map.entry("published", List.of("8080", "9090")),
            Map.entry("pull_policy", List.of("always", "never")),
            Map.entry("pull_refresh_after", List.of("1d", "2h")),
            Map.entry("restart", List.of("always", "unless-stopped")),
            Map.entry("secrets", List.of("s", "t")),
            Map.entry("service", List.of("b", "c")),
            Map.entry("tmpfs", List.of("/r", "/s:size=1m")),
            Map.entry("volumes", List.of("vol:/t", "wol:/t:ro")),
            Map.entry("volumes_from", List.of("b", "c:ro")));

    private Words() {}

    static List<String> of(TablePath path) {
        Key key = path.key();
        if (key.words().size() == 1) {
            return List.of(key.words().getFirst(), key.words().getFirst());
        }
        if (!key.words().isEmpty()) {
            return key.words().subList(0, 2);
        }
        return item(path).or(() -> named(path)).orElseGet(() -> formed(path));
    }

    /** Pairs and other notations of lists. */
    private static Optional<List<String>> item(TablePath path) {
        if (!path.steps().getLast().equals(TablePath.ITEM)) {
            return Optional.empty();
        }
        return switch (path.parent().key().form()) {
            case ENVIRONMENT, LABELS -> Optional.of(List.of("k=x", "k=y"));
            case HOSTS -> Optional.of(List.of("h=10.0.0.1", "g=10.0.0.2"));
            case SSH -> Optional.of(List.of("default", "i=./k"));
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> named(TablePath path) {
        if (path.name().equals("source")) {
            return Optional.ofNullable(BY_KEY.get(path.parent().name()))
                    .map(words -> path.parent().name().equals("volumes") ? List.of("vol", "wol") : words);
        }
        String last = path.steps().getLast();
        boolean isName = last.equals(path.name()) || last.equals(TablePath.ITEM);
        boolean isInside = path.size() > 2 || path.kind().equals("include");
        return isName && isInside ? Optional.ofNullable(BY_KEY.get(wordsOf(path))) : Optional.empty();
    }

    /** A path is said in the words of what it is the path of. */
    private static String wordsOf(TablePath path) {
        return Set.of("include", "env_file").contains(path.parent().name())
                        && path.name().equals("path")
                ? path.parent().name()
                : path.name();
    }

    private static List<String> formed(TablePath path) {
        Key key = path.key();
        if (key.cast() == Key.Cast.FLAG) {
            return List.of("true", "false");
        }
        if (key.cast() != Key.Cast.NONE) {
            return NUMBERS;
        }
        if (key.path() != PathRule.NONE) {
            return List.of("./f", "./g");
        }
        return switch (key.form()) {
            case DURATION, POSITIVE_DURATION -> List.of("90s", "1m");
            case BYTES, WRITTEN_BYTES -> SIZES;
            case DECIMAL, INTEGER, WRITTEN_INTEGER, COUNT, DEVICE_COUNT, ULIMIT -> NUMBERS;
            case FLAG, WRITTEN_FLAG, FLAG_UNLESS_FALSE -> List.of("true", "false");
            case HOSTS -> List.of("10.0.0.1", "10.0.0.2");
            default -> ANY;
        };
    }
}
