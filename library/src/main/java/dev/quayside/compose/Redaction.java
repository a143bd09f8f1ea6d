package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides values that look like secrets, by what they are called or by their shape: passwords in addresses, keys, tokens of well-known
 * services.
 *
 * <p>It guesses, in both directions: it keeps secrets from being shown by accident, and is no proof that none is left. Thread-safe,
 * without state.
 */
public final class Redaction {
    /** What stands where something was hidden. */
    public static final String HIDDEN = "********";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(?:.*(?:password|passwd|passphrase|secret|token|credential|(?:api|access|private|signing|encryption)[-_.]?key).*"
                    + "|(?:.*[-_.])?(?:pass|auth|pwd))");
    /** What is called a password, and is where one lies: the path of a file, the folder of a shell. */
    private static final Pattern PLACE_NAME = Pattern.compile("(?i).*[-_](?:file|path|dir|name)|(?:old)?pwd");

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\w+|\\{\\w+})");
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][\\w.-]*)=(.*)", Pattern.DOTALL);
    private static final Pattern PRIVATE_KEY = Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*");

    /** Each with the secret as its last group; none looks at a character more often than a few times, however long a text is. */
    private static final List<Pattern> SHAPES = List.of(
            Pattern.compile("([a-zA-Z][\\w+.-]{0,31}://[^\\s/:@]*:)([^\\s/@]+)(?=@)"),
            Pattern.compile(
                    "(?i)((?:pass(?:word)?|passwd|secret|token|api-?key)[= ])(?<=-[\\w-]{1,63}[= ])([^\\s\"']+)"),
            Pattern.compile("()\\b(gh[opsru]_\\w{20,}|github_pat_\\w{20,}|glpat-[\\w-]{20,}|npm_\\w{30,})"),
            Pattern.compile("()\\b(xox[abeprs]-[\\w-]{10,}|sk-[\\w-]{20,}|AKIA[0-9A-Z]{16}|AIza[\\w-]{35})"),
            Pattern.compile("()(?<![\\w-])(eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]*)"));

    private Redaction() {}

    /** A value, or what may be shown of it. */
    public static String value(String name, String value) {
        boolean secret = SECRET_NAME.matcher(name).matches()
                && !PLACE_NAME.matcher(name).matches()
                && !REFERENCE.matcher(value).matches();
        return secret && !value.isEmpty() ? HIDDEN : text(value);
    }

    /** A tree whose texts may be shown: environments, arguments, labels, commands, and everything else. */
    public static MappingNode tree(MappingNode root) {
        return mapping(root).change("secrets", Redaction::contents);
    }

    private static Node contents(Node secrets) {
        return secrets instanceof MappingNode all
                ? all.changeAll((name, secret) -> secret instanceof MappingNode known
                        ? known.change("content", content -> ScalarNode.text(content.position(), HIDDEN))
                        : secret)
                : secrets;
    }

    private static MappingNode mapping(MappingNode mapping) {
        return mapping.changeAll((name, value) -> node(Optional.of(name), value));
    }

    private static Node node(Optional<String> name, Node node) {
        return switch (node) {
            case MappingNode mapping -> mapping(mapping);
            case SequenceNode list -> list.changeAll(item -> node(Optional.empty(), item));
            case ScalarNode scalar ->
                scalar.kind() == ScalarNode.Kind.TEXT
                        ? ScalarNode.text(
                                scalar.position(),
                                name.map(known -> value(known, scalar.text())).orElseGet(() -> item(scalar.text())))
                        : scalar;
        };
    }

    private static String item(String text) {
        Matcher assignment = ASSIGNMENT.matcher(text);
        return assignment.matches()
                ? assignment.group(1) + "=" + value(assignment.group(1), assignment.group(2))
                : text(text);
    }

    private static String text(String text) {
        if (PRIVATE_KEY.matcher(text).find()) {
            return PRIVATE_KEY.matcher(text).replaceFirst(HIDDEN);
        }
        String shown = text;
        for (Pattern shape : SHAPES) {
            shown = shape.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + HIDDEN));
        }
        return shown;
    }
}
