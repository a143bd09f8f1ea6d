package dev.quayside;

import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The names of the images that an app builds for a cluster. Pure. */
final class ImageNames {
    private ImageNames() {}

    /** The app with each of them in a registry, also for the services that use the image of another one. */
    static App inRegistry(App app, ImageRegistry registry) {
        Map<ImageRef, ImageRef> names = new HashMap<>();
        for (Service service : app.services().values()) {
            if (service.image().build().isPresent()) {
                names.putIfAbsent(tagged(service), inRegistry(app, service, registry));
            }
        }
        App named = app;
        for (Service service : app.services().values()) {
            ImageRef other = names.get(tagged(service));
            if (other != null) {
                named = named.withService(
                        service.withImage(image(service, other, service.image().build())));
            }
        }
        return named;
    }

    private static ImageRef tagged(Service service) {
        return service.image().reference().inTaggedForm();
    }

    private static ImageRef inRegistry(App app, Service service, ImageRegistry registry) {
        return registry.reference(
                app.name(), service.name(), tagged(service).tag().orElse("latest"));
    }

    /** The app with the builds left out whose images have names that were chosen: others have brought them to a registry. */
    static App ofOthers(App app) {
        App named = app;
        for (Service service : app.services().values()) {
            var usual = ImageRef.parse((app.name() + "-" + service.name()).toLowerCase(Locale.ROOT));
            if (service.image().build().isPresent() && !tagged(service).equals(usual.inTaggedForm())) {
                named = named.withService(
                        service.withImage(image(service, service.image().reference(), Optional.empty())));
            }
        }
        return named;
    }

    private static ServiceImage image(Service service, ImageRef reference, Optional<Build> build) {
        ServiceImage image = service.image();
        return new ServiceImage(reference, build, image.pullPolicy(), image.platform(), image.refreshAfter());
    }
}
