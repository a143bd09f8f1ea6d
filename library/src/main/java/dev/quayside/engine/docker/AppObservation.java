package dev.quayside.engine.docker;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Observed.Resource;
import dev.quayside.engine.Ownership;
import dev.quayside.engine.Replica;
import dev.quayside.engine.http.Parallel;
import dev.quayside.model.App;
import dev.quayside.model.Mount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One look at an app: a handful of lists, asked for at the same time, and an inspection for each of its containers and images,
 * four at a time. Used once.
 */
final class AppObservation {
    private static final int CALLS_AT_ONCE = 4;
    private static final int MOST_LOOKS = 3;

    private final DockerIntegration docker;
    private final String app;
    private final Optional<App> wanted;

    // Each is written by one of the calls that are made at the same time, and read after all of them.
    private List<Replica> replicas = List.of();
    private List<DockerContainer> namesakes = List.of();
    private List<DockerNetwork> networks = List.of();
    private Map<String, DockerVolume> volumes = Map.of();
    private Map<String, ImageFacts> images = Map.of();

    private AppObservation(DockerIntegration docker, String app, Optional<App> wanted) {
        this.docker = docker;
        this.app = app;
        this.wanted = wanted;
    }

    static Observed of(DockerIntegration docker, App app) {
        return new AppObservation(docker, app.name(), Optional.of(app)).observe();
    }

    static Observed of(DockerIntegration docker, String app) {
        return new AppObservation(docker, app, Optional.empty()).observe();
    }

    private Observed observe() {
        look();
        for (var looks = 1; looks < MOST_LOOKS && isOutrun(); looks++) {
            look();
        }
        return new Observed(
                app, replicas, ownNetworks(), ownVolumes(), images, strangers(), external(), Optional.empty());
    }

    /** Whether a replica of the app came up between two of the calls: the last call of a client that was killed may do that. */
    private boolean isOutrun() {
        var known = replicas.stream().map(Replica::handle).collect(Collectors.toSet());
        return namesakes.stream().anyMatch(found -> isOwn(found.labels(), "replica") && !known.contains(found.id()));
    }

    private void look() {
        var questions = new ArrayList<Runnable>();
        questions.add(() -> replicas = readReplicas());
        questions.add(() -> networks = docker.networks().list(ListOptions.ALL));
        questions.add(() -> volumes = readVolumes());
        wanted.ifPresent(files -> {
            questions.add(() -> namesakes = readNamesakes(files));
            questions.add(() -> images = readImages(files));
        });
        Parallel.map(CALLS_AT_ONCE, questions, question -> {
            question.run();
            return question;
        });
    }

    private List<Replica> readReplicas() {
        var own = ListContainersOptions.ALL
                .brief()
                .withLabel(Ownership.APP, app)
                .withLabel(Ownership.PREFIX + "owner", Ownership.OWNER_NAME);
        return Parallel.map(
                        CALLS_AT_ONCE,
                        docker.listContainers(own),
                        listed -> docker.containers().find(listed.id()))
                .stream()
                .flatMap(Optional::stream)
                .flatMap(details -> ReplicaReading.read(details).stream())
                .toList();
    }

    /** Every container whose name a wanted service needs: the fixed ones, and those of any generation. */
    private List<DockerContainer> readNamesakes(App files) {
        if (files.services().isEmpty()) {
            return List.of();
        }
        var filter = ListContainersOptions.ALL.brief();
        for (var service : files.services().values()) {
            var pattern = service.lifecycle()
                    .containerName()
                    .map(AppObservation::literally)
                    .orElse(literally(app + "-" + service.name() + "-g") + "[0-9]+-[0-9]+");
            filter = filter.withFilter("name", "^/?" + pattern + "$");
        }
        return docker.listContainers(filter);
    }

    /** As a pattern of the engine's, which is Go's. */
    private static String literally(String text) {
        return text.replace(".", "[.]").replace("+", "[+]");
    }

    /** The app's own volumes by name, and those of other owners that the wanted app names. */
    private Map<String, DockerVolume> readVolumes() {
        var found = new LinkedHashMap<String, DockerVolume>();
        docker.volumes().list(ListOptions.ALL.withLabel(Ownership.APP, app)).forEach(v -> found.put(v.name(), v));
        var others = wanted.stream()
                .flatMap(files -> files.volumes().values().stream())
                .map(volume -> volume.name())
                .filter(name -> !found.containsKey(name))
                .distinct()
                .toList();
        Parallel.map(CALLS_AT_ONCE, others, name -> docker.volumes().find(name)).stream()
                .flatMap(Optional::stream)
                .forEach(volume -> found.put(volume.name(), volume));
        return found;
    }

