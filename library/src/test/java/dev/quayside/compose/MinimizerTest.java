package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a developer is shown is as small as it can be. */
class MinimizerTest {
    private static Variant minimized(Map<String, String> files, String needed) {
        return Minimizer.minimize(
                new Variant("test", files),
                variant -> variant.files().getOrDefault("compose.yaml", "").contains(needed));
    }

    @Test
    void onlyWhatIsNeededStays() {
        Variant smallest = minimized(
                Map.of(
                        "compose.yaml",
                        "x-v: &v [1]\nservices: {b: {image: y}, a: {image: x, dns: ['a,b', c]}}\nnetworks: {n: }\n",
                        "compose.override.yaml",
                        "services: {a: {dns: d}}\n"),
                "dns: ['a,b'");

        assertThat(smallest.files()).containsExactly(Map.entry("compose.yaml", "services: { a: { dns: ['a,b']}}\n"));
    }

    @Test
    void aLineGoesWithWhatIsIndentedBelowIt() {
        Variant smallest =
                minimized(Map.of("compose.yaml", "services:\n  b:\n    image: y\n  a:\n    image: x\n"), "a:\n");

        assertThat(smallest.files()).containsExactly(Map.entry("compose.yaml", "services:\n  a:\n"));
    }

    @Test
    void whatCannotBeSmallerStays() {
        Variant variant = new Variant("test", Map.of("compose.yaml", "a: [b]\n"));

        assertThat(Minimizer.minimize(variant, variant::equals)).isEqualTo(variant);
    }
}
