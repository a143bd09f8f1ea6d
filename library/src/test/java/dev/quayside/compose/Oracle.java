package dev.quayside.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * docker compose, asked what it makes of projects. Thread-safe.
 *
 * @param program of docker compose
 * @param folder in which each project gets a folder of its own
 */
record Oracle(String program, Path folder) {
    /** What it makes of each, in the same order; several are asked at the same time. */
    List<String> askAll(List<Variant> variants) throws Exception {
        try (var workers = Executors.newFixedThreadPool(4)) {
            var calls = variants.stream()
                    .map(variant -> (Callable<String>) () -> ask(variant))
                    .toList();
            var answers = new ArrayList<String>();
            for (var answer : workers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** The canonical tree of a project, or {@link Variant#REFUSED}. */
    String ask(Variant variant) throws IOException, InterruptedException {
        Path own = write(variant);
        return config(variant, own, List.of())
                .map(printed -> Variant.tree(
                        printed.replace(own.resolve("home").toString(), "/h").replace(own.toString(), "/p")))
                .orElse(Variant.REFUSED);
    }

    /** Puts the files of a project into a new folder. */
    Path write(Variant variant) throws IOException {
        Path own = Files.createTempDirectory(folder, "own");
        Files.createDirectories(own.resolve("home"));
        Files.createDirectories(own.resolve("sub"));
        for (Map.Entry<String, String> file : variant.written().entrySet()) {
            Files.writeString(own.resolve(file.getKey()), file.getValue());
        }
        return own;
    }

    /** What docker compose prints in the folder of a project; empty if it refuses. */
    Optional<String> config(Variant variant, Path own, List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program, "-p", Variant.PROJECT));
        command.addAll(options);
        command.addAll(List.of("config", "--format", "yaml"));
        if (!variant.flag().isEmpty()) {
            command.add("--" + variant.flag());
        }
        var builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectError(own.resolve("errors").toFile())
                .redirectOutput(own.resolve("printed").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", own.resolve("home").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("docker compose did not end on " + variant);
        }
        return process.exitValue() == 0 ? Optional.of(Files.readString(own.resolve("printed"))) : Optional.empty();
    }
}
