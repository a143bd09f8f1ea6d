package dev.quayside.engine.docker;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.engine.http.RequestBody.Producer;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The images of an engine.
 *
 * <p>Thread-safe. Every method may fail with the codes that {@link DockerIntegration} lists.
 */
public final class DockerImages {
    private static final Comparator<DockerImage> NEWEST_FIRST = Comparator.comparing(DockerImage::created)
            .reversed()
            .thenComparing(DockerImage::repository)
            .thenComparing(DockerImage::tag);

    private final DockerApi api;
    private final RegistryCredentials credentials;

    DockerImages(DockerApi api, RegistryCredentials credentials) {
        this.api = api;
        this.credentials = credentials;
    }

    /** Lists images, newest first: one with several tags once for each. */
    public List<DockerImage> list(ListOptions options) {
        return api.json(Call.get("/images/json").filtered(options.filters())).items().stream()
                .flatMap(ImageJson::listed)
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /**
     * Says everything of one image, given by name or id.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public ImageDetails inspect(String image) {
        return ImageJson.details(api.json(inspecting(image)), image);
    }

    /** Says everything of one image; empty if the engine does not have it. */
    public Optional<ImageDetails> find(String image) {
        return api.find(inspecting(image)).map(json -> ImageJson.details(json, image));
    }

    private static Call inspecting(String image) {
        return Call.get("/images/" + Call.imageSegments(image) + "/json");
    }

    /**
     * Pulls an image, whether or not the engine has one of that name.
     *
     * @param platform such as {@code linux/arm64}; empty: the engine's own
     * @return the image as it is now
     * @throws QuaysideException {@code NOT_FOUND}, {@code AUTHENTICATION_FAILED}, {@code REGISTRY_UNREACHABLE},
     *     {@code DISK_FULL}
     */
    public DockerImage pull(ImageRef image, Optional<String> platform, ProgressListener progress) {
        var wanted = image.inTaggedForm();
        var call = Call.post("/images/create")
                .with("fromImage", wanted.name())
                .with("tag", wanted.digest().or(wanted::tag).orElse("latest"))
                .withIfPresent("platform", platform)
                .header("X-Registry-Auth", credentials.authHeader(wanted))
                .patient();
        naming(wanted, "pulled", () -> follow(call, progress, ErrorCode.ENGINE_FAILED));
        return inspect(wanted.familiar()).image();
    }

    /**
     * Pushes an image to the registry that its name begins with.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code AUTHENTICATION_FAILED}, {@code REGISTRY_UNREACHABLE}
     */
    public void push(ImageRef image, ProgressListener progress) {
        var wanted = image.inTaggedForm();
        var call = Call.post("/images/" + Call.imageSegments(wanted.familiarName()) + "/push")
                .withIfPresent("tag", wanted.tag())
                .header("X-Registry-Auth", credentials.authHeader(wanted))
                .patient();
        naming(wanted, "pushed", () -> follow(call, progress, ErrorCode.ENGINE_FAILED));
    }

    /**
     * Asks the registry that an image's name begins with for the digest that the name has there; empty if it has none.
     *
     * @throws QuaysideException {@code AUTHENTICATION_FAILED}, {@code REGISTRY_UNREACHABLE}
     */
    public Optional<String> digestInRegistry(ImageRef image) {
        var wanted = image.inTaggedForm();
        var call = Call.get("/distribution/" + Call.imageSegments(wanted.familiar()) + "/json")
                .header("X-Registry-Auth", credentials.authHeader(wanted));
        try {
            return api.find(call).map(json -> json.at("Descriptor").text("digest"));
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.AUTHENTICATION_FAILED
                    && credentials.find(wanted.registry()).isPresent()) {
                // Docker Hub and others deny what does not exist, also to those who may create it.
                return Optional.empty();
            }
            throw named(wanted, "looked up in its registry", e);
        }
    }

    /** Registries and engines often say only "unauthorized": a failure names the image, too. */
    private static void naming(ImageRef image, String what, Runnable transfer) {
        try {
            transfer.run();
        } catch (QuaysideException e) {
            throw e.problem().contains(image.familiar()) ? e : named(image, what, e);
        }
    }

    private static QuaysideException named(ImageRef image, String what, QuaysideException e) {
        var problem = "'" + image.familiar() + "' cannot be " + what + ": " + e.problem();
        return new QuaysideException(e.code(), problem, e.remedy(), e);
    }

