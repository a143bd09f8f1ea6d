package dev.quayside.engine.docker;

import static java.util.Map.entry;

import dev.quayside.engine.docker.Dockerfile.Instruction;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What each instruction of a Dockerfile must look like; throws INVALID_FILE with file and line where one does not. */
final class DockerfileGrammar {
    private static final int LONGEST_COMPARED = 64;
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");

    /** The instructions, with the flags that each may have. */
    private static final Map<String, Set<String>> FLAGS = new TreeMap<>(Map.ofEntries(
            entry("ADD", Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "exclude", "unpack")),
            entry("ARG", Set.of()),
            entry("CMD", Set.of()),
            entry("COPY", Set.of("chown", "from", "chmod", "link", "exclude", "parents")),
            entry("ENTRYPOINT", Set.of()),
            entry("ENV", Set.of()),
            entry("EXPOSE", Set.of()),
            entry("FROM", Set.of("platform")),
            entry("HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries")),
            entry("LABEL", Set.of()),
            entry("MAINTAINER", Set.of()),
            entry("ONBUILD", Set.of()),
            entry("RUN", Set.of("mount", "network", "security", "device")),
            entry("SHELL", Set.of()),
            entry("STOPSIGNAL", Set.of()),
            entry("USER", Set.of()),
            entry("VOLUME", Set.of()),
            entry("WORKDIR", Set.of())));

    private final Dockerfile file;

    DockerfileGrammar(Dockerfile file) {
        this.file = file;
    }

    void check() {
        if (file.instructions().isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    file.label() + " has no instructions",
                    "start it with FROM and the image to build on");
        }
        boolean inStage = false;
        for (var instruction : file.instructions()) {
            check(instruction);
            inStage |= instruction.keyword().equals("FROM");
            if (!inStage && !instruction.keyword().equals("ARG")) {
                throw invalid(
                        instruction,
                        "'" + instruction.written() + "' stands before the first FROM",
                        "start with FROM and the image to build on; only ARG may stand before it");
            }
        }
        if (!inStage) {
            throw invalid(file.instructions().getLast(), "there is no FROM", "add FROM and the image to build on");
        }
    }

    private void check(Instruction instruction) {
        var known = FLAGS.get(instruction.keyword());
        if (known == null) {
            throw invalid(
                    instruction,
                    "unknown instruction '" + instruction.written() + "'",
                    "did you mean " + nearest(instruction.keyword(), FLAGS.keySet()) + "?");
        }
        for (var flag : instruction.flags()) {
            if (!known.contains(flag.name())) {
                throw invalid(
                        instruction,
                        instruction.keyword() + " has no flag --" + flag.name(),
                        known.isEmpty() ? "it takes no flags" : "did you mean --" + nearest(flag.name(), known) + "?");
            }
        }
        checkArguments(instruction);
    }

    private void checkArguments(Instruction instruction) {
        switch (instruction.keyword()) {
            case "ADD", "COPY" -> {
                if (arguments(instruction).size() < 2) {
                    throw invalid(
                            instruction,
                            instruction.keyword() + " needs at least two arguments",
                            "name what is copied, and where to");
                }
            }
            case "FROM" -> checkFrom(instruction);
            case "ENV", "LABEL" -> checkPairs(instruction);
            case "ARG" -> {
                needsArgument(instruction, "write ARG NAME or ARG NAME=DEFAULT");
                if (words(instruction).stream().anyMatch(word -> word.startsWith("="))) {
                    throw invalid(instruction, "ARG without a name", "write ARG NAME=DEFAULT");
                }
            }
            case "HEALTHCHECK" -> checkHealthcheck(instruction);
            case "ONBUILD" -> checkOnbuild(instruction);
            case "SHELL" -> {
                if (DockerfileWords.jsonList(instruction.rest())
                        .filter(Predicate.not(List::isEmpty))
                        .isEmpty()) {
                    throw invalid(instruction, "SHELL needs a JSON array", "write it like SHELL [\"/bin/sh\", \"-c\"]");
                }
            }
            case "EXPOSE", "MAINTAINER", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR" ->
                needsArgument(instruction, "write what it is to be");
            default -> {}
        }
    }

    private void needsArgument(Instruction instruction, String remedy) {
        if (instruction.rest().isEmpty()) {
            throw invalid(instruction, instruction.keyword() + " needs an argument", remedy);
        }
    }

    private void checkFrom(Instruction instruction) {
        var words = arguments(instruction);
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (!named && words.size() != 1) {
            throw invalid(
                    instruction,
                    "FROM takes an image, and after it AS and a name or nothing",
                    "write it like FROM redis:7 or FROM redis:7 AS cache");
        }
        if (named && !STAGE_NAME.matcher(words.get(2).toLowerCase(Locale.ROOT)).matches()) {
            throw invalid(
                    instruction,
                    "'" + words.get(2) + "' cannot be the name of a stage",
                    "start it with a letter, and use letters, digits, '-', '_' and '.'");
        }
    }

    private void checkPairs(Instruction instruction) {
        needsArgument(instruction, "write " + instruction.keyword() + " NAME=VALUE");
        var words = words(instruction);
        boolean isOldForm = words.getFirst().indexOf('=') < 0;
        if (isOldForm && words.size() < 2) {
            throw invalid(
                    instruction,
                    instruction.keyword() + " '" + words.getFirst() + "' has no value",
                    "write " + instruction.keyword() + " NAME=VALUE");
        }
        for (var word : isOldForm ? List.<String>of() : words) {
            if (word.indexOf('=') <= 0) {
                throw invalid(
                        instruction,
                        "'" + word + "' is not of the form NAME=VALUE",
                        "put a value with spaces into quotes");
            }
        }
    }

    private void checkHealthcheck(Instruction instruction) {
        needsArgument(instruction, "write HEALTHCHECK CMD and a command, or HEALTHCHECK NONE");
        var words = words(instruction);
        var kind = words.getFirst().toUpperCase(Locale.ROOT);
        boolean right = kind.equals("NONE") ? words.size() == 1 : kind.equals("CMD") && words.size() > 1;
        if (!right) {
            throw invalid(
                    instruction,
                    "HEALTHCHECK takes CMD and a command, or NONE alone",
                    "write it like HEALTHCHECK CMD curl -f http://localhost/");
        }
    }

    private void checkOnbuild(Instruction instruction) {
        needsArgument(instruction, "write the instruction to run in builds on this image");
        var trigger = DockerfileReader.trigger(file, instruction).orElseThrow();
        if (Set.of("ONBUILD", "FROM", "MAINTAINER").contains(trigger.keyword())) {
            throw invalid(
                    instruction, trigger.keyword() + " cannot follow ONBUILD", "use it as an instruction of its own");
        }
        check(trigger);
    }

    /** The arguments: the elements of a JSON array, or the words between white space. */
    static List<String> arguments(Instruction instruction) {
        return DockerfileWords.jsonList(instruction.rest())
                .orElseGet(() -> List.of(instruction.rest().split("\\s+", -1)).stream()
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
    }

    private List<String> words(Instruction instruction) {
        return DockerfileWords.split(instruction.rest(), file.escape());
    }

    private QuaysideException invalid(Instruction instruction, String what, String remedy) {
        return new QuaysideException(
                ErrorCode.INVALID_FILE, file.label() + ":" + instruction.line() + ": " + what, remedy);
    }

    private static String nearest(String word, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** How many letters have to be changed, added, removed or swapped with the next to make one word the other. */
    private static int distance(String one, String other) {
        int length = Math.min(one.length(), LONGEST_COMPARED);
        int[][] steps = new int[length + 1][other.length() + 1];
        for (int i = 0; i <= length; i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int step = Math.min(steps[i - 1][j - 1] + change, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                steps[i][j] = swapped ? Math.min(step, steps[i - 2][j - 2] + 1) : step;
            }
        }
        return steps[length][other.length()];
    }
}
