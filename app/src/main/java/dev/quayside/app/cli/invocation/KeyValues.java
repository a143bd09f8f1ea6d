package dev.quayside.app.cli.invocation;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code KEY=VALUE}. */
public final class KeyValues {
    private KeyValues() {}

    /** What stands before the first equals sign. */
    public static String key(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not KEY=VALUE",
                    "write a key, an equals sign and a value");
        }
        return text.substring(0, equals);
    }

    /** What stands behind the first equals sign. */
    public static String value(String text) {
        return text.substring(key(text).length() + 1);
    }

    /** All of them; a key without a value has an empty one. */
    public static Map<String, String> map(List<String> texts) {
        var map = new LinkedHashMap<String, String>();
        for (String text : texts) {
            if (text.contains("=")) {
                map.put(key(text), value(text));
            } else {
                map.put(text, "");
            }
        }
        return map;
    }

    /** Variables: a name without a value takes that of the environment, or is left out if it has none there. */
    public static Map<String, String> variables(List<String> texts, Map<String, String> environment) {
        var map = new LinkedHashMap<String, String>();
        for (String text : texts) {
            if (text.contains("=")) {
                map.put(key(text), value(text));
            } else if (environment.containsKey(text)) {
                map.put(text, environment.getOrDefault(text, ""));
            }
        }
        return map;
    }
}
