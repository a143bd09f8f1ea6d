package dev.quayside.compose;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for a project's name, and where it comes from. */
final class ProjectName {
    private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9_-]*");

    private ProjectName() {}

    /** The name of highest precedence: given from outside, of the environment, of the files, of the folder. */
    static String choose(
            Optional<String> given, Optional<String> ofEnvironment, Optional<String> ofFiles, String folder) {
        Optional<String> explicit =
                given.filter(name -> !name.isEmpty()).or(() -> ofEnvironment.filter(name -> !name.isEmpty()));
        if (explicit.isPresent()) {
            return check(explicit.get());
        }
        String name = ofFiles.map(ProjectName::normalize)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> normalize(Paths.name(folder)));
        if (name.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the folder '" + folder + "' gives no name for the project",
                    "write 'name:' in the Compose file, or use --project-name");
        }
        return name;
    }

    private static String check(String name) {
        if (!VALID.matcher(name).matches()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + name + "' is not a project name",
                    "use lower-case letters, digits, '-' and '_', starting with a letter or digit");
        }
        return name;
    }

    /** What remains of a name without the characters that are not allowed. */
    static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceAll("^[_-]+", "");
    }
}
