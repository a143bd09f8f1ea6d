package dev.quayside.provision;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerEndpoints;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.EndpointFlags;
import dev.quayside.engine.docker.EngineDetails;
import dev.quayside.engine.docker.ImageSource;
import dev.quayside.engine.docker.ListOptions;
import dev.quayside.engine.http.Endpoint;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds a running engine: what the user chose, else the usual places, else the embedded engine.
 *
 * <p>An explicit choice (a flag, a variable, a context that is not the default) that does not answer is an error, and so is a
 * socket that denies permission: neither leads to another engine. Thread-safe.
 */
public final class EngineFinder {
    private final Map<String, String> environment;
    private final Path home;
    private final EmbeddedEngine embedded;

    /** Whether the embedded engine may be started. */
    public enum EmbeddedUse {
        /** It is started if nothing else answers. */
        IF_NEEDED,
        /** It is neither started nor used. */
        NEVER
    }

    /** A finder for this environment and home folder; nothing is connected yet. */
    public EngineFinder(Map<String, String> environment, Path home) {
        this(environment, home, EmbeddedEngine.of(environment, home));
    }

    EngineFinder(Map<String, String> environment, Path home, EmbeddedEngine embedded) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.embedded = embedded;
    }

    /** The embedded engine of this user, running or not. */
    public EmbeddedEngine embedded() {
        return embedded;
    }

    /**
     * Finds an engine and connects to it, starting the embedded one if need be.
     *
     * @param listener told about an engine that is started and images that are made
     * @throws QuaysideException {@code ENGINE_UNREACHABLE}, {@code ENGINE_PERMISSION_DENIED}, {@code ENGINE_INCOMPATIBLE}, or
     *     what {@link EmbeddedEngine#start} throws
     */
    public FoundEngine find(EndpointFlags flags, EmbeddedUse use, ProgressListener listener) {
        var options = options(flags, use);
        try {
            return found(DockerIntegration.connect(options), listener);
        } catch (QuaysideException e) {
            if (options.endpoints().explicit()
                    || use == EmbeddedUse.NEVER
                    || e.code() != ErrorCode.ENGINE_UNREACHABLE) {
                throw e;
            }
            start(e, listener);
            return found(DockerIntegration.connect(options), listener);
        }
    }

    private void start(QuaysideException nobodyAnswers, ProgressListener listener) {
        try {
            embedded.start(
                    listener, "No other engine answers: starting the embedded one ('quayside engine stop' ends it)");
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.UNSUPPORTED) {
                throw e;
            }
            throw new QuaysideException(
                    ErrorCode.ENGINE_UNREACHABLE, nobodyAnswers.problem() + ". " + e.problem(), e.remedy(), e);
        }
    }

    private DockerOptions options(EndpointFlags flags, EmbeddedUse use) {
        var usual = DockerOptions.resolve(flags, environment, home);
        if (usual.endpoints().explicit() || use == EmbeddedUse.NEVER) {
            return usual;
        }
        var places = usual.endpoints();
        var candidates = new ArrayList<>(places.candidates());
        candidates.add(new DockerEndpoints.Candidate(new Endpoint.Unix(embedded.socket()), "embedded engine"));
        return new DockerOptions(
                new DockerEndpoints(candidates, false, places.warnings()),
                usual.apiVersion(),
                usual.connectTimeout(),
                usual.readTimeout(),
                usual.headers(),
                usual.environment(),
                usual.configFolder());
    }

    private FoundEngine found(DockerIntegration docker, ProgressListener listener) {
        var ours = isEmbedded(docker);
        var images = ours
                ? EngineState.read(embedded.folders().state())
                        .<ImageSource>map(state -> new PackageImages(
                                docker,
                                embedded.folders(),
                                state,
                                RegistryProbe.of(embedded.folders(), environment),
                                listener))
                        .orElse(ImageSource.NONE)
                : ImageSource.NONE;
        return new FoundEngine(docker, images, ours);
    }

    private boolean isEmbedded(DockerIntegration docker) {
        return docker.choice().endpoint() instanceof Endpoint.Unix unix
                && unix.path().equals(embedded.socket());
    }

    /**
     * Says which engine {@link #find} would choose and how it is. Starts nothing.
     *
     * @throws QuaysideException {@code INVALID_ARGUMENT} for a choice that cannot be understood
     */
    public EngineStatus status(EndpointFlags flags, EmbeddedUse use) {
        var options = options(flags, use);
        try (var docker = DockerIntegration.connect(options)) {
            var details = docker.system().details();
            return new EngineStatus(
                    Optional.of(docker.choice()),
                    Optional.of(details),
                    freeBytes(docker, details),
                    madeImages(docker),
                    embedded.status(),
                    Optional.empty());
        } catch (QuaysideException e) {
            return new EngineStatus(
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty(),
                    List.of(),
                    embedded.status(),
                    Optional.of(e));
        }
    }

    private static List<String> madeImages(DockerIntegration docker) {
        var made = ListOptions.ALL.withLabel(PackageImages.LABEL, PackageImages.PACKAGES);
        return docker.listImages(made).stream()
                .filter(image -> !image.tag().isEmpty())
                .map(image -> image.reference())
                .sorted()
                .toList();
    }

    private static OptionalLong freeBytes(DockerIntegration docker, EngineDetails details) {
        var folder = Path.of(details.rootFolder());
        if (!(docker.choice().endpoint() instanceof Endpoint.Unix) || !FileAccess.isFolder(folder)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
