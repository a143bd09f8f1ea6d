package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    /** The one that the environment names; without it, a test is left out where it may be and fails where it may not. */
    static Oracle needed(Path folder) {
        String program =
                Optional.ofNullable(System.getenv("QUAYSIDE_TEST_COMPOSE")).orElse("");
        boolean required = "1".equals(System.getenv("QUAYSIDE_REQUIRE_ENGINES"));
        assertThat(required && program.isEmpty())
                .as("QUAYSIDE_TEST_COMPOSE names no docker compose")
                .isFalse();
        assumeTrue(!program.isEmpty(), "no docker compose: QUAYSIDE_TEST_COMPOSE is not set; ./build sets it");
        return new Oracle(program, folder);
    }

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
        return run(command, own, Map.of("HOME", own.resolve("home").toString()));
    }

    /** What a command prints, run with these variables alone; empty if it fails. */
    Optional<String> run(List<String> command, Path in, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path printed = Files.createTempFile(folder, "printed", "");
        var builder = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end in " + in);
        }
        return process.exitValue() == 0 ? Optional.of(Files.readString(printed)) : Optional.empty();
    }
}
