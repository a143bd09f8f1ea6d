package dev.quayside.plan;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import dev.quayside.model.VolumeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** Which services must be there before which, and an order that respects it. */
final class DependencyOrder {
    private static final String OF_SERVICE = "service:";

    private DependencyOrder() {}

    /** The services so that each comes after those it needs, otherwise in file order. */
    static List<Service> of(App app) {
        var done = new LinkedHashMap<String, Service>();
        for (Service service : app.services().values()) {
            visit(app, service, done, new LinkedHashSet<>());
        }
        return List.copyOf(done.values());
    }

    /** The active services that this one needs in any way: by {@code depends_on} or because it shares something of theirs. */
    static Set<String> needs(App app, Service service) {
        var needs = new LinkedHashSet<>(service.dependsOn().keySet());
        providers(service).forEach(needs::add);
        needs.retainAll(app.services().keySet());
        return needs;
    }

    /** The services whose containers this one lives in, in part, or whose volumes it has. */
    static Set<String> providers(Service service) {
        var providers = new LinkedHashSet<String>();
        networkProvider(service).ifPresent(providers::add);
        for (String value : service.isolation().sharedNamespaces().values()) {
            ofService(value).ifPresent(providers::add);
        }
        for (VolumeSource source : service.storage().volumesFrom()) {
            ofService(source.container()).ifPresent(providers::add);
        }
        return providers;
    }

    /** The service whose network it uses. */
    static Optional<String> networkProvider(Service service) {
        return service.connectivity().mode() instanceof NetworkMode.OfService shared
                ? Optional.of(shared.service())
                : Optional.empty();
    }

    /** The service in {@code service:NAME}. */
    static Optional<String> ofService(String value) {
        return value.startsWith(OF_SERVICE) ? Optional.of(value.substring(OF_SERVICE.length())) : Optional.empty();
    }

    private static void visit(App app, Service service, Map<String, Service> done, SequencedSet<String> path) {
        if (done.containsKey(service.name())) {
            return;
        }
        if (!path.add(service.name())) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "services wait for each other in a circle: " + circle(path, service.name()),
                    "remove one of the dependencies");
        }
        for (String need : needs(app, service)) {
            Service needed = app.services().get(need);
            if (needed != null) {
                visit(app, needed, done, path);
            }
        }
        path.remove(service.name());
        done.put(service.name(), service);
    }

    private static String circle(SequencedSet<String> path, String name) {
        var names = new ArrayList<>(path);
        var circle = new ArrayList<>(names.subList(names.indexOf(name), names.size()));
        circle.add(name);
        return String.join(" → ", circle);
    }
}
