package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.bytes;
import static dev.quayside.compose.KeyTypes.castFlag;
import static dev.quayside.compose.KeyTypes.external;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.options;
import static dev.quayside.compose.KeyTypes.pairs;
import static dev.quayside.compose.KeyTypes.path;
import static dev.quayside.compose.KeyTypes.structure;
import static dev.quayside.compose.KeyTypes.text;
import static dev.quayside.compose.KeyTypes.textOrTexts;

/** The table's part for what services share, and for includes. */
final class ResourceKeys {
    private ResourceKeys() {}

    /** A network. */
    static Key network() {
        return Key.of(Shape.MAPPING, Shape.NULL)
                .key("name", text())
                .key("driver", text())
                .key("driver_opts", options(Shape.TEXT, Shape.NUMBER))
                .key("ipam", addresses())
                .key("external", external())
                .key("internal", castFlag())
                .key("enable_ipv6", castFlag().form(Form.WRITTEN_FLAG))
                .key("attachable", castFlag())
                .key("labels", pairs(Form.LABELS))
                .shortSyntax(ShortSyntax.EXTERNAL)
                .key("enable_ipv4", castFlag().form(Form.WRITTEN_FLAG))
                .form(Form.STRUCTURE);
    }

    private static Key addresses() {
        Key pool = structure()
                .key("subnet", text())
                .key("ip_range", text())
                .key("gateway", text())
                .key(
                        "aux_addresses",
                        Key.of(Shape.MAPPING)
                                .any(text())
                                .anyNamed(KeyTypes.NOT_EMPTY)
                                .form(Form.OPTIONS));
        return Key.of(Shape.MAPPING)
                .key("driver", text())
                .key("config", list(pool).merge(MergeRule.ADDRESS_POOLS))
                .key(
                        "options",
                        Key.of(Shape.MAPPING)
                                .any(Key.of(Shape.TEXT, Shape.DATE))
                                .anyNamed(KeyTypes.NOT_EMPTY)
                                .form(Form.OPTIONS));
    }

    /** A named volume. */
    static Key volume() {
        return Key.of(Shape.MAPPING, Shape.NULL)
                .key("name", text())
                .key("driver", text())
                .key("driver_opts", options(Shape.TEXT, Shape.NUMBER))
                .key("external", external())
                .key("labels", labels())
                .shortSyntax(ShortSyntax.EXTERNAL)
                .key(
                        "x-quayside",
                        structure()
                                .key("size", bytes())
                                .key("access", text().words("one-node", "many-nodes"))
                                .closed())
                .form(Form.STRUCTURE);
    }

    /** A config. */
    static Key config() {
        return structure()
                .key("name", text())
                .key("content", text())
                .key("environment", text())
                .key("file", path(PathRule.ENGINE))
                .key("external", external().lenient())
                .key("labels", labels())
                .shortSyntax(ShortSyntax.EXTERNAL)
                .shown("template_driver", text());
    }

    /** A secret. */
    static Key secret() {
        return structure()
                .key("name", text())
                .key("environment", text())
                .key("file", path(PathRule.ENGINE))
                .key("external", external().lenient())
                .key("labels", labels())
                .shortSyntax(ShortSyntax.EXTERNAL)
                .shown("driver", text())
                .shown("driver_opts", options(Shape.TEXT, Shape.NUMBER))
                .shown("template_driver", text());
    }

    /** Other than those of a network, no two of them may be equal. */
    private static Key labels() {
        return pairs(Form.LABELS).unique(UniqueBy.NOTHING);
    }

    /** A model that services talk to. */
    static Key model() {
        return structure()
                .key("name", text())
                .key("model", text())
                .key("context_size", Key.of(Shape.INTEGER).form(Form.INTEGER))
                .key("runtime_flags", list(text()).form(Form.TEXTS))
                .required("model");
    }

    /** Another application's files. */
    static Key include() {
        return Key.of(Shape.TEXT, Shape.MAPPING)
                .key("path", textOrTexts())
                .key("env_file", textOrTexts())
                .key("project_directory", text())
                .closed();
    }
}
