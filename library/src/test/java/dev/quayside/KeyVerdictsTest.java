package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.compose.UsedKeys;
import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.engine.docker.DockerFidelity;
import dev.quayside.engine.kubernetes.AppManifests;
import dev.quayside.engine.kubernetes.KubernetesFidelity;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.engine.kubernetes.MappingNote;
import dev.quayside.engine.memory.MemoryEngine;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables of verdicts say of a key is what happens to a file that uses it. */
class KeyVerdictsTest {
    static final List<KeyExample> EXAMPLES = KeyExamples.ALL;

    /** Two spellings of one thing, which the model does not tell from each other. */
    private static final Map<String, String> SAID_OF = Map.of(
            "services.web.deploy.resources.reservations.devices", "services.web.gpus",
            "services.web.deploy.resources.reservations.devices[].device_ids", "services.web.gpus[].device_ids",
            "services.web.deploy.resources.reservations.devices[].options", "services.web.gpus[].options",
            "services.web.pull_refresh_after", "services.web.pull_policy",
            "services.web.deploy.restart_policy", "services.web.restart",
            "services.web.deploy.resources.limits.pids", "services.web.pids_limit",
            "services.web.userns_mode", "services.web.userns");

    /** What these ask for happens in any case, so that there is nothing to say when they are used. */
    private static final List<String> HAPPENS_ANYWAY = List.of("services.NAME.volumes[].bind.create_host_path");

    /** What shows only where a registry is asked, which files do not: {@code ClusterImagesIT}. */
    private static final List<String> ONLY_WITH_A_REGISTRY = List.of("services.NAME.x-quayside.pin");

    private static final ManifestOptions OPTIONS = ManifestOptions.DEFAULT.withLocalFiles(
            path -> path.endsWith(".conf") ? Optional.of(FileContent.of("conf")) : Optional.empty());

    static Stream<KeyExample> refusedByDocker() {
        return EXAMPLES.stream().filter(example -> kind(DockerFidelity.TABLE, example) == Verdict.Kind.REFUSED);
    }

    private static Verdict.Kind kind(Fidelity table, KeyExample example) {
        return table.of(example.key()).kind();
    }

    private static AppManifests mapped(App app) {
        return AppManifests.of(
                app, OPTIONS.withFiles(KeyExample.contents(app.configs()), KeyExample.contents(app.secrets())));
    }

    @Test
    void everyKeyHasAnExample() {
        assertThat(EXAMPLES.stream().map(KeyExample::key)).containsExactlyInAnyOrderElementsOf(UsedKeys.known());
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void kubernetesDoesWithAKeyWhatItsTableSays(KeyExample example) {
        switch (kind(KubernetesFidelity.TABLE, example)) {
            case REFUSED -> assertRefused(example);
            case APPROXIMATED -> assertNoted(example);
            case NO_EFFECT -> assertNothingHappens(example);
            case MAPPED -> assertSomethingHappens(example);
        }
    }

    private static void assertRefused(KeyExample example) {
        QuaysideException refusal = catchThrowableOfType(QuaysideException.class, () -> mapped(example.appWith()));

        assertThat(refusal).as("it was mapped").isNotNull();
        assertThat(refusal.problem()).contains(place(example));
    }

    private static void assertNoted(KeyExample example) {
        assertThat(notes(example)).as("notes on " + place(example)).isNotEmpty();
    }

    /** The model holds nothing of it, and 'fidelity' says so; or a note does. */
    private static void assertNothingHappens(KeyExample example) {
        App without = example.appWithout().orElseThrow();
        App with = example.appWith();

        assertThat(mapped(with).manifests()).isEqualTo(mapped(without).manifests());
        if (!with.equals(without) && !HAPPENS_ANYWAY.contains(example.key())) {
            assertNoted(example);
        }
    }

    private static void assertSomethingHappens(KeyExample example) {
        Optional<App> without = example.appWithout();

        String place = inFile(example.key());
        assertThat(mapped(example.appWith()).notes())
                .noneMatch(note -> note.place().equals(place));
        without.filter(app -> !ONLY_WITH_A_REGISTRY.contains(example.key()))
                .ifPresent(app -> assertThat(mapped(example.appWith()).manifests())
                        .isNotEqualTo(mapped(app).manifests()));
    }

    private static List<String> notes(KeyExample example) {
        String place = place(example);
        return mapped(example.appWith()).notes().stream()
                .filter(note -> note.place().equals(place) || note.place().startsWith(place + "."))
                .map(MappingNote::toString)
                .toList();
    }

    /** Where the file has the key, or the one around it whose verdict it shares. */
    private static String place(KeyExample example) {
        String key = example.key();
        while (!KubernetesFidelity.TABLE.verdicts().containsKey(key)) {
            key = key.endsWith("[]") ? key.substring(0, key.length() - 2) : key.substring(0, key.lastIndexOf('.'));
        }
        return inFile(key);
    }

    private static String inFile(String key) {
        String place = key.replace("services.NAME", "services.web")
                .replace("web.networks.NAME", "web.networks.default")
                .replace("networks.NAME", "networks.net")
                .replace("volumes.NAME", "volumes.data")
                .replaceAll("^(configs|secrets)\\.NAME", "$1.title");
        return SAID_OF.getOrDefault(place, place);
    }

    @ParameterizedTest
    @MethodSource("refusedByDocker")
    void dockerRefusesWhatItsTableSays(KeyExample example) {
        var quayside = Quayside.on(new MemoryEngine());

        QuaysideException refusal = catchThrowableOfType(
                QuaysideException.class, () -> quayside.plan(example.appWith(), UpOptions.DEFAULT));

        assertThat(refusal).as("it was planned").isNotNull();
        assertThat(refusal.problem()).contains("title");
    }
}
