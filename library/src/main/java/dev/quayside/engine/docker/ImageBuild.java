package dev.quayside.engine.docker;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One build with the classic builder: the Dockerfile is checked here, the context is streamed. */
final class ImageBuild {
    private static final String STEP = "Step ";

    private final DockerImages images;
    private final RegistryCredentials credentials;
    private final Build build;
    private final ImageRef name;

    ImageBuild(DockerImages images, RegistryCredentials credentials, Build build, ImageRef name) {
        this.images = images;
        this.credentials = credentials;
        this.build = build;
        this.name = name;
    }

    DockerImage run(ProgressListener progress) {
        var context = context();
        var check = DockerfileCheck.of(context.dockerfileLabel(), context.dockerfileText());
        check.refuseWhatNeedsBuildKit();
        check.warnings().forEach(warning -> progress.on(Progress.line("", warning)));
        var bases = check.baseImages(build.arguments(), build.target());
        var step = new LastStep(progress);
        try {
            images.follow(call(context, bases, progress), step, ErrorCode.BUILD_FAILED);
        } catch (QuaysideException e) {
            throw explained(e, context, step.text);
        }
        return images.inspect(name.familiar()).image();
    }

    private BuildContext context() {
        var folder = Path.of(build.context());
        return build.inlineDockerfile()
                .map(text -> BuildContext.ofInline(folder, "inline Dockerfile", text))
                .orElseGet(() -> BuildContext.of(folder, build.dockerfile()));
    }

    private Call call(BuildContext context, List<ImageRef> bases, ProgressListener progress) {
        var call = Call.post("/build")
                .with("version", "1")
                .with("dockerfile", context.dockerfileName())
                .with("rm", "true")
                .with("forcerm", "true")
                .withIf(build.noCache(), "nocache")
                .withIf(build.pull(), "pull")
                .withIfPresent("target", build.target())
                .withIfPresent("platform", build.platform())
                .withIfPresent("networkmode", build.network())
                .withIfPresent("buildargs", json(build.arguments()))
                .withIfPresent("labels", json(build.labels()))
                .with("t", name.familiar());
        for (var tag : build.tags()) {
            call = call.with("t", tag.inTaggedForm().familiar());
        }
        for (var host : build.extraHosts().entrySet()) {
            call = call.with("extrahosts", host.getKey() + ":" + host.getValue());
        }
        if (build.shmSizeBytes().isPresent()) {
            call = call.with("shmsize", build.shmSizeBytes().getAsLong());
        }
        if (!build.cacheFrom().isEmpty()) {
            call = call.with("cachefrom", JsonObject.array(build.cacheFrom()));
        }
        return call.header("X-Registry-Config", credentials.configHeader(bases))
                .body(new RequestBody.Streamed("application/x-tar", out -> send(context, out, progress)))
                .patient();
    }

    private static void send(BuildContext context, OutputStream out, ProgressListener progress) throws IOException {
        var sent = context.writeTo(out, part -> progress.on(sending(part)));
        sent.warnings().forEach(warning -> progress.on(Progress.line("context", warning)));
    }

    private static Progress sending(BuildContext.Sent part) {
        return new Progress("context", "sending", part.bytes(), 0, "");
    }

    private static Optional<String> json(Map<String, String> texts) {
        var json = new JsonObject();
        texts.forEach(json::put);
        return json.isEmpty() ? Optional.empty() : Optional.of(json.toString());
    }

    private static QuaysideException explained(QuaysideException e, BuildContext context, String step) {
        if (e.code() == ErrorCode.INVALID_ARGUMENT) {
            return new QuaysideException(
                    ErrorCode.INVALID_FILE, context.dockerfileLabel() + ": " + e.problem(), e.remedy(), e);
        }
        if (step.isEmpty() || e.code() == ErrorCode.IO_FAILED || e.code() == ErrorCode.INTERRUPTED) {
            return e;
        }
        return new QuaysideException(
                e.code(), context.dockerfileLabel() + ": " + step + ": " + e.problem(), e.remedy(), e);
    }

    /** Remembers the step that the builder is at, so that a failure can name it. */
    private static final class LastStep implements ProgressListener {
        private final ProgressListener listener;
        private String text = "";

        LastStep(ProgressListener listener) {
            this.listener = listener;
        }

        @Override
        public void on(Progress progress) {
            if (progress.text().startsWith(STEP)) {
                text = progress.text();
            }
            listener.on(progress);
        }
    }
}
