package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.math.BigDecimal;

/** What a value may look like. */
enum Shape {
    TEXT("text"),
    INTEGER("an integer"),
    /** An integer that is not written as a fraction. */
    WHOLE("an integer"),
    NUMBER("a number"),
    FLAG("true or false"),
    DATE("a date"),
    NULL("null"),
    LIST("a list"),
    MAPPING("a mapping");

    private final String words;

    Shape(String words) {
        this.words = words;
    }

    /** How a message calls it. */
    String words() {
        return words;
    }

    boolean fits(Node node) {
        return switch (this) {
            case LIST -> node instanceof SequenceNode;
            case MAPPING -> node instanceof MappingNode;
            default -> node instanceof ScalarNode scalar && fits(scalar);
        };
    }

    private boolean fits(ScalarNode scalar) {
        return switch (scalar.kind()) {
            case NULL -> this == NULL;
            case BOOLEAN -> this == FLAG;
            case INTEGER ->
                this == INTEGER
                        || this == NUMBER
                        || (this == WHOLE && Values.integer(scalar.text()).isPresent());
            case FLOAT -> this == NUMBER || (this == INTEGER && isWhole(scalar.text()));
            case TEXT -> this == TEXT;
            case TIMESTAMP -> this == DATE;
        };
    }

    private static boolean isWhole(String number) {
        return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
    }
}
