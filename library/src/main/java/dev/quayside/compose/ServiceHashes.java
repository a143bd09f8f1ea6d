package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import dev.quayside.model.FileContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A number for everything that shapes a service's containers, in which a change of it shows. */
final class ServiceHashes {
    /** How many containers there are, and when, shapes none of them; nor does how the image is made, which has its own name. */
    private static final Set<String> NO_SHAPE =
            Set.of("attach", "build", "depends_on", "develop", "profiles", "pull_policy", "scale");

    private ServiceHashes() {}

    /** The SHA-256 of each service of a canonical tree, in lower-case hexadecimal digits, in file order. */
    static Map<String, String> of(MappingNode canonical) {
        var hashes = new LinkedHashMap<String, String>();
        canonical
                .mapping("services")
                .ifPresent(services -> services.entries().forEach((name, entry) -> {
                    if (entry.value() instanceof MappingNode service) {
                        hashes.put(name, FileContent.of(text(shape(service))).digest());
                    }
                }));
        return hashes;
    }

    private static MappingNode shape(MappingNode service) {
        MappingNode shape = service.change(
                "deploy", deploy -> deploy instanceof MappingNode known ? known.without("replicas") : deploy);
        for (String key : NO_SHAPE) {
            shape = shape.without(key);
        }
        return shape;
    }

    /** Independent of the order of keys, and of nothing else. */
    private static String text(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                var texts = new TreeMap<String, String>();
                mapping.entries().forEach((key, entry) -> texts.put(quoted(key), text(entry.value())));
                yield texts.toString();
            }
            case SequenceNode list -> {
                List<String> texts =
                        list.items().stream().map(ServiceHashes::text).toList();
                yield texts.toString();
            }
            case ScalarNode scalar -> scalar.kind() + quoted(scalar.text());
        };
    }

    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
