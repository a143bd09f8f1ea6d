package dev.quayside.engine.docker;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.http.RequestBody.Producer;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Build;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.ImageRef;
import dev.quayside.model.PortMapping;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A Docker Engine: images, containers, networks and volumes.
 *
 * <p>Containers, networks and volumes are given by name or id, or by the records that these methods return. Calls block;
 * interrupting the calling thread ends its call. Thread-safe: one instance serves a whole program.
 *
 * <p>Every method may fail with a {@link QuaysideException} of these codes: {@code ENGINE_UNREACHABLE},
 * {@code ENGINE_LOST} (the answer did not come, so look at what happened before you repeat the call), {@code TIMED_OUT},
 * {@code INTERRUPTED}, {@code INVALID_ARGUMENT}, {@code DISK_FULL} and {@code ENGINE_FAILED}; methods name only what they
 * add to these. No call is repeated by itself.
 */
public final class DockerIntegration implements AutoCloseable {
    private final EngineChoice choice;
    private final DockerApi api;
    private final DockerContainers containers;
    private final DockerImages images;
    private final DockerNetworks networks;
    private final DockerVolumes volumes;
    private final DockerSystem system;
    private final ContainerStreams streams;
    private final ContainerFiles files;
    private volatile ImageSource source = ImageSource.NONE;

    private DockerIntegration(EngineChoice choice, DockerApi api, DockerOptions options) {
        this.choice = choice;
        this.api = api;
        this.networks = new DockerNetworks(api);
        this.volumes = new DockerVolumes(api);
        this.containers = new DockerContainers(api, networks);
        this.images = new DockerImages(api, options.credentials());
        this.system = new DockerSystem(api);
        this.streams = new ContainerStreams(api, containers);
        this.files = new ContainerFiles(api);
    }

    /**
     * Connects to the engine that Docker's own command would use, by the environment and files of this process.
     *
     * @throws QuaysideException {@code ENGINE_UNREACHABLE}, {@code ENGINE_PERMISSION_DENIED} or
     *     {@code ENGINE_INCOMPATIBLE}
     */
    public static DockerIntegration connect() {
        var environment = System.getenv();
        return connect(DockerOptions.resolve(EndpointFlags.NONE, environment, DockerOptions.home(environment)));
    }

    /**
     * Connects to an engine and agrees on an API version with it.
     *
     * @throws QuaysideException {@code ENGINE_UNREACHABLE}, {@code ENGINE_PERMISSION_DENIED} or
     *     {@code ENGINE_INCOMPATIBLE}
     */
    public static DockerIntegration connect(DockerOptions options) {
        var chosen = EngineChoice.connect(options);
        return new DockerIntegration(chosen.choice(), chosen.api(), options);
    }

    /** Which engine was chosen, and why no other. */
    public EngineChoice choice() {
        return choice;
    }

    /** From now on asks before it pulls an image or builds on one: for an engine whose images may have to be made first. */
    public void askBeforeImages(ImageSource images) {
        source = images;
    }

    /** The calls below these methods. */
    DockerApi api() {
        return api;
    }

    // The methods of the seed, in its order, each in its short form and with options.

    /**
     * Builds an image from a folder.
     *
     * @param path the build context; what {@code .dockerignore} names is left out
     * @param tag the image's name, such as {@code team/app:1.0}
     * @param dockerfile the Dockerfile's path, relative to the context or absolute
     * @throws QuaysideException {@code INVALID_FILE} for a wrong Dockerfile, {@code BUILD_FAILED} if a step fails,
     *     {@code UNSUPPORTED} if it needs a newer builder
     */
    public DockerImage buildImage(Path path, String tag, String dockerfile) {
        return buildImage(
                Build.of(path.toString()).withDockerfile(dockerfile), ImageRef.parse(tag), ProgressListener.silent());
    }

    /**
     * Builds an image.
     *
     * @throws QuaysideException as {@link #buildImage(Path, String, String)}
     */
    public DockerImage buildImage(Build build, ImageRef tag, ProgressListener progress) {
        return explained(() -> images.build(build, tag, source, progress));
    }

    /**
     * Pulls an image, whether or not the engine has one of that name.
     *
     * @param repository such as {@code redis}
     * @param tag a tag or a digest
     * @throws QuaysideException as {@link DockerImages#pull}
     */
    public DockerImage pullImage(String repository, String tag) {
        return pullImage(reference(repository, tag), Optional.empty(), ProgressListener.silent());
    }

