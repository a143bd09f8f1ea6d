package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.model.Attachment;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives services the names under which others link to them, as aliases on the networks that both join. */
final class LinkAliases {
    private LinkAliases() {}

    static Map<String, Service> apply(Map<String, Service> services, MappingNode tree, Findings findings) {
        Map<String, Service> changed = new LinkedHashMap<>(services);
        tree.entries().forEach((name, entry) -> {
            if (entry.value() instanceof MappingNode service) {
                service.items("links").forEach(link -> apply(name, (ScalarNode) link, changed, findings));
            }
        });
        return changed;
    }

    private static void apply(String from, ScalarNode link, Map<String, Service> services, Findings findings) {
        String[] parts = link.text().split(":", 2);
        Service target = services.get(parts[0]);
        Service source = services.get(from);
        if (parts.length < 2 || parts[1].equals(parts[0]) || target == null || source == null) {
            return;
        }
        findings.warning(
                link.position(),
                "the link's name '" + parts[1] + "' is known to every service of the network, not only to '" + from
                        + "'",
                "write it as an alias of '" + parts[0] + "': networks.NAME.aliases",
                "services/links");
        if (target.connectivity().mode() instanceof NetworkMode.Networks networks) {
            Map<String, Attachment> attachments = new LinkedHashMap<>(networks.attachments());
            source.connectivity()
                    .attachments()
                    .keySet()
                    .forEach(network ->
                            attachments.computeIfPresent(network, (key, attachment) -> with(attachment, parts[1])));
            services.put(
                    parts[0],
                    target.withConnectivity(target.connectivity().withMode(new NetworkMode.Networks(attachments))));
        }
    }

    private static Attachment with(Attachment attachment, String alias) {
        if (attachment.aliases().contains(alias)) {
            return attachment;
        }
        var aliases = new ArrayList<>(attachment.aliases());
        aliases.add(alias);
        return attachment.renamed(aliases);
    }
}
