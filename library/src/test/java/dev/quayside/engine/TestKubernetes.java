package dev.quayside.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;

/** The real cluster that integration tests run on, from the variable {@code QUAYSIDE_TEST_KUBERNETES}. */
public final class TestKubernetes {
    private static final String VARIABLE = "QUAYSIDE_TEST_KUBERNETES";
    private static final String REQUIRED = "QUAYSIDE_REQUIRE_KUBERNETES";

    private TestKubernetes() {}

    /**
     * The configuration file of the cluster. Without the variable the tests are skipped, or fail if
     * {@code QUAYSIDE_REQUIRE_KUBERNETES=1}.
     */
    public static Path kubeconfig() {
        var text = System.getenv().getOrDefault(VARIABLE, "");
        if (text.isBlank()) {
            var message = VARIABLE + " is not set to the configuration file of a cluster";
            if (System.getenv().getOrDefault(REQUIRED, "").equals("1")) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        return Path.of(text);
    }
}
