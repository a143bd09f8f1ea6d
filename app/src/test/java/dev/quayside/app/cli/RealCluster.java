package dev.quayside.app.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.quayside.Quayside;
import java.nio.file.Path;
import java.time.Clock;

/** The real cluster that the build started; without it the tests are skipped, or fail if it is required. */
final class RealCluster {
    private RealCluster() {}

    /** The path of its configuration file. */
    static String kubeconfig() {
        return variable("QUAYSIDE_TEST_KUBERNETES");
    }

    /** An image with a shell that its nodes can run. */
    static String image() {
        return variable("QUAYSIDE_TEST_KUBERNETES_IMAGE");
    }

    /** A registry to which the build's Docker Engines can push and from which its nodes can pull. */
    static String registry() {
        return variable("QUAYSIDE_TEST_KUBERNETES_REGISTRY");
    }

    /** A command line in this folder that works on the cluster. */
    static CommandLineRun commandLine(Path folder) {
        var line = new CommandLineRun(folder);
        line.connector = Quayside::connect;
        line.clock = Clock.systemUTC();
        line.environment.put("KUBECONFIG", kubeconfig());
        line.environment.put("QUAYSIDE_ENGINE", "kubernetes");
        return line;
    }

    private static String variable(String name) {
        var value = System.getenv().getOrDefault(name, "");
        if (value.isBlank()) {
            if ("1".equals(System.getenv("QUAYSIDE_REQUIRE_KUBERNETES"))) {
                throw new AssertionError(name + " is not set");
            }
            abort(name + " is not set");
        }
        return value;
    }
}
