package dev.quayside.engine;

import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Arrays;
import java.util.List;

/** The real engines that integration tests run on, from the variable {@code QUAYSIDE_TEST_ENGINES}. */
public final class TestEngines {
    private static final String VARIABLE = "QUAYSIDE_TEST_ENGINES";
    private static final String REQUIRED = "QUAYSIDE_REQUIRE_ENGINES";

    private TestEngines() {}

    /**
     * An engine to test on.
     *
     * @param version such as {@code 29}
     * @param host such as {@code unix:///run/engine.sock}
     */
    public record TestEngine(String version, String host) {
        @Override
        public String toString() {
            return "Docker " + version;
        }
    }

    /**
     * Every engine of {@code 20.10=unix:///a.sock,29=unix:///b.sock}. Without the variable the tests are skipped, or fail if
     * {@code QUAYSIDE_REQUIRE_ENGINES=1}.
     */
    public static List<TestEngine> all() {
        var text = System.getenv().getOrDefault(VARIABLE, "");
        if (text.isBlank()) {
            var message = VARIABLE + " is not set, for example to 29=unix:///run/docker.sock";
            if (System.getenv().getOrDefault(REQUIRED, "").equals("1")) {
                throw new AssertionError(message);
            }
            abort(message);
        }
        return Arrays.stream(text.split(","))
                .map(entry -> entry.split("=", 2))
                .map(entry -> new TestEngine(entry[0].strip(), entry[1].strip()))
                .toList();
    }
}
