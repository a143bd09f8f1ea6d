package dev.quayside.app.cli.invocation;

import dev.quayside.app.cli.output.JsonWriter;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.output.YamlWriter;
import dev.quayside.error.QuaysideException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the user on standard error what failed and what to do next; a stack trace only with {@code QUAYSIDE_DEBUG=1}. */
public final class ErrorReport {
    private final Surroundings surroundings;
    private final GlobalOptions options;

    /** A report on the error stream of these surroundings. */
    public ErrorReport(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    /**
     * Prints the failure of a command that ends with this exit status.
     *
     * @param evidence what programs are told beyond that
     */
    public void print(Throwable failure, int status, Map<String, ?> evidence) {
        String code = "INTERNAL";
        String problem = "Quayside itself failed: " + failure;
        String remedy = "set QUAYSIDE_DEBUG=1 to see where, and report it";
        if (failure instanceof QuaysideException known) {
            code = known.code().name();
            problem = known.problem();
            remedy = known.remedy();
        }
        surroundings.out().flush();
        surroundings
                .err()
                .print(
                        switch (format()) {
                            case TABLE -> forPeople(problem, remedy);
                            case JSON -> JsonWriter.document(forPrograms(code, problem, remedy, status, evidence));
                            case YAML -> YamlWriter.document(forPrograms(code, problem, remedy, status, evidence));
                        });
        if ("1".equals(surroundings.environment().get("QUAYSIDE_DEBUG"))) {
            failure.printStackTrace(surroundings.err());
        }
    }

    private String forPeople(String problem, String remedy) {
        var colours = colours();
        var text = new StringBuilder();
        text.append(colours.red("error:")).append(' ').append(lines(problem)).append('\n');
        if (!remedy.isEmpty()) {
            text.append("  ")
                    .append(colours.faint("→"))
                    .append(' ')
                    .append(lines(remedy))
                    .append('\n');
        }
        return text.toString();
    }

    /** Problems may have several lines, such as the end of a log; each is kept, without what could steer a terminal. */
    private static String lines(String text) {
        return String.join("\n    ", text.lines().map(Texts::printable).toList());
    }

    private OutputFormat format() {
        try {
            return options.output();
        } catch (QuaysideException e) {
            // The failure to report may be about this very option.
            return OutputFormat.TABLE;
        }
    }

    private static Map<String, Object> forPrograms(
            String code, String problem, String remedy, int status, Map<String, ?> evidence) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("problem", problem);
        error.put("remedy", remedy);
        error.put("exitStatus", status);
        if (!evidence.isEmpty()) {
            error.put("evidence", evidence);
        }
        return Map.of("error", error);
    }

    private Palette colours() {
        try {
            return options.coloured(
                            surroundings.environment(), surroundings.terminal().has(Terminal.Stream.ERROR))
                    ? Palette.COLOURED
                    : Palette.PLAIN;
        } catch (QuaysideException e) {
            // The failure to report may be about this very option.
            return Palette.PLAIN;
        }
    }
}
