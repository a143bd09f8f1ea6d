package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Orchestration;
import dev.quayside.model.Orchestration.Hardening;
import dev.quayside.model.Orchestration.Pinning;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ImagePinsTest {
    private static final String OLD = "sha256:" + "a".repeat(64);
    private static final String NEW = "sha256:" + "b".repeat(64);

    /** A registry in which every name means the same image. */
    private static final class Registry implements ImageSupply {
        private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
        private boolean down;

        @Override
        public Optional<Supplied> find(Service service) {
            return Optional.empty();
        }

        @Override
        public void bring(Change.BuildImage change, ProgressListener progress) {
            throw new AssertionError("nothing is built");
        }

        @Override
        public Optional<String> digest(ImageRef image) {
            asked.add(image.familiar());
            if (down) {
                throw new QuaysideException(ErrorCode.REGISTRY_UNREACHABLE, "nobody is at home", "call again");
            }
            return Optional.of(NEW);
        }
    }

    private final Registry registry = new Registry();
    private final Map<String, String> live = new LinkedHashMap<>();

    private static Service service(String name, String image) {
        return Service.of(name, ImageRef.parse(image));
    }

    private static Service pulled(Service service, PullPolicy policy) {
        return service.withImage(new ServiceImage(service.image().reference(), Optional.empty(), policy));
    }

    private ImagePins pins(Service... services) {
        return ImagePins.of(App.of("shop", services), service -> true, live, registry);
    }

    @Test
    void aTagThatIsNewIsLookedUpOnceForAllServicesThatHaveIt() {
        Service web = service("web", "nginx");
        Service other = service("other", "nginx:latest");

        ImagePins pins = pins(web, other);

        assertThat(pins.digests()).isEqualTo(Map.of("web", NEW, "other", NEW));
        assertThat(registry.asked).containsExactly("nginx:latest");
        App app = pins.in(Wanted.of(App.of("shop", web, other))).app();
        assertThat(app.services().values())
                .allSatisfy(s -> assertThat(s.image().reference().familiar()).isEqualTo("nginx:latest@" + NEW));
    }

    @Test
    void whatRunsKeepsItsDigestAndNobodyIsAsked() {
        live.put("db", "postgres:15@" + OLD);

        assertThat(pins(service("db", "postgres:15")).digests()).isEqualTo(Map.of("db", OLD));
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void whatRunsByItsTagGoesOnSo() {
        live.put("db", "postgres:15");

        assertThat(pins(service("db", "postgres:15")).isEmpty()).isTrue();
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void aServiceThatIsNewGetsTheImageThatItsTagMeansInTheRestOfTheApp() {
        live.put("web", "shop/web:1@" + OLD);

        assertThat(pins(service("web", "shop/web:2"), service("worker", "shop/web:1"))
                        .digests())
                .isEqualTo(Map.of("web", NEW, "worker", OLD));
        assertThat(registry.asked).containsExactly("shop/web:2");
    }

    @Test
    void whatIsPulledEachTimeIsLookedUpEachTime() {
        live.put("db", "postgres:15@" + OLD);
        Service db = pulled(service("db", "postgres:15"), PullPolicy.ALWAYS);

        assertThat(pins(db).digests()).isEqualTo(Map.of("db", NEW));

        registry.down = true;
        ImagePins kept = pins(db);
        assertThat(kept.digests()).isEqualTo(Map.of("db", OLD));
        assertThat(kept.notes()).singleElement().asString().contains("postgres:15", "nobody is at home");
    }

    @Test
    void whatTheFileRulesOutIsNotLookedUp() {
        var byTag = new Orchestration(
                Optional.empty(), Hardening.BASELINE, Optional.empty(), false, Pinning.NONE, Optional.empty());

        ImagePins pins = pins(
                pulled(service("never", "local:1"), PullPolicy.NEVER),
                service("exact", "nginx@" + OLD),
                service("tag", "nginx:1").withOrchestration(byTag));

        assertThat(pins.isEmpty()).isTrue();
        assertThat(registry.asked).isEmpty();
    }

    @Test
    void aRegistryThatCannotBeAskedIsNoError() {
        registry.down = true;

        ImagePins pins = pins(service("web", "nginx:1"), service("db", "postgres:15"));

        assertThat(pins.isEmpty()).isTrue();
        assertThat(pins.notes())
                .isEqualTo(List.of("images run by their tags, and not by what these mean now: nginx:1, postgres:15"
                        + " (nobody is at home)"));
    }

    @Test
    void anImageThatAForeignHandHasWrittenIsAsIfThereWereNone() {
        live.put("web", "::");

        assertThat(pins(service("web", "nginx:1")).digests()).isEqualTo(Map.of("web", NEW));
    }
}
