package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;

/** Renames keys that were extensions before the specification had them, as docker compose does; where both stand, the newer one counts. */
final class OlderNames {
    private OlderNames() {}

    static MappingNode adopt(MappingNode root) {
        return root.change("services", services -> each(services, OlderNames::service));
    }

    private static Node service(Node node) {
        return renamed(node, "x-develop", "develop") instanceof MappingNode service
                ? service.change(
                        "develop",
                        develop -> develop instanceof MappingNode known
                                ? known.change("watch", OlderNames::rules)
                                : develop)
                : node;
    }

    private static Node rules(Node watch) {
        return watch instanceof SequenceNode list
                ? list.changeAll(rule -> renamed(rule, "x-initialSync", "initial_sync"))
                : watch;
    }

    private static Node each(Node node, UnaryOperator<Node> change) {
        return node instanceof MappingNode mapping ? mapping.changeAll((name, value) -> change.apply(value)) : node;
    }

    private static Node renamed(Node node, String older, String newer) {
        if (!(node instanceof MappingNode mapping) || !mapping.has(older)) {
            return node;
        }
        boolean both = mapping.get(newer).filter(value -> !value.isNothing()).isPresent();
        var entries = new LinkedHashMap<String, Entry>();
        mapping.entries().forEach((name, entry) -> {
            if (!name.equals(older)) {
                entries.put(name, entry);
            }
        });
        Entry entry = mapping.entries().get(older);
        if (!both && entry != null) {
            entries.put(newer, entry);
        }
        return new MappingNode(mapping.position(), entries);
    }
}
