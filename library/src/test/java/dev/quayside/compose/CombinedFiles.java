package dev.quayside.compose;

import dev.quayside.compose.Combination.Place;
import dev.quayside.compose.Combination.Profile;
import dev.quayside.compose.FlowText.Beside;
import dev.quayside.compose.FlowText.Writing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The files of a {@link Combination}, in flow style, a section on a line. */
final class CombinedFiles {
    private static final String FILE = "compose.yaml";
    private static final String OTHERS = "b: {image: y%s}, c: {image: z}, d: {image: w%s}, ";
    private static final Map<String, String> SECTIONS = sections();

    private final Combination combination;
    private final TablePath path;

    CombinedFiles(Combination combination) {
        this.combination = combination;
        this.path = combination.path();
    }

    private static Map<String, String> sections() {
        var sections = new LinkedHashMap<String, String>();
        sections.put("networks", "{n: , m: }");
        sections.put("volumes", "{vol: , wol: }");
        sections.put("configs", "{c: {content: o}, d: {content: p}}");
        sections.put("secrets", "{s: {environment: S}, t: {environment: T}}");
        sections.put("models", "{q: {model: o}, r: {model: p}}");
        return sections;
    }

    Map<String, String> written() {
        var files = new LinkedHashMap<String, String>();
        switch (combination.place()) {
            case ALONE -> files.put(FILE, over(others(), inResource()) + around());
            case OVERRIDE -> {
                files.put(FILE, base(others(), inResource()) + around());
                files.put("compose.override.yaml", over("", ""));
            }
            case EXTENDS_HERE ->
                files.put(FILE, over(others() + extended() + ", ", inResource() + "extends: z, ") + around());
            case EXTENDS_FILE -> {
                files.put("sub/base.yaml", base("", image()).replaceFirst("^jobs: \\{j:", "services: {a:"));
                String extension = "extends: {service: a, file: sub/base.yaml}, ";
                files.put(FILE, over(others(), inResource() + extension) + around());
            }
            case INCLUDE -> {
                files.put("sub/inc.yaml", base(others(), inResource()) + around());
                files.put(FILE, "include: [sub/inc.yaml]\n" + over("", ""));
            }
        }
        addBeside(files);
        return files;
    }

    private void addBeside(Map<String, String> files) {
        if (combination.place() == Place.EXTENDS_FILE || combination.place() == Place.INCLUDE) {
            files.put("sub/l.env", "A=5\n");
            files.put("sub/l2.env", "Z=6\n");
        }
        if (path.kind().equals("include")) {
            files.put("sub/more.yaml", "services: {more: {image: v}}\n");
        }
    }

    /** The section with the value of the base. */
    private String base(String inSection, String inResource) {
        return text(combination.base().first(), inSection, inResource, Writing.IN_PLACE)
                        .file() + "\n";
    }

    private FlowText text(String value, String inSection, String inResource, Writing writing) {
        return new FlowText(path, value, new Beside("", inSection, inResource), writing);
    }

    /** The section with the value that is put over the base. */
    private String over(String inSection, String inResource) {
        String value = combination.marked();
        return switch (combination.anchor()) {
            case NONE -> text(value, inSection, inResource, Writing.IN_PLACE).file() + "\n";
            case ALIAS ->
                "x-v: &v " + value + "\n"
                        + text("*v", inSection, inResource, Writing.IN_PLACE).file() + "\n";
            case MERGE_KEY -> {
                FlowText text = text(value, inSection, inResource, Writing.MERGED);
                yield "x-m: &m " + text.merged() + "\n" + text.file() + "\n";
            }
        };
    }

    /** The service or job {@code z} of the same file, with the value of the base. */
    private String extended() {
        String section = base("", image()).strip();
        return section.substring(path.kind().length() + ": {".length(), section.length() - 1)
                .replaceFirst("^[aj]:", "z:");
    }

    private String image() {
        return isIn("services", "jobs") && !isKey("image") ? "image: x, " : "";
    }

    private String inResource() {
        String triggers = isIn("jobs") && !isKey("triggers") ? "triggers: {manual: true}, " : "";
        return image() + triggers + (isIn("services", "jobs") ? profile() : "");
    }

    private String profile() {
        return switch (combination.profile()) {
            case NONE -> "";
            case OFF -> isKey("profiles") ? "" : "profiles: [off], ";
            case OFF_DEPENDED -> isKey("depends_on") ? "" : "depends_on: [d], ";
        };
    }

    private boolean isKey(String name) {
        return path.keyOfResource().filter(name::equals).isPresent();
    }

    private boolean isIn(String... kinds) {
        return Set.of(kinds).contains(path.kind());
    }

    /** Services beside the one that is looked at. */
    private String others() {
        if (!isIn("services")) {
            return "";
        }
        String off = combination.profile() == Profile.OFF_DEPENDED ? ", profiles: [off]" : "";
        return OTHERS.formatted("", off);
    }

    private String around() {
        var text = new StringBuilder();
        if (!isIn("services")) {
            String uses = GeneratedVariants.use(path) + otherProfile();
            String off = combination.profile() == Profile.OFF_DEPENDED ? ", profiles: [off]" : "";
            String others = OTHERS.formatted(uses, off);
            text.append("services: {").append(others, 0, others.length() - 2).append("}\n");
        }
        SECTIONS.forEach((name, section) -> {
            if (!isIn(name)) {
                text.append(name).append(": ").append(section).append('\n');
            }
        });
        return text.toString();
    }

    /** What is off where no service is looked at: the service that uses what is. */
    private String otherProfile() {
        if (isIn("jobs")) {
            return "";
        }
        return switch (combination.profile()) {
            case NONE -> "";
            case OFF -> ", profiles: [off]";
            case OFF_DEPENDED -> ", depends_on: [d]";
        };
    }
}
