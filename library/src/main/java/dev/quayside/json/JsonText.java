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
                    consumer.accept(value(parser));
                }
            }
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
        return value(parser);
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case null, default ->
                throw new QuaysideException(
                        ErrorCode.ENGINE_INCOMPATIBLE,
                        "The JSON that was received is empty or cut short",
                        "check that the address is that of an engine");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
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
