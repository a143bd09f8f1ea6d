package dev.quayside.plan;

import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.times;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Ownership;
import dev.quayside.engine.ReplicaId;
import dev.quayside.model.Dependency;
import dev.quayside.model.Dependency.Condition;
import dev.quayside.model.Lifecycle.UpdateOrder;
import dev.quayside.model.Network;
import dev.quayside.model.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts for a specification's hash, and that it stays the same from version to version. */
class SpecPartsTest {
    /** A new hash replaces every container of every user: let it change only on purpose. */
    @Test
    void theHashOfTheSameServiceStaysTheSameForEver() {
        Service service = changed(checked(writing(plain("web"))), "1");

        assertThat(hash(service)).isEqualTo("4f2baa2250585c674c0e0379033129d5");
        assertThat(SpecParts.networkHash(Network.named("default", "shop_default")))
                .isEqualTo("cf5bd58efdf5bc513cb6fc119c55c2d3");
    }

    @Test
    void whatDoesNotShapeTheContainerDoesNotCount() {
        Service service = plain("web");

        assertThat(hash(times(service, 3))).isEqualTo(hash(service));
        assertThat(hash(service.withDependency("db", Dependency.on(Condition.HEALTHY))))
                .isEqualTo(hash(service));
        assertThat(hash(service.withLifecycle(service.lifecycle().withUpdateOrder(UpdateOrder.STOP_FIRST))))
                .isEqualTo(hash(service));
        assertThat(hash(checked(service))).isNotEqualTo(hash(service));
        assertThat(new SpecParts(service, "sha256:2").hash()).isNotEqualTo(hash(service));
    }

    @Test
    void theOrderOfVariablesDoesNotCountAndThatOfWordsDoes() {
        Service service = plain("web");
        var forth = new LinkedHashMap<>(Map.of("A", "1"));
        forth.put("B", "2");
        var back = new LinkedHashMap<>(Map.of("B", "2"));
        back.put("A", "1");

        assertThat(hash(service.withProcess(service.process().withEnvironment(forth))))
                .isEqualTo(hash(service.withProcess(service.process().withEnvironment(back))));
        assertThat(hash(service.withProcess(service.process().withCommand("a", "b"))))
                .isNotEqualTo(hash(service.withProcess(service.process().withCommand("b", "a"))));
        assertThat(hash(service.withProcess(service.process().withCommand("a b"))))
                .isNotEqualTo(hash(service.withProcess(service.process().withCommand("a", "b"))));
        assertThat(hash(service.withProcess(service.process().withCommand()))).isNotEqualTo(hash(service));
    }

    @Test
    void partsComeBackFromTheLabels() {
        var digests = new SpecParts(changed(checked(plain("web")), "1"), "sha256:1").digests();
        var ownership = Ownership.of(new ReplicaId("shop", "web", 1, 1), "0123", digests);

        assertThat(digests).containsKeys("environment VERSION", "health check", "image");
        assertThat(Ownership.fromLabels(ownership.labels())).contains(ownership);
    }

    private static String hash(Service service) {
        return new SpecParts(service, "sha256:1").hash();
    }
}
