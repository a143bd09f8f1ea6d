package dev.quayside.provision;

import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.ImageSource;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Makes images from the distribution's packages for an embedded engine, when the real registry cannot be reached.
 *
 * <p>Each is made once per machine and kept in a registry on the loopback address, the engine's mirror, so that an ordinary
 * pull finds it. Every image made so carries the label {@link #LABEL}. Thread-safe.
 */
public final class PackageImages implements ImageSource {
    /** The label by which images made here are known. */
    public static final String LABEL = "dev.quayside.image.made-from";

    /** Its value. */
    public static final String PACKAGES = "packages";

    private static final Duration LOCK = Duration.ofMinutes(30);
    private static final int LINES_ABOUT_A_PULL = 8;

    private final DockerIntegration docker;
    private final EngineFolders folders;
    private final Mirror mirror;
    private final RegistryProbe probe;
    private final ProgressListener listener;

    PackageImages(
            DockerIntegration docker,
            EngineFolders folders,
            EngineState state,
            RegistryProbe probe,
            ProgressListener listener) {
        this.docker = docker;
        this.folders = folders;
        this.mirror = new Mirror(folders, state);
        this.probe = probe;
        this.listener = listener;
    }

    /**
     * Sees to it that a pull of this image finds it.
     *
     * @throws QuaysideException {@code REGISTRY_UNREACHABLE} if its registry cannot be reached and there is no recipe for it
     */
    @Override
    public void beforeImage(ImageRef image) {
        var wanted = image.inTaggedForm();
        if (!wanted.registry().equals(ImageRef.DOCKER_HUB) || (isThere(wanted) && !mirror.has(wanted))) {
            return;
        }
        if (probe.isReachable()) {
            mirror.stop();
            return;
        }
        // Without the lock where nothing has to be done, which is the usual case.
        if (mirror.has(wanted) && mirror.isReady()) {
            return;
        }
        provide(wanted);
    }

    private void provide(ImageRef wanted) {
        var recipes = Recipes.unpackedBelow(folders.recipes());
        if (!mirror.has(wanted) && recipes.find(wanted).isEmpty()) {
            throw noRecipe(wanted, recipes);
        }
        try (var lock = ProcessLock.acquire(folders.imagesLock(), LOCK)) {
            lock.check();
            mirror.start(listener);
            if (!mirror.has(wanted)) {
                sweep();
                new ImageMaking(docker, folders, mirror, recipes, listener)
                        .make(recipes.find(wanted).orElseThrow(), wanted);
            }
        }
    }

    /** An engine whose disk is full while it pulls from the mirror goes on to ask the real registry, and reports only that. */
    @Override
    public QuaysideException explain(QuaysideException failure) {
        var full = failure.code() == ErrorCode.REGISTRY_UNREACHABLE
                && new EngineDaemon(folders)
                        .log(LINES_ABOUT_A_PULL).stream().anyMatch(line -> line.contains("no space left on device"));
        return full
                ? new QuaysideException(
                        ErrorCode.DISK_FULL,
                        "The disk of the embedded engine, '" + folders.dataRoot() + "', is full",
                        "remove images that are not used, or make room",
                        failure)
                : failure;
    }

    /** What making an image left when it was killed. */
    private void sweep() {
        var tools = mirror.state().searchPath();
        MountTable.detach(MountTable.below(folders.scratch()), tools);
        Trees.delete(folders.scratch(), tools);
    }

    private boolean isThere(ImageRef image) {
        return docker.images().find(image.familiar()).isPresent();
    }

    private QuaysideException noRecipe(ImageRef image, Recipes recipes) {
        var known = recipes.all().stream()
                .map(recipe -> recipe.repository() + ":" + recipe.tags().getFirst())
                .sorted()
                .collect(Collectors.joining(", "));
        return new QuaysideException(
                ErrorCode.REGISTRY_UNREACHABLE,
                "Docker Hub cannot be reached, and '" + image + "' cannot be made from packages of the distribution",
                "connect this machine to the registry or set HTTPS_PROXY, or use what can be made: " + known);
    }
}
