package dev.quayside;

import dev.quayside.engine.CommandRun;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecResult;
import dev.quayside.engine.ExecSession;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node of a cluster that is a container of a Docker Engine, and the images in it. Thread-safe.
 *
 * @param store what keeps its images
 */
record ClusterNode(DockerIntegration docker, DockerContainer container, Store store) {
    private static final Duration LONGEST_QUESTION = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOAD = Duration.ofMinutes(15);
    private static final int LONGEST_COMPLAINT = 1000;

    /** What keeps the images of a node. */
    sealed interface Store {
        /** The command that succeeds and prints the name of an image if it is there. */
        List<String> listing(ImageRef image);

        /** The command that takes an archive from its standard input. */
        List<String> loading();

        /** A Docker Engine in the node. */
        record Docker() implements Store {
            @Override
            public List<String> listing(ImageRef image) {
                return List.of("docker", "image", "inspect", "--format", image.canonical(), image.familiar());
            }

            @Override
            public List<String> loading() {
                return List.of("docker", "load");
            }
        }

        /**
         * A containerd.
         *
         * @param ctr the command for it
         */
        record Containerd(List<String> ctr) implements Store {
            @Override
            public List<String> listing(ImageRef image) {
                return images("list", "--quiet", "name==" + image.canonical());
            }

            @Override
            public List<String> loading() {
                return images("import", "-");
            }

            /** What the kubelet sees is in a namespace of containerd's. */
            private List<String> images(String... words) {
                return Stream.of(ctr, List.of("--namespace", "k8s.io", "images"), List.of(words))
                        .flatMap(List::stream)
                        .toList();
            }
        }
    }

    String name() {
        return container.name();
    }

    boolean has(ImageRef image) {
        ExecResult listed = run(store.listing(image), LONGEST_QUESTION);
        return listed.exitCode() == 0
                && listed.output().lines().anyMatch(line -> line.strip().equals(image.canonical()));
    }

    /** Whether a command in it ends well. */
    static boolean succeeds(DockerIntegration docker, DockerContainer container, String... command) {
        return CommandRun.of(docker.exec(container.id(), ExecRequest.of(command)), LONGEST_QUESTION)
                        .exitCode()
                == 0;
    }

    private ExecResult run(List<String> command, Duration limit) {
        return CommandRun.of(docker.exec(container.id(), ExecRequest.of(command.toArray(String[]::new))), limit);
    }

    /** Loads an image that the Docker Engine has under this name. */
    void load(ImageRef image) {
        var request =
                new ExecRequest(store.loading(), Optional.empty(), Optional.empty(), Map.of(), false, true, false);
        ExecSession session = docker.exec(container.id(), request);
        // Not virtual: the JVM's poller would delay the exit of a short command.
        Thread sending = Thread.ofPlatform().daemon().name("quayside-image").start(() -> send(image, session));
        ExecResult loaded = CommandRun.of(session, LONGEST_LOAD);
        sending.interrupt();
        if (loaded.exitCode() != 0 || !has(image)) {
            String output = loaded.output().strip();
            throw new QuaysideException(
                    ErrorCode.ENGINE_FAILED,
                    "the node '" + name() + "' does not take the image '" + image + "': "
                            + output.substring(Math.max(0, output.length() - LONGEST_COMPLAINT)),
                    "see whether the node has room, or push the image to a registry with --registry");
        }
    }

    /** If the command ends early or the archive is cut, the end of the command says so. */
    private void send(ImageRef image, ExecSession session) {
        try (InputStream archive = docker.images().save(image);
                OutputStream to = session.stdin()) {
            archive.transferTo(to);
        } catch (IOException e) {
            return;
        }
    }
}
