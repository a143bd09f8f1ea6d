package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.model.App;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileDefinition.Source;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import dev.quayside.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Makes the model of a canonical tree. What the model cannot say is reported, never left out. */
final class AppReader {
    private final Findings findings;
    private final Map<String, String> environment;

    AppReader(Findings findings, Map<String, String> environment) {
        this.findings = findings;
        this.environment = environment;
    }

    App read(MappingNode root, Set<String> inactive) {
        String name = root.text("name").orElse("");
        Map<String, Service> services = new LinkedHashMap<>();
        MappingNode all = root.mapping("services").orElse(MappingNode.empty(root.position()));
        all.entries().forEach((key, entry) -> {
            if (entry.value() instanceof MappingNode service) {
                new ServiceReader(name, key, service, all, findings).read().ifPresent(read -> services.put(key, read));
            }
        });
        return new App(
                name,
                LinkAliases.apply(services, all, findings),
                resources(root, "networks", this::network),
                resources(root, "volumes", this::volume),
                resources(root, "configs", this::file),
                resources(root, "secrets", this::file),
                inactive);
    }

    private static <T> Map<String, T> resources(
            MappingNode root, String kind, BiFunction<String, MappingNode, T> read) {
        Map<String, T> resources = new LinkedHashMap<>();
        root.mapping(kind)
                .ifPresent(known -> known.entries().forEach((key, entry) -> {
                    if (entry.value() instanceof MappingNode resource) {
                        resources.put(key, read.apply(key, resource));
                    }
                }));
        return resources;
    }

    private Network network(String key, MappingNode network) {
        Optional<MappingNode> addresses = network.mapping("ipam");
        addresses
                .flatMap(ipam -> ipam.text("driver"))
                .filter(driver -> !driver.equals("default"))
                .ifPresent(driver -> findings.unsupported(
                        addresses.get().position(),
                        "this version does not read the address driver '" + driver + "' yet",
                        "remove 'ipam.driver'",
                        "networks/ipam"));
        var pools = new ArrayList<Network.AddressPool>();
        addresses.ifPresent(ipam -> ipam.items("config").forEach(pool -> pools.add(pool((MappingNode) pool))));
        return new Network(
                key,
                name("networks", key, network),
                network.isTrue("external"),
                network.text("driver"),
                texts(network, "driver_opts"),
                network.isTrue("internal"),
                network.isTrue("attachable"),
                network.isTrue("enable_ipv6"),
                pools,
                texts(network, "labels"),
                network.get("enable_ipv4")
                        .map(Node::content)
                        .filter(Boolean.FALSE::equals)
                        .isPresent(),
                addresses.map(ipam -> texts(ipam, "options")).orElse(Map.of()));
    }

    /** The canonical tree always has a name, unless the file has empty text for it. */
    private String name(String kind, String key, MappingNode resource) {
        if (!resource.has("name")) {
            findings.impossible(
                    resource.position(),
                    kind + "." + key + " has an empty name",
                    "write a name, or remove 'name'",
                    kind);
        }
        return resource.text("name").orElse(key);
    }

    private static Network.AddressPool pool(MappingNode pool) {
        return new Network.AddressPool(
                pool.text("subnet"), pool.text("gateway"), pool.text("ip_range"), texts(pool, "aux_addresses"));
    }

    private Volume volume(String key, MappingNode volume) {
        Optional<MappingNode> own = volume.mapping("x-quayside");
        return new Volume(
                key,
                name("volumes", key, volume),
                volume.isTrue("external"),
                volume.text("driver"),
                texts(volume, "driver_opts"),
                texts(volume, "labels"),
                ServiceReader.whole(own.flatMap(known -> known.text("size"))),
                own.flatMap(known -> known.text("access"))
                        .filter("many-nodes"::equals)
                        .map(many -> Volume.Access.MANY_NODES)
                        .orElse(Volume.Access.ONE_NODE));
    }

    private FileDefinition file(String key, MappingNode definition) {
        return new FileDefinition(
                key, definition.text("name").orElse(key), source(definition), texts(definition, "labels"));
    }

    private Source source(MappingNode definition) {
        Optional<Source> file = definition.text("file").map(Source.LocalFile::new);
        Optional<Source> variable = definition
                .text("environment")
                .map(name -> new Source.Environment(name, Optional.ofNullable(environment.get(name))));
        Optional<Source> content = definition.text("content").map(Source.Inline::new);
        Source other = definition.isTrue("external") ? new Source.External() : new Source.Inline("");
        return file.or(() -> variable).or(() -> content).orElse(other);
    }

    /** A mapping's values as texts; null is left out. */
    static Map<String, String> texts(MappingNode mapping, String key) {
        return mapping.mapping(key).map(AppReader::texts).orElse(Map.of());
    }

    private static Map<String, String> texts(MappingNode mapping) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            if (!entry.value().isNothing()) {
                texts.put(name, entry.value() instanceof ScalarNode scalar ? scalar.text() : "");
            }
        });
        return texts;
    }

    /** A list's items as texts. */
    static List<String> list(MappingNode mapping, String key) {
        List<Node> items = mapping.items(key);
        if (items.isEmpty()) {
            return List.of();
        }
        var texts = new ArrayList<String>(items.size());
        for (Node item : items) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.text());
            }
        }
        return texts;
    }
}
