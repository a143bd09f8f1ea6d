package dev.quayside;

import dev.quayside.engine.Change;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import dev.quayside.plan.Action;
import dev.quayside.plan.Plan;
import dev.quayside.plan.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Plans that only bring images. Pure. */
final class ImagePlans {
    private ImagePlans() {}

    /** Builds the images of the services. */
    static Plan building(App app, List<String> services) {
        Predicate<Service> built = service -> service.image().build().isPresent();
        return plan(
                app,
                chosen(app, services, built, "build"),
                service -> new Change.BuildImage(
                        service.name(),
                        service.image().build().orElseThrow(),
                        service.image().reference()));
    }

    /** Pulls the images of the services. */
    static Plan pulling(App app, List<String> services) {
        Predicate<Service> pulled = service -> service.image().build().isEmpty();
        return plan(
                app,
                chosen(app, services, pulled, "image to pull"),
                service -> new Change.PullImage(
                        service.image().reference(), service.image().platform()));
    }

    private static List<Service> chosen(App app, List<String> names, Predicate<Service> possible, String what) {
        Selection.check(names, app.services().keySet(), app.name());
        for (String name : names) {
            Service service = app.services().get(name);
            if (service != null && !possible.test(service)) {
                throw new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "the service '" + name + "' of '" + app.name() + "' has no " + what,
                        "leave it out");
            }
        }
        return app.services().values().stream()
                .filter(service -> names.isEmpty() || names.contains(service.name()))
                .filter(possible)
                .toList();
    }

    private interface ToChange {
        Change of(Service service);
    }

    private static Plan plan(App app, List<Service> services, ToChange change) {
        // Services can share an image; it is brought once.
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Service service : services) {
            var step = Step.of(new Action.Perform(change.of(service)), "it was asked for", Set.of());
            steps.putIfAbsent(step.id(), step);
        }
        return new Plan(app.name(), List.copyOf(steps.values()), List.of(), List.of(), false);
    }
}
