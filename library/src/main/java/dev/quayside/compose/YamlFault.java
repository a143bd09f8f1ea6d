package dev.quayside.compose;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What a parser stumbled over, as the author of the file would say it.
 *
 * @param position where to look: for something that is not closed, where it was opened
 */
record YamlFault(Position position, String message, String remedy) {
    private static final String ANYTHING = "correct the YAML here";

    /**
     * What an exception of the parser means.
     *
     * @param reached how far it had come, if the exception does not say where
     */
    static YamlFault of(String file, MarkedYamlEngineException e, Position reached) {
        String problem = Optional.ofNullable(e.getProblem()).orElse("this is not YAML");
        String context = Optional.ofNullable(e.getContext()).orElse("");
        Position place = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> YamlGuard.at(file, mark))
                .orElse(reached);
        Position opened =
                e.getContextMark().map(mark -> YamlGuard.at(file, mark)).orElse(place);
        if (problem.contains("(TAB)")) {
            return new YamlFault(place, "a tab does not indent a line", "write spaces");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return new YamlFault(
                    place,
                    "no key with a value can stand here",
                    "put a text that holds ': ' in quotes, or correct how far the line is indented");
        }
        if (context.equals("while parsing a flow sequence")) {
            return new YamlFault(opened, "the list that starts here is not closed", "write ']' where it ends");
        }
        if (context.equals("while parsing a flow mapping")) {
            return new YamlFault(opened, "the mapping that starts here is not closed", "write '}' where it ends");
        }
        if (context.equals("while scanning a quoted scalar") && problem.contains("unexpected end")) {
            return new YamlFault(opened, "the quote that starts here is not closed", "write it where the text ends");
        }
        return new YamlFault(place, context.isEmpty() ? problem : context + ": " + problem, ANYTHING);
    }
}
