package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Wanted;
import dev.quayside.engine.http.Parallel;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Orchestration.Pinning;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which digest stands for the tag of each service's image. Nodes pull when they get a pod, so that a tag that is moved would give the
 * pods of one service different images.
 *
 * <p>A service that is there keeps its digest, or its lack of one, until the file names another tag: what is not asked for does not
 * change. Only a tag that the app does not run yet is looked up, or one that is to be pulled each time.
 *
 * @param digests by service
 * @param notes why tags stay as they are
 */
record ImagePins(Map<String, String> digests, List<String> notes) {
    private static final int CALLS_AT_ONCE = 4;

    ImagePins {
        digests = Map.copyOf(digests);
        notes = List.copyOf(notes);
    }

    /**
     * The digests for an app beside what runs of it.
     *
     * @param pulled whether a service's image comes from a registry as it is
     * @param live the images that pods are made from now, by service
     */
    static ImagePins of(App app, Predicate<Service> pulled, Map<String, String> live, ImageSupply supply) {
        List<Service> services = app.services().values().stream()
                .filter(pulled)
                .filter(ImagePins::canBePinned)
                .toList();
        Map<String, ImageRef> running = running(services, live);
        var unknown = new LinkedHashSet<ImageRef>();
        for (Service service : services) {
            boolean always = service.image().pullPolicy() == PullPolicy.ALWAYS
                    || service.image().pullPolicy() == PullPolicy.REFRESH;
            if (always || !running.containsKey(service.name())) {
                unknown.add(tag(service));
            }
        }
        Map<ImageRef, Answer> answers = ask(unknown, supply);
        var digests = new LinkedHashMap<String, String>();
        for (Service service : services) {
            Optional.ofNullable(answers.get(tag(service)))
                    .flatMap(Answer::digest)
                    .or(() -> Optional.ofNullable(running.get(service.name())).flatMap(ImageRef::digest))
                    .ifPresent(digest -> digests.put(service.name(), digest));
        }
        return new ImagePins(digests, notes(answers));
    }

    private static boolean canBePinned(Service service) {
        return service.image().reference().digest().isEmpty()
                // What is never pulled is on the nodes already, which may know it by this name only.
                && service.image().pullPolicy() != PullPolicy.NEVER
                && service.orchestration().pinning() == Pinning.DIGEST;
    }

    private static ImageRef tag(Service service) {
        return service.image().reference().inTaggedForm();
    }

    /** What runs under the tag that a service wants, in it or else in another one of the app. */
    private static Map<String, ImageRef> running(List<Service> services, Map<String, String> live) {
        var byService = new LinkedHashMap<String, ImageRef>();
        var byTag = new LinkedHashMap<ImageRef, ImageRef>();
        for (Service service : services) {
            Optional.ofNullable(live.get(service.name()))
                    .flatMap(ImagePins::parsed)
                    .ifPresent(image -> {
                        byTag.putIfAbsent(image.withoutDigest(), image);
                        if (image.withoutDigest().equals(tag(service))) {
                            byService.put(service.name(), image);
                        }
                    });
        }
        for (Service service : services) {
            Optional.ofNullable(byTag.get(tag(service)))
                    .ifPresent(image -> byService.putIfAbsent(service.name(), image));
        }
        return byService;
    }

    private static Optional<ImageRef> parsed(String image) {
        try {
            return Optional.of(ImageRef.parse(image));
        } catch (QuaysideException e) {
            // A foreign hand wrote it.
            return Optional.empty();
        }
    }

    private record Answer(Optional<String> digest, String problem) {}

    private static Map<ImageRef, Answer> ask(Set<ImageRef> tags, ImageSupply supply) {
        List<ImageRef> asked = List.copyOf(tags);
        List<Answer> answers = Parallel.map(CALLS_AT_ONCE, asked, tag -> answer(tag, supply));
        var byTag = new LinkedHashMap<ImageRef, Answer>();
        for (int i = 0; i < asked.size(); i++) {
            byTag.put(asked.get(i), answers.get(i));
        }
        return byTag;
    }

    /** The nodes may reach a registry that this machine does not, and may have what no registry has: nothing of it is an error. */
    private static Answer answer(ImageRef tag, ImageSupply supply) {
        try {
            return new Answer(supply.digest(tag), "");
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            return new Answer(Optional.empty(), e.problem());
        }
    }

    private static List<String> notes(Map<ImageRef, Answer> answers) {
        var names = new ArrayList<String>();
        var problems = new LinkedHashSet<String>();
        answers.forEach((tag, answer) -> {
            if (!answer.problem().isEmpty()) {
                names.add(tag.familiar());
                problems.add(answer.problem());
            }
        });
        if (names.isEmpty()) {
            return List.of();
        }
        return List.of("images run by their tags, and not by what these mean now: " + String.join(", ", names) + " ("
                + problems.iterator().next() + ")");
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** The same with its images by their digests. */
    Wanted in(Wanted wanted) {
        App app = wanted.app();
        for (Map.Entry<String, String> pin : digests.entrySet()) {
            Service service = app.services().get(pin.getKey());
            if (service != null) {
                ServiceImage image = service.image();
                app = app.withService(service.withImage(new ServiceImage(
                        tag(service).withDigest(pin.getValue()),
                        image.build(),
                        image.pullPolicy(),
                        image.platform(),
                        image.refreshAfter())));
            }
        }
        return new Wanted(app, wanted.files());
    }
}
