package dev.quayside.engine.docker;

import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Map;

/** Says in words who holds a name on an engine, as far as labels tell. */
final class Holder {
    private static final String COMPOSE_PROJECT = "com.docker.compose.project";

    private Holder() {}

    static String of(Map<String, String> labels) {
        var owner = Ownership.fromLabels(labels);
        if (owner.isPresent()) {
            return "app '" + owner.get().app() + "' (its " + owner.get().kind() + " '"
                    + owner.get().key() + "')";
        }
        var project = labels.getOrDefault(COMPOSE_PROJECT, "");
        return project.isEmpty()
                ? "someone else: it was not made by Quayside"
                : "the Docker Compose project '" + project + "'";
    }

    /** The failure of a change that would have touched what belongs to someone else. */
    static QuaysideException refusal(Name name, Map<String, String> labels) {
        return new QuaysideException(
                ErrorCode.NOT_OWNED,
                "The " + name.kind() + " '" + name.name() + "' belongs to " + of(labels) + "; it was not touched",
                "remove or rename it, or give the app another name");
    }
}
