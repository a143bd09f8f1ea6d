package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.integer;
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
                .key("update_config", updates())
                .notYet("endpoint_mode", "placement", "rollback_config");
    }

    private static Key resources() {
        Key limits = structure()
                .key("cpus", number().form(Form.DECIMAL))
                .key("memory", text().form(Form.BYTES))
                .key("pids", integer());
        Key reservations = structure()
                .key("cpus", number().form(Form.DECIMAL))
                .key("memory", text().form(Form.BYTES))
                .notYet("generic_resources", "devices");
        return Key.of(Shape.MAPPING).key("limits", limits).key("reservations", reservations);
    }

    private static Key restartPolicy() {
        return structure()
                .key("condition", text())
                .key("max_attempts", integer().cast(Cast.INTEGER).form(Form.WRITTEN_INTEGER))
                .notYet("delay", "window");
    }

    private static Key updates() {
        return structure()
                .key("order", text().words("start-first", "stop-first"))
                .notYet("parallelism", "delay", "failure_action", "monitor", "max_failure_ratio");
    }
}
