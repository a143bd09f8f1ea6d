package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Attachment;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The networks of an engine. Networks and containers are given by name or id.
 *
 * <p>Thread-safe. Every method may fail with the codes that {@link DockerIntegration} lists.
 */
public final class DockerNetworks {
    private final DockerApi api;

    DockerNetworks(DockerApi api) {
        this.api = api;
    }

    /**
     * Creates a network.
     *
     * @throws QuaysideException {@code ALREADY_EXISTS} if the name is taken, {@code ENGINE_FAILED} if the address range is
     */
    public DockerNetwork create(String name, CreateNetworkOptions options) {
        refuseTakenName(name);
        var created = api.json(Call.post("/networks/create").body(NetworkJson.create(name, options, api.features())));
        return inspect(created.text("Id")).network();
    }

    /** Engines before 25 check for duplicates only on request, and then say "conflict" without a stable wording. */
    private void refuseTakenName(String name) {
        find(name).filter(found -> found.network().name().equals(name)).ifPresent(found -> {
            throw new QuaysideException(
                    ErrorCode.ALREADY_EXISTS,
                    "There is a network '" + name + "' already, with id "
                            + found.network().id(),
                    "choose another name or remove that network");
        });
    }

    /**
     * Removes a network.
     *
     * @throws QuaysideException {@code NOT_FOUND}, or {@code CONFLICT} while containers are attached
     */
    public void remove(String network) {
        api.run(Call.delete("/networks/" + segment(network)));
    }

    /** Lists networks, sorted by name. */
    public List<DockerNetwork> list(ListOptions options) {
        return api.json(Call.get("/networks").filtered(options.filters())).items().stream()
                .map(NetworkJson::network)
                .sorted(Comparator.comparing(DockerNetwork::name))
                .toList();
    }

    /**
     * Says everything of one network.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public NetworkDetails inspect(String network) {
        return details(api.json(Call.get("/networks/" + segment(network))));
    }

    /** Says everything of one network; empty if there is none. */
    public Optional<NetworkDetails> find(String network) {
        return api.find(Call.get("/networks/" + segment(network))).map(DockerNetworks::details);
    }

    private static NetworkDetails details(Json json) {
        var members = new LinkedHashMap<String, NetworkDetails.Member>();
        json.members("Containers")
                .forEach((id, member) -> members.put(
                        id,
                        new NetworkDetails.Member(
                                member.text("Name"),
                                member.text("IPv4Address"),
                                member.text("IPv6Address"),
                                member.text("MacAddress"))));
        return new NetworkDetails(NetworkJson.network(json), members, json);
    }

    /**
     * Attaches a container to a network, with aliases, addresses and the rest of the attachment.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} or {@code ENGINE_FAILED} if an address is taken
     */
    public void connect(String network, String container, Attachment attachment) {
        var body = new ContainerBody("", CreateContainerOptions.DEFAULT, api.features());
        api.run(Call.post("/networks/" + segment(network) + "/connect")
                .body(new JsonObject().put("Container", container).put("EndpointConfig", body.endpoint(attachment))));
    }

    /**
     * Detaches a container from a network, whether or not it runs.
     *
     * @throws QuaysideException {@code NOT_FOUND} or {@code CONFLICT} if it is not attached
     */
    public void disconnect(String network, String container) {
        api.run(Call.post("/networks/" + segment(network) + "/disconnect")
                .body(new JsonObject().put("Container", container).put("Force", true)));
    }

    private static String segment(String network) {
        return Call.segment("network", network);
    }
}
