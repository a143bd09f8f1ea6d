package dev.quayside.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Wanted;
import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.plan.PlanOptions.Building;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that are built for an engine whose machines pull. */
class OrchestratedImagesTest {
    private static final ImageRef IMAGE = ImageRef.parse("registry.test/shop-web:latest");

    private final Deployment deployment = Deployment.orchestrated();

    private static App shop(PullPolicy policy) {
        return App.of(
                "shop",
                Service.of("web", IMAGE).withImage(new ServiceImage(IMAGE, Optional.of(Build.of("/shop")), policy)),
                Service.of("db", ImageRef.parse("postgres:15")));
    }

    private Plan plan(Building building, PullPolicy policy) {
        return deployment.plan(Wanted.of(shop(policy)), PlanOptions.DEFAULT.withBuilding(building));
    }

    @ParameterizedTest
    @EnumSource
    void anImageThatIsNotThereIsBuiltWhateverIsSaidOfPulling(PullPolicy policy) {
        Plan plan = plan(Building.AS_NEEDED, policy);

        assertThat(plan.imageSteps())
                .extracting(Step::describe)
                .containsExactly("build web: image registry.test/shop-web:latest is not there");
        assertThat(plan.provisional()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "ALWAYS", "NEVER"})
    void anImageThatIsThereIsNeitherBuiltNorPulled(PullPolicy policy) {
        deployment.engine.addImage(IMAGE, ImageFacts.of("sha256:1"));

        assertThat(plan(Building.AS_NEEDED, policy).imageSteps()).isEmpty();
    }

    @Test
    void aBuildThatIsAskedForSaysUnderWhichNameTheClusterGetsTheImage() {
        deployment.engine.addImage(IMAGE, ImageFacts.of("sha256:1"));

        assertThat(plan(Building.ALWAYS, PullPolicy.MISSING).imageSteps())
                .extracting(Step::cause)
                .containsExactly("asked to build; the cluster gets it as registry.test/shop-web:latest");
    }

    @Test
    void whereNothingMayBeBuiltAMissingImageIsAnError() {
        assertThatThrownBy(() -> plan(Building.NEVER, PullPolicy.MISSING))
                .hasMessageContaining("the image 'registry.test/shop-web:latest' that the service 'web' builds")
                .hasMessageContaining("leave --no-build out");
    }
}