    private Map<String, ImageFacts> readImages(App files) {
        var mounted = files.services().values().stream()
                .flatMap(service -> service.storage().mounts().stream())
                .flatMap(mount -> mount instanceof Mount.ImageMount image ? Stream.of(image.image()) : Stream.empty())
                .map(image -> image.inTaggedForm().familiar())
                .toList();
        var references = Stream.concat(
                        files.services().values().stream()
                                .map(service -> service.image()
                                        .reference()
                                        .inTaggedForm()
                                        .familiar()),
                        mounted.stream())
                .distinct()
                .toList();
        var facts = new HashMap<String, ImageFacts>();
        var answers = Parallel.map(
                CALLS_AT_ONCE, references, reference -> docker.images().find(reference));
        for (var i = 0; i < references.size(); i++) {
            var reference = references.get(i);
            answers.get(i).ifPresent(details -> facts.put(reference, withAge(details)));
        }
        var byService = new HashMap<String, ImageFacts>();
        files.services().values().forEach(service -> {
            var known = facts.get(service.image().reference().inTaggedForm().familiar());
            if (known != null) {
                byService.put(service.name(), known);
            }
        });
        mounted.forEach(name -> Optional.ofNullable(facts.get(name)).ifPresent(known -> byService.put(name, known)));
        return byService;
    }

    /** With the time since its name was last given to it, by a pull or a build: the engine says nothing of it if it never was. */
    private static ImageFacts withAge(ImageDetails image) {
        return Times.parse(image.document().at("Metadata").text("LastTagTime"))
                .map(tagged -> image.facts().withAge(Duration.between(tagged, Instant.now())))
                .orElse(image.facts());
    }

    private Map<String, Resource> ownNetworks() {
        return networks.stream()
                .filter(network -> isOwn(network.labels(), "network"))
                .collect(Collectors.toMap(DockerNetwork::name, AppObservation::resource, (first, second) -> first));
    }

    private boolean isOwn(Map<String, String> labels, String kind) {
        return Ownership.fromLabels(labels)
                .filter(owner -> owner.app().equals(app) && owner.kind().equals(kind))
                .isPresent();
    }

    private static Resource resource(DockerNetwork network) {
        var owner = Ownership.fromLabels(network.labels()).orElseThrow();
        return new Resource(
                owner.key(),
                network.id(),
                network.name(),
                owner.specHash(),
                NetworkLabels.layout(network.labels()).isPresent());
    }

    private Map<String, Resource> ownVolumes() {
        var own = new HashMap<String, Resource>();
        volumes.values().stream()
                .filter(volume -> isOwn(volume.labels(), "volume"))
                .forEach(volume -> {
                    var owner = Ownership.fromLabels(volume.labels()).orElseThrow();
                    own.put(
                            volume.name(),
                            new Resource(owner.key(), volume.name(), volume.name(), owner.specHash(), false));
                });
        return own;
    }

    private Map<Name, String> strangers() {
        var strangers = new HashMap<Name, String>();
        var own = replicas.stream().map(Replica::handle).collect(Collectors.toSet());
        namesakes.stream()
                .filter(container -> !own.contains(container.id()))
                .forEach(container ->
                        strangers.put(new Name(Name.Kind.CONTAINER, container.name()), Holder.of(container.labels())));
        wanted.ifPresent(files -> {
            files.networks().values().stream()
                    .filter(network -> !network.external())
                    .forEach(network -> networks.stream()
                            .filter(found -> found.name().equals(network.name()) && !isOwn(found.labels(), "network"))
                            .forEach(found -> strangers.put(
                                    new Name(Name.Kind.NETWORK, found.name()), Holder.of(found.labels()))));
            files.volumes().values().stream()
                    .filter(volume -> !volume.external())
                    .flatMap(volume -> Stream.ofNullable(volumes.get(volume.name())))
                    .filter(found -> !isOwn(found.labels(), "volume"))
                    .forEach(found ->
                            strangers.put(new Name(Name.Kind.VOLUME, found.name()), Holder.of(found.labels())));
        });
        return strangers;
    }

    private Set<Name> external() {
        var names = new HashSet<Name>();
        wanted.ifPresent(files -> {
            files.networks().values().stream()
                    .filter(network -> network.external()
                            && networks.stream().anyMatch(found -> found.name().equals(network.name())))
                    .forEach(network -> names.add(new Name(Name.Kind.NETWORK, network.name())));
            files.volumes().values().stream()
                    .filter(volume -> volume.external() && volumes.containsKey(volume.name()))
                    .forEach(volume -> names.add(new Name(Name.Kind.VOLUME, volume.name())));
        });
        return names;
    }
}
