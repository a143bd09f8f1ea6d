package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.KeyExample;
import dev.quayside.KeyProofs;
import dev.quayside.engine.EngineAnswer;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.model.App;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the table of verdicts calls mapped reaches a real API server: what that makes of an app's objects, with its own defaults, is
 * another thing with the key than without it. Nothing is kept: each is a dry run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappedKeysIT {
    private static final Predicate<String> LEFT = Pattern.compile(
                    "metadata[.](uid|creationTimestamp|generation|managedFields|resourceVersion)"
                            + "|(.*[.])?(labels|annotations)[.]dev[.]quayside[.].*"
                            + "|.*[.]nodePort|status")
            .asMatchPredicate();

    private final String namespace = "mapped-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesOrchestration kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());
    private final ServerSideApply server = new ServerSideApply(TestKubernetes.kubeconfig());
    private final Map<String, SortedSet<String>> said = new ConcurrentHashMap<>();

    /** A dry run needs a namespace that is there. */
    @BeforeAll
    void createTheNamespace() {
        kubernetes.createNamespace(namespace);
    }

    @AfterAll
    void deleteTheNamespace() {
        kubernetes.deleteNamespace(namespace, DeleteOptions.DEFAULT.alsoForeign());
        kubernetes.close();
        server.close();
    }

    static Stream<KeyExample> shown() {
        return KeyExample.mappedBy(KubernetesFidelity.TABLE, KeyProofs.KUBERNETES.keySet());
    }

    /** Else the others would prove nothing. */
    @ParameterizedTest
    @MethodSource("shown")
    void theSameFileIsTheSameToTheServerEachTime(KeyExample example) {
        assertThat(asked(example.appWith(), example.with())).isEqualTo(with(example));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theServerHasWhatTheKeySays(KeyExample example) {
        assertThat(with(example))
                .as("what the server says with the key, and without it")
                .isNotEqualTo(without(example));
    }

    private SortedSet<String> with(KeyExample example) {
        return said.computeIfAbsent(example.with(), text -> asked(example.appWith(), text));
    }

    /** Nothing if the file cannot be read without the key. */
    private SortedSet<String> without(KeyExample example) {
        return example.appWithout()
                .map(app -> said.computeIfAbsent(example.without(), text -> asked(app, text)))
                .orElseGet(TreeSet::new);
    }

    private SortedSet<String> asked(App app, String file) {
        var options = MappedApp.OPTIONS
                .inNamespace(namespace)
                .withSecretKey(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .withFiles(KeyExample.contents(app.configs()), KeyExample.contents(app.secrets()));
        var answer = new EngineAnswer(file, namespace, LEFT);
        AppManifests.of(app, options)
                .manifests()
                .forEach(manifest -> answer.add(
                        manifest.kind() + "/" + manifest.name(), server.apply(manifest, ServerSideApply.Run.DRY)));
        return answer.lines();
    }
}
