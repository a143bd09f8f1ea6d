package dev.quayside.plan;

import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.checked;
import static dev.quayside.plan.Services.plain;
import static dev.quayside.plan.Services.times;
import static dev.quayside.plan.Services.writing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
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

    @Test
    void whatTheKernelAndTheRuntimeAreToldCountsAndIsNamedByItsPart() {
        Service quiet = web("");
        Service told = web("""
                cpu_shares: 512
                oom_score_adj: 5
                cgroup_parent: /own
                runtime: runc
                gpus: all
                blkio_config: {weight: 300}
                """);

        assertThat(hash(told)).isNotEqualTo(hash(quiet));
        assertThat(new SpecParts(told, "sha256:1").digests())
                .containsKeys(
                        "scheduling", "memory pressure", "cgroup parent", "runtime", "device requests", "block io");
        assertThat(new SpecParts(quiet, "sha256:1").digests())
                .doesNotContainKeys("scheduling", "memory pressure", "controls", "runtime", "device requests");
    }

    private static Service web(String lines) {
        String text = "name: one\nservices:\n  web:\n    image: nginx\n    network_mode: none\n" + lines.indent(4);
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", text)))
                .app()
                .services()
                .values()
                .iterator()
                .next();
    }

    private static String hash(Service service) {
        return new SpecParts(service, "sha256:1").hash();
    }
}
