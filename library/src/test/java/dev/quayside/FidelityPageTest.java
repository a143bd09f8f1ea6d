package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.UsedKeys;
import dev.quayside.engine.Verdict;
import dev.quayside.engine.docker.DockerFidelity;
import dev.quayside.engine.kubernetes.KubernetesFidelity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page about the engines' verdicts is written from their tables. After a change of a table, run this test with
 * {@code -Dquayside.write-pages=true} to write it anew.
 */
class FidelityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "fidelity.md");

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("quayside.write-pages")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("run this test with -Dquayside.write-pages=true").hasContent(page);
    }

    private static String page() {
        var out = new StringBuilder("""
                # What each engine makes of each key

                <!-- Written by FidelityPageTest from the engines' tables; do not edit. -->

                Every key that is read has a verdict of each engine: *mapped* (it does what the key says), *approximated* (nearly, and how),
                *refused* (an error before anything is made) or *no effect* (the key is about something else there; in brackets: where to read
                about it). Every *mapped* key is proved by a test on a real engine. `quayside fidelity` shows
                the verdicts on the keys of your own files, with their lines.

                """);
        out.append("| | ")
                .append(Arrays.stream(Verdict.Kind.values())
                        .map(Object::toString)
                        .collect(Collectors.joining(" | ")))
                .append(" |\n|---|---|---|---|---|\n");
        for (var table : new dev.quayside.engine.Fidelity[] {DockerFidelity.TABLE, KubernetesFidelity.TABLE}) {
            out.append("| ").append(table.engine()).append(" | ");
            out.append(Arrays.stream(Verdict.Kind.values())
                            .map(kind -> Long.toString(keys().stream()
                                    .filter(key -> table.of(key).kind() == kind)
                                    .count()))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        out.append("\n| key | Docker | Kubernetes |\n|---|---|---|\n");
        for (String key : keys()) {
            String docker = words(DockerFidelity.TABLE.of(key));
            String kubernetes = words(KubernetesFidelity.TABLE.of(key));
            out.append("| `" + key + "` | " + docker + " | " + kubernetes + " |\n");
        }
        return out.toString();
    }

    private static Set<String> keys() {
        var keys = new LinkedHashSet<>(UsedKeys.known());
        keys.addAll(UsedKeys.shown());
        return keys;
    }

    private static String words(Verdict verdict) {
        String source = verdict.source().isEmpty() ? "" : " (" + verdict.source() + ")";
        return verdict.why().isEmpty()
                ? verdict.kind().toString()
                : "*" + verdict.kind() + "*: " + verdict.why() + source;
    }
}
