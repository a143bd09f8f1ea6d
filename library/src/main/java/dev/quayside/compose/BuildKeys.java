package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.fileMounts;
import static dev.quayside.compose.KeyTypes.flag;
import static dev.quayside.compose.KeyTypes.hosts;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.pairs;
import static dev.quayside.compose.KeyTypes.path;
import static dev.quayside.compose.KeyTypes.text;
import static dev.quayside.compose.KeyTypes.textOrTexts;
import static dev.quayside.compose.KeyTypes.ulimits;
import static dev.quayside.compose.KeyTypes.wholeBytes;

import dev.quayside.compose.Key.Cast;

/** The table's part for builds. */
final class BuildKeys {
    private BuildKeys() {}

    /** How a service's image is built. */
    static Key build() {
        return Key.of(Shape.TEXT, Shape.MAPPING)
                .key("context", path(PathRule.CONTEXT))
                .key("dockerfile", text())
                .key("dockerfile_inline", text())
                .key("args", pairs(Form.ENVIRONMENT))
                .key("target", text())
                .key("labels", pairs(Form.LABELS))
                .key("tags", list(text()).unique(UniqueBy.KEY).form(Form.TEXTS))
                .key("platforms", list(text()).form(Form.TEXTS))
                .key("no_cache", flag())
                .key("pull", flag())
                .key("network", text())
                .key("cache_from", list(text()).form(Form.TEXTS))
                .key("extra_hosts", hosts().merge(MergeRule.APPEND))
                .key("shm_size", wholeBytes())
                .shown("additional_contexts", contexts())
                .shown("cache_to", list(text()).form(Form.TEXTS))
                .shown("entitlements", list(text()).form(Form.TEXTS))
                .shown("isolation", text())
                .shown("no_cache_filter", textOrTexts().shortSyntax(ShortSyntax.NONE))
                .shown("privileged", flag())
                .shown("provenance", Key.of(Shape.TEXT, Shape.FLAG))
                .shown("sbom", Key.of(Shape.TEXT, Shape.FLAG))
                .shown("secrets", fileMounts(UniqueBy.NOTHING))
                .shown("ssh", ssh())
                .key("ulimits", ulimits(Cast.NONE, MergeRule.DEFAULT))
                .merge(MergeRule.BUILD)
                .shortSyntax(ShortSyntax.BUILD)
                .form(Form.STRUCTURE);
    }

    private static Key contexts() {
        return Key.of(Shape.MAPPING, Shape.LIST)
                .any(text().path(PathRule.CONTEXT))
                .anyNamed(KeyTypes.NOT_EMPTY)
                .items(text())
                .distinct()
                .merge(MergeRule.KEY_VALUES)
                .unique(UniqueBy.KEY)
                .shortSyntax(ShortSyntax.PAIRS)
                .form(Form.LABELS);
    }

    private static Key ssh() {
        return Key.of(Shape.MAPPING, Shape.LIST)
                .any(Key.of(Shape.TEXT, Shape.NUMBER, Shape.FLAG, Shape.NULL).path(PathRule.ENGINE))
                .anyNamed(KeyTypes.NOT_EMPTY)
                .items(text())
                .distinct()
                .shortSyntax(ShortSyntax.SSH)
                .form(Form.SSH);
    }
}
