package dev.quayside.engine.docker;

import dev.quayside.engine.docker.Dockerfile.Instruction;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a Dockerfile before anything is sent: is it well-formed, can the classic builder build it, on which images does it
 * stand. Immutable.
 */
final class DockerfileCheck {
    /** The flags that only BuildKit knows. */
    private static final Map<String, Set<String>> BUILDKIT_FLAGS = Map.of(
            "RUN", Set.of("mount", "network", "security", "device"),
            "COPY", Set.of("link", "chmod", "parents", "exclude"),
            "ADD", Set.of("link", "chmod", "checksum", "keep-git-dir", "exclude", "unpack"));

    /** What BuildKit sets by itself, so that files rely on it. */
    private static final Set<String> PLATFORM_ARGUMENTS = Set.of(
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDARCH",
            "BUILDVARIANT",
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETARCH",
            "TARGETVARIANT");

    private static final int LONGEST_SHOWN = 120;
    private static final String BUILDKIT_REMEDY =
            "rewrite the line without it, or build with a builder that has BuildKit";

    private final Dockerfile file;

    private DockerfileCheck(Dockerfile file) {
        this.file = file;
    }

    /**
     * Reads a Dockerfile.
     *
     * @param label how errors call it
     * @throws QuaysideException INVALID_FILE, naming file, line and what to write
     */
    static DockerfileCheck of(String label, String text) {
        var file = DockerfileReader.read(label, text);
        new DockerfileGrammar(file).check();
        return new DockerfileCheck(file);
    }

    /**
     * Makes sure that the classic builder can build it.
     *
     * @throws QuaysideException UNSUPPORTED, naming file, line and the feature
     */
    void refuseWhatNeedsBuildKit() {
        for (var instruction : file.instructions()) {
            refuseWhatNeedsBuildKit(instruction);
            if (instruction.keyword().equals("ONBUILD")) {
                DockerfileReader.trigger(file, instruction).ifPresent(this::refuseWhatNeedsBuildKit);
            }
        }
    }

    private void refuseWhatNeedsBuildKit(Instruction instruction) {
        var keyword = instruction.keyword();
        if (!instruction.heredocs().isEmpty()) {
            throw unsupported(
                    instruction,
                    "read the document '<<" + instruction.heredocs().getFirst() + "' after " + keyword);
        }
        for (var flag : instruction.flags()) {
            if (BUILDKIT_FLAGS.getOrDefault(keyword, Set.of()).contains(flag.name())) {
                throw unsupported(instruction, "do " + keyword + " --" + flag.name());
            }
        }
        if (keyword.equals("ADD")) {
            var arguments = DockerfileGrammar.arguments(instruction);
            arguments.subList(0, arguments.size() - 1).stream()
                    .filter(DockerfileCheck::isGitRepository)
                    .findFirst()
                    .ifPresent(source -> {
                        throw unsupported(instruction, "ADD the Git repository '" + source + "'");
                    });
        }
    }

    private static boolean isGitRepository(String source) {
        var withoutFragment = source.split("#", 2)[0];
        return source.startsWith("git@")
                || source.startsWith("git://")
                || source.startsWith("ssh://")
                || (source.matches("https?://.*") && withoutFragment.endsWith(".git"));
    }

    /**
     * Where an instruction stands.
     *
     * @param file how errors call the Dockerfile
     * @param text the instruction as it is written, shortened
     */
    record Place(String file, int line, String keyword, String text) {
        @Override
        public String toString() {
            return file + ":" + line + ": '" + text + "'";
        }
    }

    /** How errors call the Dockerfile. */
    String label() {
        return file.label();
    }

    /** The instruction that the builder calls by this number, counted from 1. */
    Optional<Place> instruction(int step) {
        if (step < 1 || step > file.instructions().size()) {
            return Optional.empty();
        }
        var instruction = file.instructions().get(step - 1);
        var text = (instruction.written() + " " + instruction.rest()).replaceAll("\\s+", " ");
        var shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return Optional.of(new Place(file.label(), instruction.line(), instruction.keyword(), shown));
    }

    /** What the classic builder does differently from what the file seems to expect. */
    List<String> warnings() {
        var warnings = new ArrayList<String>();
        var syntax = file.directives().get("syntax");
        if (syntax != null) {
            warnings.add(file.label() + ":" + syntax.line() + ": the frontend '" + syntax.value()
                    + "' is not used: nothing in the file needs it");
        }
        boolean inStage = false;
        for (var instruction : file.instructions()) {
            inStage |= instruction.keyword().equals("FROM");
            if (inStage && instruction.keyword().equals("ARG") && PLATFORM_ARGUMENTS.contains(instruction.rest())) {
                warnings.add(file.label() + ":" + instruction.line() + ": " + instruction.rest()
                        + " is empty unless it is passed as a build argument: only BuildKit sets it");
            }
        }
        return warnings;
    }

    /** The images that a whole build stands on, see {@link #baseImages(Map, Optional)}. */
    List<ImageRef> baseImages(Map<String, String> arguments) {
        return baseImages(arguments, Optional.empty());
    }

