package dev.quayside.engine.docker;

import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Network.AddressPool;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads what the engine says of networks, and writes what they are created with. */
final class NetworkJson {
    private NetworkJson() {}

    static DockerNetwork network(Json json) {
        return new DockerNetwork(
                json.text("Id"),
                json.text("Name"),
                json.text("Driver"),
                json.text("Scope"),
                json.flag("Internal"),
                json.flag("Attachable"),
                json.flag("EnableIPv6"),
                json.at("IPAM").items("Config").stream().map(NetworkJson::pool).toList(),
                Times.parse(json.text("Created")).orElse(Instant.EPOCH),
                json.textMap("Labels"),
                json.textMap("Options"));
    }

    private static AddressPool pool(Json json) {
        return new AddressPool(
                present(json.text("Subnet")),
                present(json.text("Gateway")),
                present(json.text("IPRange")),
                json.textMap("AuxiliaryAddresses"));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    static JsonObject create(String name, CreateNetworkOptions options, Set<EngineFeature> features) {
        if (options.withoutIpv4() && !features.contains(EngineFeature.NO_IPV4)) {
            throw ContainerBody.unsupported("A network without IPv4", EngineFeature.NO_IPV4);
        }
        var json = new JsonObject()
                .put("Name", name)
                .put("CheckDuplicate", true)
                .putUnlessEmpty("Driver", options.driver())
                .putIfTrue("Internal", options.internal())
                .putIfTrue("Attachable", options.attachable())
                .putIfTrue("EnableIPv6", options.ipv6())
                .putUnlessEmpty("Options", options.driverOptions())
                .putUnlessEmpty("Labels", options.labels());
        if (options.withoutIpv4()) {
            json.put("EnableIPv4", false);
        }
        if (!options.pools().isEmpty() || !options.addressOptions().isEmpty()) {
            var pools = options.pools().stream().map(NetworkJson::poolBody).toList();
            json.put(
                    "IPAM",
                    new JsonObject()
                            .put("Driver", "default")
                            .putObjects("Config", pools)
                            .putUnlessEmpty("Options", options.addressOptions()));
        }
        return json;
    }

    private static JsonObject poolBody(AddressPool pool) {
        return new JsonObject()
                .putUnlessEmpty("Subnet", pool.subnet().orElse(""))
                .putUnlessEmpty("Gateway", pool.gateway().orElse(""))
                .putUnlessEmpty("IPRange", pool.ipRange().orElse(""))
                .putUnlessEmpty("AuxiliaryAddresses", pool.auxiliaryAddresses());
    }
}
