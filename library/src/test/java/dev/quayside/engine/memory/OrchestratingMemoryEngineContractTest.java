package dev.quayside.engine.memory;

import dev.quayside.engine.Engine;
import dev.quayside.engine.EngineContract;
import dev.quayside.engine.ReplicaId;

/** The memory engine that keeps replicas by itself does what every engine does. */
class OrchestratingMemoryEngineContractTest extends EngineContract {
    private static final MemoryEngine ENGINE = MemoryEngine.orchestrating();

    @Override
    protected Engine engine() {
        return ENGINE;
    }

    @Override
    protected boolean keepsData() {
        return false;
    }

    @Override
    protected boolean resolves(ReplicaId from, String name) {
        return ENGINE.observe(from.app()).replicas().stream()
                .filter(replica -> replica.started().isPresent())
                .flatMap(replica -> replica.endpoints().values().stream())
                .anyMatch(endpoint -> endpoint.aliases().contains(name));
    }
}
