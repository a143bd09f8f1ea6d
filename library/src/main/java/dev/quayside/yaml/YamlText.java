package dev.quayside.yaml;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one document of YAML, JSON included, as a tolerant value.
 *
 * <p>Scalars mean what YAML 1.2's core schema says. Size, depth and number of values are limited before anything is built;
 * anchors, aliases, tags of one's own and a second value for a key are refused, because no program writes them.
 */
public final class YamlText {
    private static final int MAXIMUM_CHARACTERS = 4 * 1024 * 1024;
    private static final int MAXIMUM_DEPTH = 64;
    private static final int MAXIMUM_NODES = 100_000;
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]{1,40}|[0-9]{1,40}(\\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?");

    private final String file;
    private final ParserImpl parser;
    private int nodes;

    private YamlText(String file, String text) {
        this.file = file;
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAXIMUM_CHARACTERS)
                .setParseComments(false)
                .setBufferSize(Math.max(1024, text.length()))
                .build();
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * Reads the first document of a text; an empty one is an absent value.
     *
     * @param file what messages call the text
     * @throws QuaysideException {@code INVALID_FILE} with line and column, for what is not YAML or beyond the limits
     */
    public static Json read(String file, String text) {
        if (text.length() > MAXIMUM_CHARACTERS) {
            throw invalid(file, "it is longer than " + MAXIMUM_CHARACTERS + " characters", null);
        }
        try {
            return Json.ofTree(new YamlText(file, text).document());
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            throw invalid(place(file, mark), e.getProblem() == null ? "this is not YAML" : e.getProblem(), e);
        } catch (QuaysideException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // The parser fails in untyped ways too, such as a NumberFormatException for a broken escape.
            throw invalid(file, "this is not YAML", e);
        }
    }

    private @Nullable Object document() {
        while (parser.hasNext()) {
            if (parser.next().getEventId() == Event.ID.DocumentStart) {
                return value(parser.next(), 0);
            }
        }
        return null;
    }

    private @Nullable Object value(Event event, int depth) {
        if (++nodes > MAXIMUM_NODES || depth > MAXIMUM_DEPTH) {
            throw invalid(at(event), "there are too many values, or they are nested too deep", null);
        }
        if (event.getEventId() == Event.ID.Alias
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw invalid(at(event), "anchors and aliases are not read here", null);
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent list -> list(depth);
            case MappingStartEvent map -> map(depth);
            default -> throw invalid(at(event), "this is not YAML", null);
        };
    }

    private List<@Nullable Object> list(int depth) {
        var items = new ArrayList<@Nullable Object>();
        for (var event = parser.next(); event.getEventId() != Event.ID.SequenceEnd; event = parser.next()) {
            items.add(value(event, depth + 1));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(int depth) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var event = parser.next(); event.getEventId() != Event.ID.MappingEnd; event = parser.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw invalid(at(event), "a key must be text", null);
            }
            if (members.containsKey(key.getValue())) {
                throw invalid(at(event), "the key '" + key.getValue() + "' stands here twice", null);
            }
            members.put(key.getValue(), value(parser.next(), depth + 1));
        }
        return members;
    }

    private static @Nullable Object scalar(ScalarEvent event) {
        var text = event.getValue();
        var plain =
                event.getScalarStyle() == ScalarStyle.PLAIN && event.getTag().isEmpty();
        if (!plain) {
            return text;
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> NUMBER.matcher(text).matches() ? number(text) : text;
        };
    }

    /** A number whose plain spelling is another one stays text, so that {@code 1e3} or {@code 007} as a name is kept. */
    private static Object number(String text) {
        var number = new BigDecimal(text);
        return number.toPlainString().equals(text) ? number : text;
    }

    private String at(Event event) {
        return place(file, event.getStartMark());
    }

    private static String place(String file, Optional<Mark> mark) {
        return mark.map(m -> file + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                .orElse(file);
    }

    private static QuaysideException invalid(String place, String problem, @Nullable Throwable cause) {
        return new QuaysideException(ErrorCode.INVALID_FILE, place + ": " + problem, "correct the file", cause);
    }
}
