package dev.quayside.json;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON text into maps, lists, strings, decimals and truth values, and writes them.
 *
 * <p>Jackson's limits hold: nesting, and the lengths of strings, names and numbers.
 */
final class JsonText {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();

    private JsonText() {}

    static @Nullable Object read(InputStream in) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            return first(parser);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    static @Nullable Object read(String text) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return first(parser);
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    static void forEach(InputStream in, Consumer<@Nullable Object> consumer) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    consumer.accept(value(parser, Set.of()));
                }
            }
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    static Map<String, @Nullable Object> forEachOf(
            InputStream in, String member, Set<String> skipped, Consumer<@Nullable Object> consumer) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                value(parser, skipped);
                return Map.of();
            }
            var rest = new LinkedHashMap<String, @Nullable Object>();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var first = parser.nextToken();
                if (name.equals(member) && first == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        consumer.accept(value(parser, skipped));
                    }
                } else {
                    rest.put(name, value(parser, skipped));
                }
            }
            return rest;
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    /** A parser of values that follow one another; whoever gets it closes it. */
    static JsonParser sequence(InputStream in) {
        return JSON.createParser(ObjectReadContext.empty(), in);
    }

    /** The next value of a sequence; nothing at its end. */
    static Optional<Json> next(JsonParser parser) {
        try {
            return parser.nextToken() == null ? Optional.empty() : Optional.of(Json.of(value(parser, Set.of())));
        } catch (JacksonException e) {
            throw invalid(e);
        }
    }

    private static QuaysideException invalid(JacksonException e) {
        return new QuaysideException(
                ErrorCode.ENGINE_INCOMPATIBLE,
                "What was received is not the JSON that was expected: " + e.getOriginalMessage(),
                "check that the address is that of an engine",
                e);
    }

    private static @Nullable Object first(JsonParser parser) {
        parser.nextToken();
        return value(parser, Set.of());
    }

    private static @Nullable Object value(JsonParser parser, Set<String> skipped) {
        // A null in the switch would make a JVM write a class for it, with every run.
        return switch (Objects.requireNonNullElse(parser.currentToken(), JsonToken.NOT_AVAILABLE)) {
            case START_OBJECT -> object(parser, skipped);
            case START_ARRAY -> array(parser, skipped);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default ->
                throw new QuaysideException(
                        ErrorCode.ENGINE_INCOMPATIBLE,
                        "The JSON that was received is empty or cut short",
                        "check that the address is that of an engine");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, Set<String> skipped) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (skipped.contains(name)) {
                parser.skipChildren();
            } else {
                members.put(name, value(parser, skipped));
            }
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser, Set<String> skipped) {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, skipped));
        }
        return items;
    }

    static String write(@Nullable Object value) {
        var text = new StringWriter();
        try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, @Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case BigDecimal number -> generator.writeNumber(number);
            case Boolean flag -> generator.writeBoolean(flag);
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((name, member) -> {
                    generator.writeName((String) name);
                    write(generator, member);
                });
                generator.writeEndObject();
            }
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(item -> write(generator, item));
                generator.writeEndArray();
            }
            default -> throw new IllegalStateException("not JSON: " + value.getClass());
        }
    }
}
