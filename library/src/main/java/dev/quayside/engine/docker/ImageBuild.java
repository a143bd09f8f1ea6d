package dev.quayside.engine.docker;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.engine.http.Response;
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
    private final DockerApi api;
    private final RegistryCredentials credentials;
    private final Build build;
    private final ImageRef name;
    private final ImageSource source;

    ImageBuild(DockerApi api, RegistryCredentials credentials, ImageSource source, Build build, ImageRef name) {
        this.api = api;
        this.source = source;
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
        bases.forEach(source::beforeImage);
        var output = new BuildOutput(check, progress);
        follow(call(context, bases, progress), output);
        var reference = output.imageId().orElse(name.familiar());
        var image = api.json(Call.get("/images/" + Call.imageSegments(reference) + "/json"));
        return ImageJson.details(image, name.familiar()).image();
    }

    private void follow(Call call, BuildOutput output) {
        try (var messages = new JsonLines<>(open(call, output), json -> json)) {
            for (var message = messages.next(); message.isPresent(); message = messages.next()) {
                output.add(message.get());
            }
        }
        output.finish();
    }

    private Response open(Call call, BuildOutput output) {
        try {
            return api.open(call);
        } catch (QuaysideException e) {
            throw output.located(e);
        }
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
        if (!build.ulimits().isEmpty()) {
            call = call.with("ulimits", JsonObject.arrayOf(HostConfigBody.ulimits(build.ulimits())));
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
}
