package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Wanted;
import dev.quayside.engine.http.Parallel;
import dev.quayside.engine.kubernetes.ImageSupply.Supplied;
import dev.quayside.model.App;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the nodes can have of the images that an app builds. Immutable.
 *
 * @param built whether each name that a build gives its image is there, and as what; several services can use one
 */
record SuppliedImages(Map<ImageRef, Optional<Supplied>> built) {
    private static final int CALLS_AT_ONCE = 4;

    SuppliedImages {
        built = Map.copyOf(built);
    }

    /** One look at the images that the services of an app build. */
    static SuppliedImages of(App app, ImageSupply supply) {
        var builders = new LinkedHashMap<ImageRef, Service>();
        app.services().values().stream()
                .filter(service -> service.image().build().isPresent())
                .forEach(service -> builders.putIfAbsent(name(service), service));
        var names = builders.keySet().stream().toList();
        var found = Parallel.map(CALLS_AT_ONCE, builders.values().stream().toList(), supply::find);
        var built = new LinkedHashMap<ImageRef, Optional<Supplied>>();
        for (int i = 0; i < names.size(); i++) {
            built.put(names.get(i), found.get(i));
        }
        return new SuppliedImages(built);
    }

    private static ImageRef name(Service service) {
        return service.image().reference().inTaggedForm();
    }

    /** Whether the image of a service is built, by it or by another one. */
    boolean supplies(Service service) {
        return built.containsKey(name(service));
    }

    private Optional<Supplied> of(Service service) {
        return built.getOrDefault(name(service), Optional.empty());
    }

    /** What is known of the images, by service. */
    Map<String, ImageFacts> facts(App app) {
        var facts = new LinkedHashMap<String, ImageFacts>();
        app.services()
                .values()
                .forEach(service -> of(service).ifPresent(image -> facts.put(service.name(), image.facts())));
        return facts;
    }

    /** What the images were built for, by service, where that is known. */
    Map<String, String> architectures(App app) {
        var architectures = new LinkedHashMap<String, String>();
        app.services()
                .values()
                .forEach(service -> of(service)
                        .map(Supplied::architecture)
                        .filter(name -> !name.isEmpty())
                        .ifPresent(name -> architectures.put(service.name(), name)));
        return architectures;
    }

    /** The same with the images under the names by which the nodes find them, instead of their builds. */
    Wanted in(Wanted wanted) {
        App app = wanted.app();
        for (Service service : wanted.app().services().values()) {
            if (supplies(service)) {
                app = app.withService(service.withImage(image(service)));
            }
        }
        return new Wanted(app, wanted.files());
    }

    /** Such a name never means another image, so that what a node has of it is right. */
    private ServiceImage image(Service service) {
        return new ServiceImage(
                of(service).map(Supplied::reference).orElseGet(() -> name(service)),
                Optional.empty(),
                PullPolicy.MISSING,
                service.image().platform());
    }
}
