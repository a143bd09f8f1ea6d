package dev.quayside.provision;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.RemoveImageOptions;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes images by their recipes and puts them into the mirror; one at a time for each machine. */
record ImageMaking(
        DockerIntegration docker, EngineFolders folders, Mirror mirror, Recipes recipes, ProgressListener listener) {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final Pattern FROM = Pattern.compile("(?im)^\\s*FROM\\s+(?:--\\S+\\s+)*(\\S+)");

    /** Makes what a recipe says; {@code wanted} is the name for which it was asked. */
    void make(Recipe recipe, ImageRef wanted) {
        parents(recipe).forEach(this::makeParent);
        listener.on(Progress.line(
                wanted.familiar(),
                "Docker Hub cannot be reached: making " + wanted + " from the distribution's packages"));
        Pulse.during(listener, wanted.familiar(), "making it from packages", () -> {
            var first = mirror.stored(recipe.images().getFirst());
            if (recipe.base().isPresent()) {
                importBase(recipe, first);
            } else {
                var build = Build.of(recipe.folder().toString());
                docker.images().build(build, first, ProgressListener.silent());
            }
            publish(recipe, first, wanted);
            return first;
        });
    }

    /** The images that a Dockerfile builds on, as far as there are recipes for them. */
    private List<ImageRef> parents(Recipe recipe) {
        return FileAccess.read(recipe.folder().resolve("Dockerfile")).stream()
                .flatMap(text -> FROM.matcher(text).results())
                .map((MatchResult match) -> ImageRef.parse(match.group(1)).inTaggedForm())
                .filter(image -> recipes.find(image).isPresent())
                .toList();
    }

    private void makeParent(ImageRef image) {
        if (!mirror.has(image)) {
            make(recipes.find(image).orElseThrow(), image);
        }
    }

    private void importBase(Recipe recipe, ImageRef name) {
        var archive = FileAccess.folder(folders.scratch()).resolve(recipe.base().orElseThrow() + ".tar");
        try {
            // By way of a file: the engine would take the output of a script that failed for a complete archive.
            makeBase(recipe.base().orElseThrow(), archive);
            var instructions = List.of(
                    "CMD [\"" + recipe.command().orElse("sh") + "\"]",
                    "LABEL " + PackageImages.LABEL + "=" + PackageImages.PACKAGES);
            docker.images().importRoot(name, instructions, out -> Files.copy(archive, out));
        } finally {
            FileAccess.delete(archive);
        }
    }

    private void makeBase(String base, Path archive) {
        var tools = mirror.state().searchPath();
        HostCommand.of(List.of(tools.require("bash"), recipes.baseScript().toString(), base, archive.toString()))
                .with(Map.of(
                        "PATH",
                        tools.toString(),
                        "TMPDIR",
                        folders.scratch().toString(),
                        "XDG_CACHE_HOME",
                        folders.tools().toString()))
                .within(LONG)
                .output();
    }

    /** Pushes under every name of the recipe; keeps on the engine the one that was asked for, so that a pull is short. */
    private void publish(Recipe recipe, ImageRef made, ImageRef wanted) {
        docker.images().tag(made.familiar(), wanted);
        for (var image : recipe.images()) {
            var stored = mirror.stored(image);
            docker.images().tag(made.familiar(), stored);
            docker.pushImage(stored, ProgressListener.silent());
        }
        recipe.images()
                .forEach(image -> docker.images().remove(mirror.stored(image).familiar(), RemoveImageOptions.DEFAULT));
    }
}
