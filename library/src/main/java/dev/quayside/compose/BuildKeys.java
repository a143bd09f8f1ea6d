package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.flag;
import static dev.quayside.compose.KeyTypes.hosts;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.pairs;
import static dev.quayside.compose.KeyTypes.path;
import static dev.quayside.compose.KeyTypes.text;
import static dev.quayside.compose.KeyTypes.wholeBytes;

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
                .notYet(
                        "additional_contexts",
                        "cache_to",
                        "entitlements",
                        "isolation",
                        "no_cache_filter",
                        "privileged",
                        "provenance",
                        "sbom",
                        "secrets",
                        "ssh",
                        "ulimits")
                .merge(MergeRule.BUILD)
                .shortSyntax(ShortSyntax.BUILD)
                .form(Form.STRUCTURE);
    }
}
