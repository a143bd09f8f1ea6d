package dev.quayside.app.cli.command.image;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.KeyValues;
import dev.quayside.app.cli.progress.ProgressDisplay;
import dev.quayside.app.cli.progress.ProgressDisplay.Status;
import dev.quayside.engine.docker.DockerImage;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code image build}. */
public final class ImageBuild implements Command {
    @Option(
            names = {"-t", "--tag"},
            paramLabel = "NAME",
            required = true,
            description = "The image's name, such as shop-web:1; may be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The Dockerfile, seen from this folder (default: Dockerfile in the build's folder)")
    private @Nullable String dockerfile;

    @Option(
            names = "--build-arg",
            paramLabel = "NAME[=VALUE]",
            description = "Sets a build argument, or passes a variable on; may be repeated")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--target", paramLabel = "STAGE", description = "Builds this stage (default: the last)")
    private @Nullable String target;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--platform", paramLabel = "PLATFORM", description = "For another platform, such as linux/arm64")
    private @Nullable String platform;

    @Option(names = "--no-cache", description = "Uses no results of earlier builds")
    private boolean noCache;

    @Option(names = "--pull", description = "Pulls base images, also those that are there")
    private boolean pull;

    @Parameters(paramLabel = "DIR", index = "0", description = "The folder with what the build needs")
    private String folder = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("image build -t shop-web:1 web", "builds the folder web"),
                example("image build -t shop-web:1 -f web/Dockerfile.prod web", "uses another Dockerfile"));
    }

    @Override
    public int run(Invocation invocation) {
        Path here = invocation.surroundings().workingDirectory();
        List<ImageRef> names = tags.stream().map(ImageRef::parse).toList();
        if (folder.contains("://") || folder.equals("-")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + folder + "' is not a folder",
                    "build from a folder of this machine");
        }
        Build build = new Build(
                here.resolve(folder).normalize().toString(),
                dockerfile == null
                        ? "Dockerfile"
                        : here.resolve(dockerfile).normalize().toString(),
                Optional.empty(),
                KeyValues.variables(arguments, invocation.surroundings().environment()),
                Optional.ofNullable(target),
                KeyValues.map(labels),
                names.subList(1, names.size()),
                Optional.ofNullable(platform),
                noCache,
                pull,
                Optional.empty(),
                List.of(),
                Map.of(),
                OptionalLong.empty());
        String part = names.getFirst().toString();
        DockerImage image;
        try (var quayside = invocation.connect();
                var display = ProgressDisplay.of(invocation)) {
            display.show(part, Status.RUNNING, "building");
            image = quayside.docker().buildImage(build, names.getFirst(), display.listener(part));
            display.show(part, Status.DONE, "built");
        }
        invocation.data(image.reference() + "\n", () -> ImageLs.tree(image).members());
        return 0;
    }
}
