package dev.quayside.engine.docker;

import dev.quayside.engine.http.Parallel;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The containers of an engine. A container is given by name or id.
 *
 * <p>Thread-safe. Every method may fail with the codes that {@link DockerIntegration} lists.
 */
public final class DockerContainers {
    private static final int INSPECTIONS_AT_ONCE = 4;

    private final DockerApi api;
    private final DockerNetworks networks;

    DockerContainers(DockerApi api, DockerNetworks networks) {
        this.api = api;
        this.networks = networks;
    }

    /**
     * Creates a container and leaves it stopped.
     *
     * @param name empty: the engine makes one up
     * @return its full id
     * @throws QuaysideException {@code NOT_FOUND} without the image, {@code ALREADY_EXISTS} if the name is taken
     */
    public String create(String image, String name, CreateContainerOptions options) {
        var body = new ContainerBody(image, options, api.features());
        var call = Call.post("/containers/create")
                .withIfPresent("name", Optional.of(name).filter(text -> !text.isEmpty()))
                .withIfPresent("platform", options.platform())
                .body(body.json());
        var id = api.json(call).text("Id");
        try {
            body.attachmentsAfterCreate().forEach((network, attachment) -> networks.connect(network, id, attachment));
            return id;
        } catch (QuaysideException e) {
            removeHalfMade(id, e);
            throw e;
        }
    }

    private void removeHalfMade(String id, QuaysideException reason) {
        try {
            remove(id, RemoveContainerOptions.DEFAULT.killing().withVolumes());
        } catch (QuaysideException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Starts a container; one that runs already stays as it is.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code PORT_IN_USE} with the holder's name if that is a container
     */
    public void start(String container) {
        try {
            api.run(Call.post(path(container, "start")).patient());
        } catch (QuaysideException e) {
            throw e.code() == ErrorCode.PORT_IN_USE ? new PortHolder(this).named(e, container) : e;
        }
    }

    /**
     * Stops a container: its signal first, and after the grace period it is killed. One that has ended stays as it is.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public void stop(String container, StopOptions options) {
        api.run(stopping(Call.post(path(container, "stop")), options));
    }

    /**
     * Stops a container and starts it again.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code PORT_IN_USE}
     */
    public void restart(String container, StopOptions options) {
        api.run(stopping(Call.post(path(container, "restart")), options));
    }

    private static Call stopping(Call call, StopOptions options) {
        return call.withIfPresent("signal", options.signal())
                .withIfPresent("t", options.grace().map(Duration::toSeconds).map(String::valueOf))
                .patient();
    }

    /**
     * Sends a signal to a container's first process.
     *
     * @param signal such as {@code SIGHUP}
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} if it does not run
     */
    public void kill(String container, String signal) {
        api.run(Call.post(path(container, "kill")).with("signal", signal));
    }

    /**
     * Freezes a container's processes.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} if it is paused or does not run
     */
    public void pause(String container) {
        api.run(Call.post(path(container, "pause")));
    }

    /**
     * Lets a container's processes go on.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} or {@code ENGINE_FAILED} if it is not paused
     */
    public void unpause(String container) {
        api.run(Call.post(path(container, "unpause")));
    }

    /**
     * Removes a container.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} if it runs and the options do not say to kill it
     */
    public void remove(String container, RemoveContainerOptions options) {
        api.run(Call.delete(path(container, ""))
                .withIf(options.running() == RemoveContainerOptions.Running.KILLED, "force")
                .withIf(options.volumes() == RemoveContainerOptions.Volumes.REMOVED, "v")
                .patient());
    }

    /**
     * Waits until a container does not run.
     *
     * @return its exit code
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public int waitFor(String container) {
        var answer = api.json(Call.post(path(container, "wait")).patient());
        var error = answer.at("Error").text("Message");
        if (!error.isEmpty()) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_FAILED,
                    "Waiting for container '" + container + "' failed: " + error,
                    "see the engine's log");
        }
        return answer.smallNumber("StatusCode");
    }

    /** Lists containers, newest first. Those that vanish while they are inspected are left out. */
    public List<DockerContainer> list(ListContainersOptions options) {
        var brief = listBriefly(options);
        if (options.detail() == ListContainersOptions.Detail.BRIEF) {
            return brief;
        }
        return Parallel.map(INSPECTIONS_AT_ONCE, brief, this::completed).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private List<DockerContainer> listBriefly(ListContainersOptions options) {
        var found = new ArrayList<DockerContainer>();
        api.forEach(
                Call.get("/containers/json")
                        .withIf(options.scope() == ListContainersOptions.Scope.ALL, "all")
                        .filtered(options.filters()),
                json -> found.add(ContainerJson.listed(json)));
        return List.copyOf(found);
    }

    private Optional<DockerContainer> completed(DockerContainer listed) {
        return find(listed.id())
                .map(ContainerDetails::container)
                .map(inspected -> listed.withConfiguration(inspected.ports(), inspected.environment()));
    }

    /**
     * Says everything of one container.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public ContainerDetails inspect(String container) {
        return ContainerJson.details(api.json(Call.get(path(container, "json"))));
    }

    /** Says everything of one container; empty if there is none. */
    public Optional<ContainerDetails> find(String container) {
        return api.find(Call.get(path(container, "json"))).map(ContainerJson::details);
    }

    /**
     * The processes of a running container, as {@code ps} shows them: the titles first, then a row for each.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} if it does not run
     */
    public List<List<String>> processes(String container) {
        var json = api.json(Call.get(path(container, "top")));
        var rows = new ArrayList<List<String>>();
        rows.add(json.texts("Titles"));
        json.items("Processes")
                .forEach(row -> rows.add(row.items().stream().map(Json::text).toList()));
        return List.copyOf(rows);
    }

    static String path(String container, String action) {
        var path = "/containers/" + Call.segment("container", container);
        return action.isEmpty() ? path : path + "/" + action;
    }
}
