package dev.quayside.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/** The real cluster that integration tests run on, from the variable {@code QUAYSIDE_TEST_KUBERNETES}. */
public final class TestKubernetes {
    private static final String VARIABLE = "QUAYSIDE_TEST_KUBERNETES";
    private static final String IMAGE = "QUAYSIDE_TEST_KUBERNETES_IMAGE";
    private static final String REGISTRY = "QUAYSIDE_TEST_KUBERNETES_REGISTRY";
    private static final String LAB = "QUAYSIDE_TEST_KUBERNETES_LAB";
    private static final String REQUIRED = "QUAYSIDE_REQUIRE_KUBERNETES";

    private TestKubernetes() {}

    /**
     * The configuration file of the cluster. Without the variable the tests are skipped, or fail if
     * {@code QUAYSIDE_REQUIRE_KUBERNETES=1}.
     */
    public static Path kubeconfig() {
        return Path.of(value(VARIABLE, "the configuration file of a cluster"));
    }

    /** An image with a shell that the cluster's nodes can run; a cluster without nodes has none, and its tests are skipped. */
    public static String image() {
        return value(IMAGE, "an image with a shell that the cluster's nodes can run, such as busybox:1.36");
    }

    /** A registry to which the tests' Docker Engines can push and from which the cluster's nodes can pull. */
    public static String registry() {
        return value(
                REGISTRY, "a registry that engines push to and the cluster pulls from, such as registry.test:5000");
    }

    /** The program that started the cluster, and that can take its API server away for a while. */
    public static Path lab() {
        return Path.of(value(LAB, "the program lab/kubernetes that started the cluster"));
    }

    private static String value(String variable, String meaning) {
        var text = System.getenv().getOrDefault(variable, "");
        if (text.isBlank()) {
            var message = variable + " is not set to " + meaning;
            if (System.getenv().getOrDefault(REQUIRED, "").equals("1")) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        return text;
    }
}
