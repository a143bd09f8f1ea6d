package dev.quayside.benchmarks;

import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.ListContainersOptions;
import dev.quayside.engine.docker.RemoveContainerOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Lists many containers: with their environment, which takes an inspect each, and in the brief form of one call. */
public final class ListContainers {
    private static final String LABEL = "dev.quayside.benchmark";
    private static final ListContainersOptions OURS = ListContainersOptions.ALL.withLabel(LABEL, "list");

    private ListContainers() {}

    /** Takes the number of containers and the number of runs. */
    public static void main(String[] arguments) {
        int containers = Integer.parseInt(arguments[0]);
        int runs = Integer.parseInt(arguments[1]);
        try (var docker = DockerIntegration.connect()) {
            try {
                create(docker, containers);
                measure(
                        "with environment",
                        containers,
                        runs,
                        () -> docker.listContainers(OURS).size());
                measure(
                        "brief",
                        containers,
                        runs,
                        () -> docker.listContainers(OURS.brief()).size());
            } finally {
                docker.listContainers(OURS.brief())
                        .forEach(c -> docker.removeContainer(c, RemoveContainerOptions.DEFAULT.killing()));
            }
        }
    }

    private static void create(DockerIntegration docker, int containers) {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("true")
                .withEnvironment(Map.of("COLOUR", "green"))
                .withLabels(Map.of(LABEL, "list"));
        for (int i = 0; i < containers; i++) {
            docker.createContainer("busybox:1.37", "quayside-benchmark-" + i, options);
        }
    }

    private interface Listing {
        int count();
    }

    private static void measure(String name, int containers, int runs, Listing listing) {
        var seconds = new double[runs];
        for (int run = -1; run < runs; run++) { // the first one warms up
            long begin = System.nanoTime();
            int count = listing.count();
            if (count != containers) {
                throw new IllegalStateException("listed " + count + " containers, not " + containers);
            }
            if (run >= 0) {
                seconds[run] = (System.nanoTime() - begin) / 1e9;
            }
        }
        Arrays.sort(seconds);
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%-18s min %.3f s, median %.3f s, max %.3f s; heap in use %d MB of %d MB%n",
                name,
                seconds[0],
                seconds[runs / 2],
                seconds[runs - 1],
                used >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
