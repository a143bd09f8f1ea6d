package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.deviceRequest;
import static dev.quayside.compose.KeyTypes.duration;
import static dev.quayside.compose.KeyTypes.integer;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.nullableStructure;
import static dev.quayside.compose.KeyTypes.number;
import static dev.quayside.compose.KeyTypes.pairs;
import static dev.quayside.compose.KeyTypes.structure;
import static dev.quayside.compose.KeyTypes.text;

import dev.quayside.compose.Key.Cast;

/** The table's part for {@code deploy}. */
final class DeployKeys {
    private DeployKeys() {}

    /** How a service is replicated, limited, restarted and replaced. */
    static Key deploy() {
        return nullableStructure()
                .key("mode", text())
                .key("replicas", integer().cast(Cast.INTEGER).form(Form.WRITTEN_INTEGER))
                .key("labels", pairs(Form.LABELS))
                .key("resources", resources())
                .key("restart_policy", restartPolicy())
                .key("update_config", changes())
                .key("endpoint_mode", text())
                .key("placement", placement())
                .key("rollback_config", changes());
    }

    private static Key resources() {
        Key limits = structure()
                .key("cpus", number().form(Form.DECIMAL))
                .key("memory", text().form(Form.BYTES))
                .key("pids", integer());
        Key reservations = structure()
                .key("cpus", number().form(Form.DECIMAL))
                .key("memory", text().form(Form.BYTES))
                .key("generic_resources", genericResources())
                .key("devices", list(deviceRequest().required("capabilities")));
        return Key.of(Shape.MAPPING).key("limits", limits).key("reservations", reservations);
    }

    private static Key restartPolicy() {
        return structure()
                .key("condition", text())
                .key(
                        "max_attempts",
                        integer().cast(Cast.INTEGER).form(Form.WRITTEN_INTEGER).between(0, Double.POSITIVE_INFINITY))
                .key("delay", duration())
                .key("window", duration());
    }

    /** How replicas are replaced, or replaced back. */
    private static Key changes() {
        return structure()
                .key(
                        "parallelism",
                        integer().cast(Cast.INTEGER).form(Form.WRITTEN_INTEGER).between(0, Double.POSITIVE_INFINITY))
                .key("delay", duration().form(Form.POSITIVE_DURATION))
                .key("failure_action", text())
                .key("monitor", duration().form(Form.POSITIVE_DURATION))
                .key("max_failure_ratio", number().cast(Cast.DECIMAL).form(Form.DECIMAL))
                .key("order", text().words("start-first", "stop-first"));
    }

    private static Key genericResources() {
        Key specification = structure()
                .key("kind", text().form(Form.WRITTEN_TEXT))
                .key("value", Key.of(Shape.NUMBER, Shape.TEXT).form(Form.WRITTEN_INTEGER))
                .fallback("kind", "")
                .fallback("value", "0");
        return list(structure().key("discrete_resource_spec", specification));
    }

    private static Key placement() {
        return Key.of(Shape.MAPPING)
                .key("constraints", list(text()).form(Form.TEXTS))
                .key("preferences", list(structure().key("spread", text())))
                .key(
                        "max_replicas_per_node",
                        integer().cast(Cast.INTEGER).form(Form.INTEGER).between(0, Double.POSITIVE_INFINITY));
    }
}