    /**
     * Pulls an image for a platform.
     *
     * @throws QuaysideException as {@link DockerImages#pull}
     */
    public DockerImage pullImage(ImageRef image, Optional<String> platform, ProgressListener progress) {
        source.beforeImage(image);
        return explained(() -> images.pull(image, platform, progress));
    }

    private DockerImage explained(Supplier<DockerImage> change) {
        try {
            return change.get();
        } catch (QuaysideException e) {
            throw source.explain(e);
        }
    }

    /**
     * Pushes an image to the registry that its name begins with.
     *
     * @throws QuaysideException as {@link DockerImages#push}
     */
    public void pushImage(String repository, String tag) {
        pushImage(reference(repository, tag), ProgressListener.silent());
    }

    /**
     * Pushes an image to the registry that its name begins with.
     *
     * @throws QuaysideException as {@link DockerImages#push}
     */
    public void pushImage(ImageRef image, ProgressListener progress) {
        images.push(image, progress);
    }

    private static ImageRef reference(String repository, String tag) {
        return ImageRef.parse(repository + (tag.startsWith("sha256:") ? "@" : ":") + tag);
    }

    /**
     * Creates a container and leaves it stopped. The image must be there.
     *
     * @param ports from container port, such as {@code 8080/tcp}, to host port; 0: the engine chooses one
     * @param environment variables added to those of the image
     * @throws QuaysideException as {@link DockerContainers#create}
     */
    public DockerContainer createContainer(
            String image, String name, Map<String, Integer> ports, Map<String, String> environment) {
        var mappings = ports.entrySet().stream()
                .map(port -> mapping(port.getKey(), port.getValue()))
                .toArray(PortMapping[]::new);
        return createContainer(
                image, name, CreateContainerOptions.DEFAULT.withPorts(mappings).withEnvironment(environment));
    }

    private static PortMapping mapping(String containerPort, int hostPort) {
        return new PortMapping(
                ContainerPort.parse(containerPort),
                Optional.empty(),
                hostPort == 0 ? OptionalInt.empty() : OptionalInt.of(hostPort));
    }

    /**
     * Creates a container and leaves it stopped. The image must be there.
     *
     * @throws QuaysideException as {@link DockerContainers#create}
     */
    public DockerContainer createContainer(String image, String name, CreateContainerOptions options) {
        return containers.inspect(containers.create(image, name, options)).container();
    }

    /**
     * Starts a container; one that runs already stays as it is.
     *
     * @throws QuaysideException as {@link DockerContainers#start}
     */
    public void startContainer(DockerContainer container) {
        containers.start(container.id());
    }

    /**
     * Stops a container with its own signal and grace period; one that has ended stays as it is.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public void stopContainer(DockerContainer container) {
        stopContainer(container, StopOptions.DEFAULT);
    }

    /**
     * Stops a container.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public void stopContainer(DockerContainer container, StopOptions options) {
        containers.stop(container.id(), options);
    }

    /**
     * Removes a container that does not run; its volumes stay.
     *
     * @throws QuaysideException as {@link DockerContainers#remove}
     */
    public void removeContainer(DockerContainer container) {
        removeContainer(container, RemoveContainerOptions.DEFAULT);
    }

    /**
     * Removes a container.
     *
     * @throws QuaysideException as {@link DockerContainers#remove}
     */
    public void removeContainer(DockerContainer container, RemoveContainerOptions options) {
        containers.remove(container.id(), options);
    }

    /** Lists all containers, stopped ones included, with their environment; newest first. */
    public List<DockerContainer> listContainers() {
        return listContainers(ListContainersOptions.ALL);
    }

    /** Lists containers; newest first. */
    public List<DockerContainer> listContainers(ListContainersOptions options) {
        return containers.list(options);
    }

    /** Lists all images, newest first: one with several tags once for each. */
    public List<DockerImage> listImages() {
        return listImages(ListOptions.ALL);
    }

    /** Lists images, newest first: one with several tags once for each. */
    public List<DockerImage> listImages(ListOptions options) {
        return images.list(options);
    }

