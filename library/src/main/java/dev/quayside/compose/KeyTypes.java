package dev.quayside.compose;

import static dev.quayside.compose.Shape.DATE;
import static dev.quayside.compose.Shape.FLAG;
import static dev.quayside.compose.Shape.INTEGER;
import static dev.quayside.compose.Shape.LIST;
import static dev.quayside.compose.Shape.MAPPING;
import static dev.quayside.compose.Shape.NULL;
import static dev.quayside.compose.Shape.NUMBER;
import static dev.quayside.compose.Shape.TEXT;
import static dev.quayside.compose.Shape.WHOLE;

import dev.quayside.compose.Key.Cast;
import java.util.function.Predicate;

/** The kinds of values that many keys of the specification share. */
final class KeyTypes {
    /** What a service, network, volume, config or secret may be called in a file. */
    static final Predicate<String> NAMES = KeyTypes::isName;

    static final Predicate<String> NOT_EMPTY = name -> !name.isEmpty();

    private KeyTypes() {}

    static Key text() {
        return Key.of(TEXT);
    }

    static Key path(PathRule rule) {
        return text().path(rule);
    }

    /** A boolean, which may come as text from a variable. */
    static Key flag() {
        return Key.of(FLAG, TEXT).form(Form.FLAG);
    }

    /** A boolean whose text is read before anything else looks at it. */
    static Key castFlag() {
        return flag().cast(Cast.FLAG);
    }

    static Key integer() {
        return Key.of(INTEGER, TEXT).form(Form.INTEGER);
    }

    static Key number() {
        return Key.of(NUMBER, TEXT);
    }

    static Key bytes() {
        return Key.of(NUMBER, TEXT).form(Form.BYTES);
    }

    static Key wholeBytes() {
        return Key.of(INTEGER, TEXT).form(Form.BYTES);
    }

    static Key duration() {
        return text().form(Form.DURATION);
    }

    static Key structure() {
        return Key.of(MAPPING).form(Form.STRUCTURE);
    }

    static Key nullableStructure() {
        return Key.of(MAPPING, NULL).form(Form.STRUCTURE);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (!Texts.isLetter(at) && !Texts.isDigit(at) && at != '.' && at != '_' && at != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** A mapping whose keys the user chooses. */
    static Key named(Key each) {
        return Key.of(MAPPING).any(each).anyNamed(NAMES);
    }

    static Key list(Key item) {
        return Key.of(LIST).items(item);
    }

    /** A list of texts of which no two are equal. */
    static Key texts() {
        return list(text()).distinct().form(Form.TEXTS);
    }

    static Key textOrTexts() {
        return Key.of(TEXT, LIST)
                .items(text())
                .distinct()
                .shortSyntax(ShortSyntax.LIST)
                .form(Form.TEXTS);
    }

    static Key textsOrNumbers() {
        return list(Key.of(TEXT, WHOLE)).distinct().form(Form.TEXTS);
    }

    static Key command() {
        return Key.of(NULL, TEXT, LIST).items(text()).merge(MergeRule.REPLACE).form(Form.COMMAND);
    }

    /** Pairs, as a mapping or as a list of {@code KEY=VALUE}. */
    static Key pairs(Form form) {
        return Key.of(MAPPING, LIST)
                .any(Key.of(TEXT, NUMBER, FLAG, NULL, DATE))
                .anyNamed(NOT_EMPTY)
                .items(text())
                .distinct()
                .merge(MergeRule.KEY_VALUES)
                .unique(UniqueBy.KEY)
                .form(form);
    }

    /** A mapping of these kinds of scalars. */
    static Key options(Shape... shapes) {
        return Key.of(MAPPING).any(Key.of(DATE, shapes)).form(Form.OPTIONS);
    }

    static Key hosts() {
        return Key.of(MAPPING, LIST)
                .any(Key.of(TEXT, LIST).items(text()))
                .anyNamed(NOT_EMPTY)
                .items(text())
                .distinct()
                .form(Form.HOSTS);
    }

    /** Devices of the machine that a service asks for by what they can do. */
    static Key deviceRequest() {
        return structure()
                .key("capabilities", texts())
                .key("count", Key.of(TEXT, INTEGER).form(Form.DEVICE_COUNT))
                .key("device_ids", texts())
                .key("driver", text())
                .key("options", pairs(Form.LABELS));
    }

    /** A command that is run in a container beside its own. */
    static Key hook() {
        return structure()
                .key("command", command())
                .key("user", text())
                .key("privileged", flag())
                .key("working_dir", text())
                .key("environment", pairs(Form.ENVIRONMENT))
                .required("command");
    }

    /**
     * Limits by name.
     *
     * @param cast whether a number may be written as text
     * @param merge how the same limit of two files is put together
     */
    static Key ulimits(Cast cast, MergeRule merge) {
        Key limit = (cast == Cast.NONE ? Key.of(WHOLE, MAPPING) : Key.of(WHOLE, TEXT, MAPPING))
                .key("soft", limit(cast))
                .key("hard", limit(cast))
                .required("soft", "hard")
                .cast(cast)
                .merge(merge)
                .form(Form.ULIMIT);
        return Key.of(MAPPING).any(limit);
    }

    private static Key limit(Cast cast) {
        return Key.of(WHOLE, TEXT).cast(cast).form(Form.WRITTEN_INTEGER);
    }

    /** Configs or secrets that a service sees as files. */
    static Key fileMounts(UniqueBy unique) {
        Key mount = Key.of(TEXT, MAPPING)
                .key("source", text())
                .key("target", text())
                .key("uid", text())
                .key("gid", text())
                .key("mode", number().form(Form.FILE_MODE))
                .shortSyntax(ShortSyntax.FILE_MOUNT)
                .form(Form.STRUCTURE);
        return list(mount).unique(unique);
    }

    /** Whether something exists already; the mapping with a name is an older spelling. */
    static Key external() {
        return Key.of(FLAG, TEXT, MAPPING).key("name", text()).cast(Cast.FLAG).form(Form.FLAG);
    }
}
