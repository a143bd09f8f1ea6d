package dev.quayside.compose;

import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.ScalarNode.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Applies a scalar's tag, written or implied by its quotes, to its text. */
final class ScalarTags {
    private static final String STANDARD = "tag:yaml.org,2002:";
    private static final Set<String> COLLECTIONS = Set.of(STANDARD + "map", STANDARD + "seq");
    private static final Set<String> SCALARS =
            Set.of("str", "int", "float", "bool", "null", "timestamp", "binary", "merge");

    private final Findings findings;

    ScalarTags(Findings findings) {
        this.findings = findings;
    }

    ScalarNode resolve(String tag, boolean plain, String text, Position position) {
        if (!isWellFormed(text)) {
            return refuse(position, "this text holds half of a character");
        }
        if (tag.isEmpty()) {
            return plain ? implied(text, position) : ScalarNode.text(position, text);
        }
        return switch (tag) {
            case STANDARD + "str" -> ScalarNode.text(position, text);
            case STANDARD + "binary" -> binary(text, position);
            case STANDARD + "int" -> required(Kind.INTEGER, text, position);
            case STANDARD + "float" -> floating(text, position);
            case STANDARD + "bool" -> required(Kind.BOOLEAN, text, position);
            case STANDARD + "null" -> required(Kind.NULL, text, position);
            case STANDARD + "timestamp" -> required(Kind.TIMESTAMP, text, position);
            default -> ScalarNode.text(position, text);
        };
    }

    /** Whether every surrogate has its partner: an escape can write one alone. */
    private static boolean isWellFormed(String text) {
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (open != Character.isLowSurrogate(at)) {
                return false;
            }
            open = Character.isHighSurrogate(at);
        }
        return !open;
    }

    private ScalarNode implied(String text, Position position) {
        if (ScalarResolver.isNotFinite(text)) {
            return refuse(
                    position,
                    "'" + text + "' is not a finite number",
                    "write a finite number, or put the text in quotes");
        }
        return ScalarResolver.resolve(position, text);
    }

    private ScalarNode required(Kind kind, String text, Position position) {
        ScalarNode resolved = implied(text, position);
        return resolved.kind() == kind
                ? resolved
                : refuse(position, "the tag says that '" + text + "' is " + kind.words() + ", which it is not");
    }

    private ScalarNode floating(String text, Position position) {
        ScalarNode resolved = implied(text, position);
        return resolved.kind() == Kind.INTEGER
                ? new ScalarNode(position, Kind.FLOAT, Numbers.format(Double.parseDouble(resolved.text())))
                : required(Kind.FLOAT, text, position);
    }

    private ScalarNode binary(String text, Position position) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return ScalarNode.text(position, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return refuse(position, "this is not base64");
        }
    }

    private ScalarNode refuse(Position position, String message) {
        return refuse(position, message, "remove the tag or put the text in quotes");
    }

    private ScalarNode refuse(Position position, String message, String remedy) {
        findings.error(position, message, remedy, YamlGuard.SECTION);
        findings.spoiled(position);
        return ScalarNode.nothing(position);
    }

    void warnAboutUnknown(String tag, Position position) {
        boolean standard = tag.startsWith(STANDARD)
                && (SCALARS.contains(tag.substring(STANDARD.length())) || COLLECTIONS.contains(tag));
        if (!tag.isEmpty() && !standard) {
            findings.warning(position, "the tag '" + tag + "' means nothing here", "remove it", YamlGuard.SECTION);
        }
    }
}