    /**
     * Creates a network.
     *
     * @param driver such as {@code bridge}
     * @throws QuaysideException as {@link DockerNetworks#create}
     */
    public DockerNetwork createNetwork(String name, String driver) {
        return createNetwork(name, CreateNetworkOptions.DEFAULT.withDriver(driver));
    }

    /**
     * Creates a network.
     *
     * @throws QuaysideException as {@link DockerNetworks#create}
     */
    public DockerNetwork createNetwork(String name, CreateNetworkOptions options) {
        return networks.create(name, options);
    }

    /**
     * Removes a network.
     *
     * @throws QuaysideException as {@link DockerNetworks#remove}
     */
    public void removeNetwork(DockerNetwork network) {
        networks.remove(network.id());
    }

    /**
     * Creates a volume.
     *
     * @throws QuaysideException as {@link DockerVolumes#create}
     */
    public DockerVolume createVolume(String name) {
        return createVolume(name, CreateVolumeOptions.DEFAULT);
    }

    /**
     * Creates a volume.
     *
     * @throws QuaysideException as {@link DockerVolumes#create}
     */
    public DockerVolume createVolume(String name, CreateVolumeOptions options) {
        return volumes.create(name, options);
    }

    /**
     * Removes a volume with its data.
     *
     * @throws QuaysideException as {@link DockerVolumes#remove}
     */
    public void removeVolume(DockerVolume volume) {
        volumes.remove(volume.name());
    }

    // What debugging needs beside them.

    /**
     * Says everything of one container.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public ContainerDetails inspect(String container) {
        return containers.inspect(container);
    }

    /**
     * Reads a container's output, line by line, as fast as the caller reads. The caller closes the stream.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public EntryStream<LogEntry> logs(String container, LogOptions options) {
        return streams.logs(container, options);
    }

    /**
     * Starts a command in a running container and connects its streams. The caller closes the session; that does not end
     * the command, for which the engine has no call.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} if the container does not run
     */
    public ExecSession exec(String container, ExecRequest request) {
        return streams.exec(container, request);
    }

    /**
     * Connects to the streams of a container's own process from now on; attach before starting it to miss nothing. The
     * caller closes the session, which leaves the container running.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public ExecSession attach(String container) {
        return streams.attach(container);
    }

    /**
     * Measures what a container uses, which takes the engine about a second.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public ContainerStats stats(String container) {
        return streams.stats(container);
    }

    /**
     * Measures what a container uses, about once a second until it is removed. The caller closes the stream.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public EntryStream<ContainerStats> statsStream(String container) {
        return streams.statsStream(container);
    }

    /** Reports what happens on the engine. The caller closes the stream. */
    public EntryStream<DockerEvent> events(EventOptions options) {
        return streams.events(options);
    }

    /**
     * Waits until a container does not run.
     *
     * @return its exit code
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public int waitFor(String container) {
        return containers.waitFor(container);
    }

    /**
     * Copies a file or folder of this machine into a folder of a container; all files then belong to root.
     *
     * @throws QuaysideException {@code NOT_FOUND} without the container or the folder, {@code IO_FAILED} for the source
     */
    public void copyTo(String container, Path source, String folder) {
        files.putPath(container, source, folder);
    }

    /**
     * Unpacks a tar in a folder of a container while it is produced.
     *
     * @throws QuaysideException {@code NOT_FOUND} without the container or the folder
     */
    public void copyTo(String container, Producer tar, String folder) {
        files.put(container, folder, tar);
    }

    /**
     * Copies a file or folder of a container into a folder of this machine.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code IO_FAILED} if it cannot be written
     */
    public void copyFrom(String container, String path, Path folder) {
        files.getPath(container, path, folder);
    }

    /**
     * Reads a file or folder of a container as a tar. The caller closes the stream.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public InputStream copyFrom(String container, String path) {
        return files.get(container, path);
    }

    /** Everything about containers. */
    public DockerContainers containers() {
        return containers;
    }

    /** Everything about images. */
    public DockerImages images() {
        return images;
    }

    /** Everything about networks. */
    public DockerNetworks networks() {
        return networks;
    }

    /** Everything about volumes. */
    public DockerVolumes volumes() {
        return volumes;
    }

    /** The engine as a whole. */
    public DockerSystem system() {
        return system;
    }

    /** Closes all connections; open streams end, what runs in containers goes on. */
    @Override
    public void close() {
        api.close();
    }
}
