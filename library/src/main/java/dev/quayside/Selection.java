package dev.quayside;

import dev.quayside.engine.ReplicaId;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Dependency;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which services of an app a command is about. Pure. */
final class Selection {
    private Selection() {}

    /** The app with only these services, and what they depend on if that is asked for; the others are left as they are. */
    static App of(App app, List<String> targets, UpOptions.Dependencies dependencies) {
        if (targets.isEmpty()) {
            return app;
        }
        Set<String> wanted = new LinkedHashSet<>();
        for (String target : targets) {
            add(app, required(app.services(), target, app.name()).name(), dependencies, wanted);
        }
        var services = new LinkedHashMap<String, Service>();
        var inactive = new LinkedHashSet<>(app.inactiveServices());
        app.services().forEach((name, service) -> {
            if (wanted.contains(name)) {
                services.put(name, withoutDependenciesOutside(service, wanted));
            } else {
                inactive.add(name);
            }
        });
        return new App(app.name(), services, app.networks(), app.volumes(), app.configs(), app.secrets(), inactive);
    }

    private static void add(App app, String name, UpOptions.Dependencies dependencies, Set<String> wanted) {
        Service service = app.services().get(name);
        if (service == null || !wanted.add(name) || dependencies == UpOptions.Dependencies.LEFT_ALONE) {
            return;
        }
        service.dependsOn().keySet().forEach(dependency -> add(app, dependency, dependencies, wanted));
    }

    private static Service withoutDependenciesOutside(Service service, Set<String> wanted) {
        if (wanted.containsAll(service.dependsOn().keySet())) {
            return service;
        }
        Map<String, Dependency> kept = service.dependsOn().entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        return service.withDependsOn(kept);
    }

    /** The app with other numbers of replicas. */
    static App scaled(App app, Map<String, Integer> replicas) {
        App scaled = app;
        for (var entry : replicas.entrySet()) {
            Service service = required(app.services(), entry.getKey(), app.name());
            scaled =
                    scaled.withService(service.withLifecycle(service.lifecycle().withReplicas(entry.getValue())));
        }
        return scaled;
    }

    /** Replicas in groups that can be stopped together: no group before one whose services depend on its own. */
    static List<List<ReplicaId>> stopOrder(App app, List<ReplicaId> replicas) {
        var groups = new ArrayList<List<ReplicaId>>();
        var left = new ArrayList<>(replicas);
        while (!left.isEmpty()) {
            Set<String> needed = new LinkedHashSet<>();
            left.forEach(id -> needed.addAll(dependencies(app, id.service())));
            List<ReplicaId> free =
                    left.stream().filter(id -> !needed.contains(id.service())).toList();
            // Services that need one another in a circle are stopped together.
            List<ReplicaId> group = free.isEmpty() ? List.copyOf(left) : free;
            groups.add(group);
            left.removeAll(group);
        }
        return groups;
    }

    private static Set<String> dependencies(App app, String service) {
        Service known = app.services().get(service);
        return known == null ? Set.of() : known.dependsOn().keySet();
    }

    private static Service required(Map<String, Service> services, String name, String app) {
        Service service = services.get(name);
        if (service == null) {
            throw unknown(name, app, services.keySet());
        }
        return service;
    }

    /** Checks that each name is one of the known services. */
    static void check(Collection<String> names, Collection<String> known, String app) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw unknown(name, app, known);
            }
        }
    }

    private static QuaysideException unknown(String name, String app, Collection<String> known) {
        SortedSet<String> sorted = new TreeSet<>(known);
        return new QuaysideException(
                ErrorCode.NOT_FOUND,
                "the application '" + app + "' has no service '" + name + "'",
                sorted.isEmpty() ? "it has none at all" : "it has: " + String.join(", ", sorted));
    }
}
