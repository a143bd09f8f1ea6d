package dev.quayside.compose;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Env files of the format {@code raw}: {@code KEY=value} in lines, the value exactly as it stands. */
final class RawEnv {
    private RawEnv() {}

    /** Adds a file's variables to those of files before it. */
    static void parse(
            String file,
            String text,
            Function<String, Optional<String>> known,
            Map<String, String> variables,
            Consumer<EnvFault> faults) {
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = equals < 0 ? line : line.substring(0, equals);
            if (key.isEmpty() || key.contains(" ") || key.contains("\t")) {
                faults.accept(new EnvFault(
                        new Position(file, i + 1, 1),
                        "'" + key + "' is not the name of a variable",
                        "write KEY=value without spaces before the equals sign"));
            } else if (equals >= 0) {
                variables.put(key, line.substring(equals + 1));
            } else {
                known.apply(key).ifPresent(value -> variables.put(key, value));
            }
        }
    }
}
