package dev.quayside;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageNamesTest {
    private static final ImageRegistry REGISTRY = ImageRegistry.parse("registry.example.com/team");

    private static Service built(String name, String image) {
        return Service.of(name, ImageRef.parse(image))
                .withImage(new ServiceImage(ImageRef.parse(image), Optional.of(Build.of("/shop")), PullPolicy.MISSING));
    }

    private static ServiceImage image(App app, String service) {
        return requireNonNull(app.services().get(service)).image();
    }

    private static String imageOf(App app, String service) {
        return image(app, service).reference().familiar();
    }

    @Test
    void whatIsBuiltIsNamedInTheRegistryWithItsTag() {
        App app = App.of("shop", built("web", "shop-web"), built("api", "team/api:1.2"));

        App named = ImageNames.inRegistry(app, REGISTRY);

        assertThat(imageOf(named, "web")).isEqualTo("registry.example.com/team/shop-web:latest");
        assertThat(imageOf(named, "api")).isEqualTo("registry.example.com/team/shop-api:1.2");
        assertThat(image(named, "web").build()).contains(Build.of("/shop"));
    }

    @Test
    void whoUsesTheImageOfAnotherServiceFollowsItAndOtherImagesStay() {
        App app = App.of(
                "shop",
                built("web", "team/shop:1"),
                Service.of("worker", ImageRef.parse("team/shop:1")),
                Service.of("db", ImageRef.parse("postgres:15")));

        App named = ImageNames.inRegistry(app, REGISTRY);

        assertThat(imageOf(named, "worker")).isEqualTo("registry.example.com/team/shop-web:1");
        assertThat(image(named, "worker").build()).isEmpty();
        assertThat(imageOf(named, "db")).isEqualTo("postgres:15");
    }

    @Test
    void withoutBuildingOnlyImagesWhoseNamesWereChosenAreTakenForThoseOfOthers() {
        App app = App.of("shop", built("web", "shop-web"), built("api", "registry.example.com/api:1"));

        App named = ImageNames.ofOthers(app);

        assertThat(image(named, "web").build()).isPresent();
        assertThat(image(named, "api").build()).isEmpty();
    }
}
