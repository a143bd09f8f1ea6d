package dev.quayside.engine.memory;

import dev.quayside.engine.Engine;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.ReplicaContract;
import dev.quayside.engine.ReplicaId;
import dev.quayside.model.ImageRef;
import java.util.HashSet;
import java.util.Set;

/** The memory engine does what every engine does. */
class MemoryEngineContractTest extends ReplicaContract {
    private static final ImageRef MISSING = ImageRef.parse("no-such-image:1");
    private static final MemoryEngine ENGINE = new MemoryEngine();

    private final Set<Name> given = new HashSet<>();

    static {
        ENGINE.refuseImage(MISSING);
    }

    @Override
    protected Engine engine() {
        return ENGINE;
    }

    @Override
    protected boolean keepsData() {
        return false;
    }

    @Override
    protected void giveToStranger(Name name) {
        ENGINE.addStranger(name, "a stranger");
        given.add(name);
    }

    @Override
    protected boolean strangerStillHas(Name name) {
        return given.contains(name);
    }

    @Override
    protected boolean resolves(ReplicaId from, String name) {
        return ENGINE.observe(from.app()).replicas().stream()
                .filter(replica -> replica.started().isPresent())
                .flatMap(replica -> replica.endpoints().values().stream())
                .anyMatch(endpoint -> endpoint.aliases().contains(name));
    }

    @Override
    protected ImageRef missingImage() {
        return MISSING;
    }
}
