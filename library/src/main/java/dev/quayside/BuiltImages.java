package dev.quayside;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.kubernetes.ImageSupply;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.plan.PlanOptions.Building;
import dev.quayside.provision.EngineFinder.EmbeddedUse;
import java.util.List;
import java.util.Optional;

/**
 * Builds the images of apps for a cluster, and brings them there: by a registry, or straight into nodes that are containers of the
 * same Docker Engine. Thread-safe.
 */
final class BuiltImages implements ImageSupply {
    private final ConnectOptions options;
    private final String context;
    private final BuildEngine engine;

    /**
     * Images for the cluster of a context.
     *
     * @param options name the Docker Engine and the registry
     */
    BuiltImages(ConnectOptions options, String context) {
        this.options = options;
        this.context = context;
        this.engine = new BuildEngine(options);
    }

    /** The app with its images under the names that they get on their way to the cluster. */
    App named(App app, Building building) {
        if (options.registry().isPresent()) {
            return ImageNames.inRegistry(app, options.registry().get());
        }
        boolean unsupplied = building == Building.NEVER
                && app.services().values().stream()
                        .anyMatch(service -> service.image().build().isPresent())
                && route().isEmpty();
        return unsupplied ? ImageNames.ofOthers(app) : app;
    }

    @Override
    public Optional<Supplied> find(Service service) {
        return route(service.name()).find(service.image().reference());
    }

    /**
     * Asks the registry by way of a Docker Engine, which knows how to log in there. The embedded one is not asked: where Docker Hub cannot
     * be reached, its images are of its own making.
     */
    @Override
    public Optional<String> digest(ImageRef image) {
        DockerIntegration docker = engine.docker(EmbeddedUse.NEVER);
        return engine.isEmbedded() ? Optional.empty() : docker.images().digestInRegistry(image);
    }

    @Override
    public void bring(Change.BuildImage change, ProgressListener progress) {
        ImageRoute route = route(change.service());
        ImageRef reference = change.reference();
        docker().buildImage(change.build(), reference, progress);
        route.bring(reference, progress);
    }

    private ImageRoute route(String service) {
        return route().orElseThrow(() -> new QuaysideException(
                ErrorCode.UNSUPPORTED,
                "the service '" + service + "' is built here, and nothing says how the cluster of the context '"
                        + context + "' gets its image",
                "name a registry that it pulls from, such as --registry registry.example.com/team; or give the"
                        + " service an image that is there already, without a build"));
    }

    private Optional<ImageRoute> route() {
        if (options.registry().isPresent()) {
            return Optional.of(new RegistryRoute(docker().images()));
        }
        LocalCluster cluster = LocalCluster.of(context);
        Optional<DockerIntegration> docker = cluster.isCertain() ? Optional.of(docker()) : runningEngine();
        List<ClusterNode> nodes =
                docker.map(found -> cluster.nodes(found, context)).orElse(List.of());
        return nodes.isEmpty() ? Optional.empty() : Optional.of(new NodeRoute(docker().images(), nodes));
    }

    private DockerIntegration docker() {
        return engine.docker(options.embeddedUse());
    }

    /** A cluster anywhere needs no Docker Engine here; none is started to find that out. */
    private Optional<DockerIntegration> runningEngine() {
        try {
            return Optional.of(engine.docker(EmbeddedUse.NEVER));
        } catch (QuaysideException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
