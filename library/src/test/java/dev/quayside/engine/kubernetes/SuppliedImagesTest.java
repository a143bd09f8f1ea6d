package dev.quayside.engine.kubernetes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Wanted;
import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppliedImagesTest {
    private static final ImageRef NAME = ImageRef.parse("registry.test/shop-web:1");
    private static final ImageRef EXACT = ImageRef.parse("registry.test/shop-web@sha256:" + "a".repeat(64));
    private static final Service WEB = Service.of("web", NAME)
            .withImage(new ServiceImage(NAME, Optional.of(Build.of("/shop")), PullPolicy.ALWAYS));
    private static final App SHOP =
            App.of("shop", WEB, Service.of("worker", NAME), Service.of("db", ImageRef.parse("postgres:15")));

    private static final class RememberedImages implements ImageSupply {
        private final Optional<Supplied> image;
        private final List<String> asked = new ArrayList<>();

        RememberedImages(Optional<Supplied> image) {
            this.image = image;
        }

        @Override
        public Optional<Supplied> find(Service service) {
            asked.add(service.name());
            return image;
        }

        @Override
        public void bring(Change.BuildImage change, ProgressListener progress) {
            throw new AssertionError("nothing is built by looking");
        }
    }

    private static ServiceImage image(App app, String service) {
        return requireNonNull(app.services().get(service)).image();
    }

    @Test
    void everyServiceThatUsesABuiltImageGetsItUnderTheNameThatMeansNoOther() {
        var supply =
                new RememberedImages(Optional.of(new ImageSupply.Supplied(EXACT, ImageFacts.of("sha256:1"), "arm64")));

        var images = SuppliedImages.of(SHOP, supply);
        App app = images.in(Wanted.of(SHOP)).app();

        assertThat(supply.asked).containsExactly("web");
        assertThat(image(app, "web")).isEqualTo(new ServiceImage(EXACT, Optional.empty(), PullPolicy.MISSING));
        assertThat(image(app, "worker").reference()).isEqualTo(EXACT);
        assertThat(app.services().get("db")).isEqualTo(SHOP.services().get("db"));
        assertThat(images.facts(SHOP)).containsOnlyKeys("web", "worker");
        assertThat(images.architectures(SHOP)).isEqualTo(Map.of("web", "arm64", "worker", "arm64"));
    }

    @Test
    void anImageThatIsNotThereYetKeepsItsName() {
        var images = SuppliedImages.of(SHOP, new RememberedImages(Optional.empty()));

        assertThat(image(images.in(Wanted.of(SHOP)).app(), "web").reference()).isEqualTo(NAME);
        assertThat(images.facts(SHOP)).isEmpty();
    }

    @Test
    void withoutASupplyTheServiceThatIsBuiltIsNamed() {
        assertThatThrownBy(() -> SuppliedImages.of(SHOP, ImageSupply.NONE))
                .hasMessageContaining("the service 'web' is built, and a cluster builds nothing");
    }
}