    /**
     * Removes a name of an image, and with the last name the image itself. An id removes all names.
     *
     * @throws QuaysideException {@code NOT_FOUND}, {@code CONFLICT} while a container uses it
     */
    public void remove(String image, RemoveImageOptions options) {
        api.run(Call.delete("/images/" + Call.imageSegments(image))
                .withIf(options == RemoveImageOptions.FORCED, "force")
                .patient());
    }

    /**
     * Gives an image one more name.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public void tag(String image, ImageRef name) {
        api.run(Call.post("/images/" + Call.imageSegments(image) + "/tag")
                .with("repo", name.familiarName())
                .with("tag", name.tag().orElse("latest")));
    }

    /**
     * Makes an image with one layer from a tar of its root file system.
     *
     * @return its full id
     */
    public String importRoot(ImageRef name, Producer tar) {
        return importRoot(name, List.of(), tar);
    }

    /**
     * Makes an image with one layer from a tar of its root file system.
     *
     * @param instructions applied to it, such as {@code CMD ["sh"]} and {@code LABEL a=b}
     * @return its full id
     */
    public String importRoot(ImageRef name, List<String> instructions, Producer tar) {
        var call = Call.post("/images/create")
                .with("fromSrc", "-")
                .with("repo", name.familiarName())
                .with("tag", name.tag().orElse("latest"));
        for (var instruction : instructions) {
            call = call.with("changes", instruction);
        }
        var streamed =
                call.body(new RequestBody.Streamed("application/x-tar", tar)).patient();
        follow(streamed, ProgressListener.silent(), ErrorCode.ENGINE_FAILED);
        return inspect(name.inTaggedForm().familiar()).image().id();
    }

    /**
     * Reads an image, with the name by which it is asked for, as {@code docker save} writes it. The caller closes the stream.
     *
     * @throws QuaysideException {@code NOT_FOUND}
     */
    public InputStream save(ImageRef image) {
        var name = image.inTaggedForm().familiar();
        return api.open(Call.get("/images/" + Call.imageSegments(name) + "/get").patient())
                .body();
    }

    /** Loads images from what {@code docker save} writes. */
    public void load(Producer tar, ProgressListener progress) {
        var call = Call.post("/images/load")
                .body(new RequestBody.Streamed("application/x-tar", tar))
                .patient();
        follow(call, progress, ErrorCode.ENGINE_FAILED);
    }

    /**
     * Builds an image with the classic builder.
     *
     * @throws QuaysideException {@code INVALID_FILE} for a mistake in the Dockerfile or the ignore file, with file and line;
     *     {@code UNSUPPORTED} for what only BuildKit can build; {@code BUILD_FAILED} with the instruction, its exit status and
     *     the end of its output; {@code NOT_FOUND}, {@code AUTHENTICATION_FAILED} or {@code REGISTRY_UNREACHABLE} for an
     *     image that the Dockerfile names; {@code IO_FAILED} for a file of the context that cannot be read
     */
    public DockerImage build(Build build, ImageRef name, ProgressListener progress) {
        return build(build, name, ImageSource.NONE, progress);
    }

    /** The same, asking the source for each image that the Dockerfile builds on. */
    DockerImage build(Build build, ImageRef name, ImageSource source, ProgressListener progress) {
        return new ImageBuild(api, credentials, source, build, name.inTaggedForm()).run(progress);
    }

    /** Reads a stream of progress to its end; an error in it becomes an exception. */
    void follow(Call call, ProgressListener progress, ErrorCode otherwise) {
        try (var messages = new JsonLines<>(api.open(call), json -> json)) {
            for (var message = messages.next(); message.isPresent(); message = messages.next()) {
                var json = message.get();
                var error = error(json);
                if (!error.isEmpty()) {
                    throw ApiFailure.inStream(DockerApi.describe(call), error, otherwise);
                }
                progress.on(progress(json));
            }
        }
    }

    private static String error(Json json) {
        var detail = json.at("errorDetail").text("message");
        return detail.isEmpty() ? json.text("error") : detail;
    }

    /** A message of a stream of progress, as we say it. */
    static Progress progress(Json json) {
        var line = json.text("stream");
        if (!line.isEmpty()) {
            return Progress.line("", line.stripTrailing());
        }
        var detail = json.at("progressDetail");
        return new Progress(
                json.text("id"),
                json.text("status"),
                detail.number("current"),
                detail.number("total"),
                json.text("id").isEmpty() ? json.text("status") : "");
    }
}
