package dev.quayside.engine.kubernetes;

import static java.util.Objects.requireNonNull;

import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineContract;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.model.ImageRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A cluster does what every engine does. */
@Execution(ExecutionMode.CONCURRENT)
class KubernetesEngineContractIT extends EngineContract {
    private static final AtomicReference<@Nullable KubernetesEngine> ENGINE = new AtomicReference<>();

    @BeforeAll
    static void connect() {
        var options = KubernetesOptions.resolve(Map.of(), Path.of("/")).withKubeconfig(TestKubernetes.kubeconfig());
        ENGINE.set(KubernetesEngine.of(KubernetesOrchestration.connect(options), ManifestOptions.DEFAULT));
    }

    @AfterAll
    static void disconnect() {
        Optional.ofNullable(ENGINE.getAndSet(null)).ifPresent(Engine::close);
    }

    @Override
    protected Engine engine() {
        return requireNonNull(ENGINE.get());
    }

    @Override
    protected ImageRef image() {
        return ImageRef.parse(TestKubernetes.image());
    }

    @Override
    protected List<String> printing(String variable) {
        return List.of("/bin/sh", "-c", "echo \"$" + variable + "\"");
    }

    @Override
    protected boolean resolves(ReplicaId from, String name) {
        return engine().run(from, List.of("ping", "-c", "1", "-W", "2", name), Duration.ofSeconds(30))
                        .exitCode()
                == 0;
    }
}