    /**
     * The images that a build stands on: those of FROM and of COPY --from that are not earlier stages, each once, in the order
     * in which they are needed.
     *
     * @param arguments the build arguments
     * @param target the stage that is built, by name or number: what comes after it does not matter
     * @throws QuaysideException INVALID_FILE for a name that is not an image's, INVALID_ARGUMENT for a target that is not there,
     *     UNSUPPORTED for a FROM --platform that only BuildKit can fill in
     */
    List<ImageRef> baseImages(Map<String, String> arguments, Optional<String> target) {
        var images = new LinkedHashSet<ImageRef>();
        var values = new HashMap<String, String>();
        var stages = new ArrayList<String>();
        boolean reached = false;
        for (var instruction : file.instructions()) {
            switch (instruction.keyword()) {
                case "ARG" -> {
                    if (stages.isEmpty()) {
                        declare(instruction, arguments, values);
                    }
                }
                case "FROM" -> {
                    if (reached) {
                        return List.copyOf(images);
                    }
                    base(instruction, values, stages).ifPresent(images::add);
                    stages.add(stageName(instruction));
                    reached = target.isPresent() && isStage(target.get(), stages, stages.size() - 1);
                }
                case "COPY" -> source(instruction, stages).ifPresent(images::add);
                default -> {}
            }
        }
        if (target.isPresent() && !reached) {
            throw noSuchStage(target.get(), stages);
        }
        return List.copyOf(images);
    }

    private void declare(Instruction instruction, Map<String, String> arguments, Map<String, String> values) {
        for (var word : DockerfileWords.split(instruction.rest(), file.escape())) {
            int equals = word.indexOf('=');
            var name = equals < 0 ? word : word.substring(0, equals);
            if (arguments.containsKey(name)) {
                values.put(name, arguments.get(name));
            } else if (equals >= 0) {
                values.put(name, expanded(instruction, word.substring(equals + 1), values));
            }
        }
    }

    private Optional<ImageRef> base(Instruction from, Map<String, String> values, List<String> stages) {
        refusePlatformOfBuildKit(from, values);
        var written = DockerfileGrammar.arguments(from).getFirst();
        var name = expanded(from, written, values);
        if (name.isEmpty()) {
            throw invalid(
                    from,
                    "the image '" + written + "' is empty",
                    "pass the build argument, or give ARG a default before FROM");
        }
        boolean isStage = stages.contains(name.toLowerCase(Locale.ROOT));
        return isStage || name.equals("scratch") ? Optional.empty() : Optional.of(image(from, name));
    }

    private void refusePlatformOfBuildKit(Instruction from, Map<String, String> values) {
        var platform = from.flag("platform").orElse("");
        for (var argument : PLATFORM_ARGUMENTS) {
            if (platform.matches(".*\\$\\{?" + argument + "\\b.*") && !values.containsKey(argument)) {
                throw unsupported(from, "set " + argument + " for FROM --platform");
            }
        }
    }

    private Optional<ImageRef> source(Instruction copy, List<String> stages) {
        var from = copy.flag("from")
                .map(value -> DockerfileWords.unquoted(value, file.escape()))
                .orElse("");
        boolean isNumber = !from.isEmpty() && from.chars().allMatch(c -> c >= '0' && c <= '9');
        if (from.isEmpty() || isNumber || from.equals("scratch") || isEarlierStage(from, stages)) {
            return Optional.empty();
        }
        return Optional.of(image(copy, from));
    }

    /** The stage that is being built is the last one, and cannot be copied from. */
    private static boolean isEarlierStage(String name, List<String> stages) {
        return stages.subList(0, Math.max(0, stages.size() - 1)).contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isStage(String target, List<String> stages, int index) {
        return target.toLowerCase(Locale.ROOT).equals(stages.get(index)) || target.equals(String.valueOf(index));
    }

    /** The name of a stage in lower case, or nothing. */
    private static String stageName(Instruction from) {
        var words = DockerfileGrammar.arguments(from);
        return words.size() == 3 ? words.get(2).toLowerCase(Locale.ROOT) : "";
    }

    private String expanded(Instruction instruction, String word, Map<String, String> values) {
        try {
            return VariableExpansion.expand(word, file.escape(), values);
        } catch (IllegalArgumentException e) {
            throw invalid(
                    instruction,
                    "'" + word + "' cannot be expanded: " + e.getMessage(),
                    "write it like ${NAME:-default}");
        }
    }

    private ImageRef image(Instruction instruction, String name) {
        try {
            return ImageRef.parse(name);
        } catch (QuaysideException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    file.label() + ":" + instruction.line() + ": " + e.problem(),
                    e.remedy(),
                    e);
        }
    }

    private QuaysideException noSuchStage(String target, List<String> stages) {
        var named = new HashSet<>(stages);
        named.remove("");
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT,
                file.label() + " has no stage '" + target + "'",
                named.isEmpty()
                        ? "leave the target out, or name a stage by FROM … AS " + target
                        : "its stages are "
                                + String.join(", ", named.stream().sorted().toList()));
    }

    private QuaysideException unsupported(Instruction instruction, String feature) {
        return new QuaysideException(
                ErrorCode.UNSUPPORTED,
                file.label() + ":" + instruction.line() + ": the classic builder cannot " + feature,
                BUILDKIT_REMEDY);
    }

    private QuaysideException invalid(Instruction instruction, String what, String remedy) {
        return new QuaysideException(
                ErrorCode.INVALID_FILE, file.label() + ":" + instruction.line() + ": " + what, remedy);
    }
}
