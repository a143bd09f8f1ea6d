package dev.quayside.plan;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.plan.PlanOptions.Building;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The images of an app's services: what is known of them, and the steps that bring them. */
final class Images {
    private final App app;
    private final Observed observed;
    private final PlanOptions options;
    private final Steps steps;
    private final Map<String, String> stepOf = new HashMap<>();
    private final Map<String, String> stepOfMounted = new HashMap<>();

    Images(App app, Observed observed, PlanOptions options, Steps steps) {
        this.app = app;
        this.observed = observed;
        this.options = options;
        this.steps = steps;
        app.services().values().stream().filter(this::isBuilt).forEach(this::build);
        app.services().values().stream()
                .filter(service -> !stepOf.containsKey(service.name()))
                .forEach(this::pull);
        app.services().values().stream().flatMap(Images::mounted).forEach(this::pullMounted);
    }

    private static Stream<ImageRef> mounted(Service service) {
        return service.storage().mounts().stream()
                .flatMap(mount -> mount instanceof Mount.ImageMount image ? Stream.of(image.image()) : Stream.empty());
    }

    private static String name(ImageRef mounted) {
        return mounted.inTaggedForm().familiar();
    }

    /** What is mounted is pulled if it is missing, unless a service builds it. */
    private void pullMounted(ImageRef image) {
        if (isOrchestrated() || stepOfMounted.containsKey(name(image))) {
            return;
        }
        Optional<String> builder = builderOf(image);
        if (builder.isPresent()) {
            stepOfMounted.put(name(image), builder.get());
        } else if (!observed.images().containsKey(name(image))) {
            var pull = new Change.PullImage(image, Optional.empty());
            stepOfMounted.put(name(image), steps.change(pull, "the engine lacks it", List.of()));
        }
    }

    /** The full ids of the images that a service mounts, by their names, as far as they are there. */
    Map<String, String> mountedIds(Service service) {
        var ids = new TreeMap<String, String>();
        mounted(service)
                .forEach(image -> Optional.ofNullable(observed.images().get(name(image)))
                        .ifPresent(facts -> ids.put(name(image), facts.id())));
        return ids;
    }

    /** What the engine has now, which a step may still replace. */
    Optional<ImageFacts> facts(Service service) {
        return Optional.ofNullable(observed.images().get(service.name()));
    }

    /** The steps that bring the service's image and those that it mounts, or nothing. */
    List<String> stepOf(Service service) {
        var ids = new LinkedHashSet<String>();
        Optional.ofNullable(stepOf.get(service.name())).ifPresent(ids::add);
        mounted(service)
                .forEach(image ->
                        Optional.ofNullable(stepOfMounted.get(name(image))).ifPresent(ids::add));
        return List.copyOf(ids);
    }

    /** Whether a step can bring another image than the one that is there. */
    boolean provisional() {
        return !stepOf.isEmpty() || !stepOfMounted.isEmpty();
    }

    private boolean isBuilt(Service service) {
        if (service.image().build().isEmpty() || options.settledImages().contains(service.name())) {
            return false;
        }
        boolean missing = facts(service).isEmpty() && options.building() != Building.NEVER;
        PullPolicy policy = service.image().pullPolicy();
        return (missing && (policy != PullPolicy.ALWAYS || isOrchestrated()))
                || options.building() == Building.ALWAYS
                || (policy == PullPolicy.BUILD && options.building() != Building.NEVER);
    }

    private void build(Service service) {
        ImageRef reference = service.image().reference();
        Build build = service.image().build().orElseThrow();
        String cause = facts(service).isEmpty()
                ? "image " + reference + " is not there"
                : (options.building() == Building.ALWAYS ? "asked to build" : "the file says to build it every time")
                        + (isOrchestrated() ? "; the cluster gets it as " + reference : "");
        stepOf.put(
                service.name(),
                steps.change(new Change.BuildImage(service.name(), build, reference), cause, List.of()));
    }

    private void pull(Service service) {
        if (isOrchestrated() && service.image().build().isEmpty()) {
            // The machines that run the replicas pull it, each for itself.
            return;
        }
        ImageRef reference = service.image().reference();
        Optional<String> builder = builderOf(reference);
        if (builder.isPresent()) {
            stepOf.put(service.name(), builder.get());
            return;
        }
        PullPolicy policy = service.image().pullPolicy();
        boolean settled = options.settledImages().contains(service.name());
        boolean missing = facts(service).isEmpty();
        if (missing && isOrchestrated()) {
            throw notBuilt(service);
        }
        if (missing && (settled || policy == PullPolicy.NEVER || policy == PullPolicy.BUILD)) {
            throw missing(service, policy);
        }
        boolean again = policy == PullPolicy.ALWAYS || isOld(service);
        if (missing || (again && !settled && !isOrchestrated())) {
            String cause = missing
                    ? "the engine lacks it"
                    : policy == PullPolicy.ALWAYS
                            ? "the file says to pull it every time"
                            : "the engine has had it for longer than the file allows";
            var pull = new Change.PullImage(reference, service.image().platform());
            stepOf.put(service.name(), steps.change(pull, cause, List.of()));
        }
    }

    /** Whether the file limits its age, and it has reached that, or nobody knows how old it is. */
    private boolean isOld(Service service) {
        return service.image()
                .refreshAfter()
                .filter(limit -> facts(service)
                        .flatMap(ImageFacts::age)
                        .filter(age -> age.compareTo(limit) < 0)
                        .isEmpty())
                .isPresent();
    }

    /** The step of this plan that builds an image under this reference for another service. */
    private Optional<String> builderOf(ImageRef reference) {
        return app.services().values().stream()
                .filter(s -> s.image().reference().inTaggedForm().equals(reference.inTaggedForm()) && isBuilt(s))
                .map(s -> stepOf.get(s.name()))
                .findFirst();
    }

    /** The machines pull what they run, but not what is built for them. */
    private boolean isOrchestrated() {
        return observed.orchestrated().isPresent();
    }

    private QuaysideException notBuilt(Service service) {
        return new QuaysideException(
                ErrorCode.NOT_FOUND,
                "the image '" + service.image().reference() + "' that the service '" + service.name()
                        + "' builds is not where the cluster finds it",
                options.building() == Building.NEVER
                        ? "have it built: leave --no-build out"
                        : "check that the registry or the nodes keep what they get");
    }

    private static QuaysideException missing(Service service, PullPolicy policy) {
        String remedy = switch (policy) {
            case NEVER -> "pull or build it, or change pull_policy";
            case BUILD -> "give the service a build section, or change pull_policy";
            case MISSING, ALWAYS, REFRESH -> "check that the engine keeps the images it pulls or builds";
        };
        return new QuaysideException(
                ErrorCode.NOT_FOUND,
                "the engine has no image '" + service.image().reference() + "' for service '" + service.name() + "'",
                remedy);
    }
}
