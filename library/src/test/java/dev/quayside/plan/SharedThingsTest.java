package dev.quayside.plan;

import static dev.quayside.plan.Services.changed;
import static dev.quayside.plan.Services.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.ImageFacts;
import dev.quayside.model.App;
import dev.quayside.model.Connectivity;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Hook;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Mount;
import dev.quayside.model.PortName;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.model.Storage;
import dev.quayside.model.VolumeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What services have of each other and of other images: when it is there, and when they are replaced for it. */
class SharedThingsTest {
    private static final ImageRef TOOLS = ImageRef.parse("tools:1");

    private final Deployment deployment = new Deployment();

    private static Service using(String source, boolean readOnly) {
        return plain("web").withStorage(Storage.NONE.withVolumesFrom(List.of(new VolumeSource(source, readOnly))));
    }

    @Test
    void aServiceComesAfterTheOneWhoseVolumesItHasAndIsReplacedWithIt() {
        Service data = plain("data");
        for (boolean readOnly : List.of(true, false)) {
            var fresh = new Deployment();
            Service web = using("service:data", readOnly);
            App app = App.of("shop", web, data);

            assertThat(fresh.steps(app)).containsSubsequence("start:data-g1-1", "create:web-g1-1");
            fresh.up(app);
            assertThat(fresh.steps(app)).isEmpty();
            App other = App.of("shop", web, changed(data, "2"));
            assertThat(fresh.steps(other)).containsSubsequence("create:data-g2-1", "create:web-g2-1");
            fresh.up(other);
            assertThat(fresh.steps(other)).isEmpty();
        }
    }

    @Test
    void twoThatWriteTheVolumesOfAnotherDoNotRunSideBySide() {
        App app = App.of("shop", using("container:other", false));
        deployment.up(app);

        assertThat(deployment.steps(App.of("shop", changed(using("container:other", false), "2"))))
                .containsSubsequence("stop:web-g1-1", "start:web-g2-1");
        assertThat(deployment.steps(App.of("shop", changed(using("container:other", true), "2"))))
                .containsSubsequence("start:web-g2-1", "stop:web-g1-1");
    }

    @Test
    void aMountedImageIsPulledIfItIsMissingAndAnotherOneReplaces() {
        App app = App.of(
                "shop", plain("web").withStorage(Storage.of(new Mount.ImageMount(TOOLS, "/tools", Optional.empty()))));

        assertThat(deployment.steps(app)).containsSubsequence("pull:tools:1", "create:web-g1-1");
        deployment.up(app);
        assertThat(deployment.steps(app)).isEmpty();
        deployment.engine.addImage(TOOLS, ImageFacts.of("sha256:other"));
        assertThat(deployment.steps(app)).contains("create:web-g2-1");
    }

    @Test
    void anOldImageIsPulledAgain() {
        var reference = plain("web").image().reference();
        Service web = plain("web")
                .withImage(new ServiceImage(
                        reference,
                        Optional.empty(),
                        PullPolicy.REFRESH,
                        Optional.empty(),
                        Optional.of(Duration.ofDays(1))));
        App app = App.of("shop", web);
        var facts = ImageFacts.of("sha256:it");

        deployment.engine.addImage(reference, facts.withAge(Duration.ofHours(23)));
        assertThat(deployment.steps(app)).noneMatch(step -> step.startsWith("pull:"));
        deployment.engine.addImage(reference, facts.withAge(Duration.ofHours(24)));
        assertThat(deployment.steps(app)).contains("pull:" + reference);
        deployment.engine.addImage(reference, facts);
        assertThat(deployment.steps(app)).contains("pull:" + reference);
    }

    @Test
    void otherHooksReplaceAndOtherNamesOfPortsDoNot() {
        deployment.up(App.of("shop", plain("web")));
        Service hooked = plain("web").withLifecycle(Lifecycle.DEFAULT.withHooks(List.of(Hook.of("true")), List.of()));
        var connectivity = plain("web").connectivity();
        Service named = plain("web")
                .withConnectivity(new Connectivity(
                        connectivity.mode(),
                        connectivity.ports(),
                        connectivity.expose(),
                        connectivity.extraHosts(),
                        connectivity.dns(),
                        connectivity.dnsSearch(),
                        connectivity.dnsOptions(),
                        connectivity.macAddress(),
                        Map.of(ContainerPort.of(80), new PortName(Optional.of("site"), Optional.empty()))));

        assertThat(deployment.steps(App.of("shop", hooked))).contains("create:web-g2-1");
        assertThat(deployment.steps(App.of("shop", named))).isEmpty();
    }
}
