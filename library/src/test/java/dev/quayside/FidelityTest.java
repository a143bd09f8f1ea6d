package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.UsedKeys;
import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.engine.docker.DockerFidelity;
import dev.quayside.engine.kubernetes.KubernetesFidelity;
import dev.quayside.model.RefusedKeys;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that the reader reads is dropped silently by an engine: each key has a verdict. */
class FidelityTest {
    /** What an engine may approximate, but never refuse as a whole: without these it runs no application. */
    private static final List<String> NEVER_REFUSED = List.of(
            "image",
            "build",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "user",
            "working_dir",
            "ports",
            "expose",
            "networks",
            "networks.NAME.aliases",
            "depends_on",
            "healthcheck",
            "volumes",
            "configs",
            "secrets",
            "deploy.replicas",
            "deploy.resources",
            "restart",
            "stop_grace_period",
            "cap_add",
            "cap_drop",
            "read_only",
            "extra_hosts",
            "labels",
            "annotations",
            "profiles",
            "scale");

    static List<Fidelity> engines() {
        return List.of(DockerFidelity.TABLE, KubernetesFidelity.TABLE);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyKeyHasAVerdict(Fidelity engine) {
        assertThat(UsedKeys.known()).isNotEmpty().allMatch(engine::knows);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyVerdictIsAboutAKeyThatIsReadAndSaysWhyAndWhatHasNoEffectWhereToCheckThat(Fidelity engine) {
        var known = new LinkedHashSet<>(UsedKeys.known());
        known.addAll(UsedKeys.shown());
        engine.verdicts().forEach((key, verdict) -> {
            assertThat(known.contains(key)
                            || known.stream()
                                    .anyMatch(other -> other.startsWith(key + ".") || other.startsWith(key + "[]")))
                    .as(key)
                    .isTrue();
            if (verdict.kind() != Verdict.Kind.MAPPED) {
                assertThat(verdict.why()).as(key).isNotEmpty();
            }
            assertThat(verdict.source().isEmpty())
                    .as("source of " + key)
                    .isEqualTo(verdict.kind() != Verdict.Kind.NO_EFFECT);
        });
    }

    @Test
    void whatIsOnlyShownIsRefusedByAllEngines() {
        assertThat(RefusedKeys.all().keySet()).containsExactlyInAnyOrderElementsOf(UsedKeys.shown());
        assertThat(engines())
                .allSatisfy(engine -> assertThat(RefusedKeys.all())
                        .allSatisfy((key, why) -> assertThat(engine.of(key)).isEqualTo(Verdict.refused(why))));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatApplicationsLiveOnIsNotRefused(Fidelity engine) {
        assertThat(NEVER_REFUSED)
                .allMatch(key -> engine.of("services.NAME." + key).kind() != Verdict.Kind.REFUSED);
    }
}
