package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.KeyExample;
import dev.quayside.KeyExamples;
import dev.quayside.KeyProofs;
import dev.quayside.engine.Change;
import dev.quayside.engine.EngineAnswer;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.model.App;
import dev.quayside.model.FileContent;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.plan.Action;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.Planner;
import dev.quayside.plan.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the table of verdicts calls mapped reaches a real engine: what that says of the containers, networks and volumes of an app
 * is another thing with the key than without it. Nothing is started.
 */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class MappedKeysIT {
    private static final Pattern NAMES = Pattern.compile("name: (?=(one|two|other|there|website)\\b)");

    /** Examples of which the app's network is a part. */
    private static final Pattern CONNECTED =
            Pattern.compile("network|links|ports|expose|mac_address", Pattern.CASE_INSENSITIVE);

    /** What older engines refuse before anything is made. */
    private static final Map<String, EngineFeature> NEWER = Map.of(
            "services.NAME.annotations", EngineFeature.ANNOTATIONS,
            "services.NAME.healthcheck.start_interval", EngineFeature.HEALTH_START_INTERVAL,
            "services.NAME.volumes[].image", EngineFeature.IMAGE_MOUNTS,
            "services.NAME.volumes[].image.subpath", EngineFeature.IMAGE_MOUNTS,
            "services.NAME.networks.NAME.gw_priority", EngineFeature.GATEWAY_PRIORITY,
            "services.NAME.networks.NAME.interface_name", EngineFeature.INTERFACE_NAME,
            "networks.NAME.enable_ipv4", EngineFeature.NO_IPV4,
            "services.NAME.volumes[].volume.subpath", EngineFeature.VOLUME_SUBPATH);

    /** Addresses that stand in a file can be had by one network at a time. */
    private static final ReentrantLock FIXED_ADDRESSES = new ReentrantLock();

    private static final Predicate<String> LEFT = Pattern.compile(
                    "(Id|Created|CreatedAt|State|LogPath|Image|ImageManifestDescriptor|ResolvConfPath|HostnamePath|HostsPath"
                            + "|GraphDriver|Storage|Scope|Status)([.].*)?"
                            + "|Config[.]Labels[.]dev[.]quayside[.].*|Labels[.]dev[.]quayside[.].*|NetworkSettings[.](?!Networks).*")
            .asMatchPredicate();

    /** What an engine says of a text; many examples have the same without their key. */
    private static final Map<String, SortedSet<String>> SAID = new ConcurrentHashMap<>();

    private final String host;

    MappedKeysIT(TestEngine engine) {
        host = engine.host();
    }

    static Stream<KeyExample> shown() {
        return KeyExample.mappedBy(DockerFidelity.TABLE, KeyProofs.DOCKER.keySet());
    }

    /** Else the others would prove nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"networks", "volumes", "services.NAME.links", "services.NAME.volumes[].tmpfs"})
    void theSameFileIsTheSameToTheEngineEachTime(String key) {
        var example = example(KeyExamples.ALL.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow());

        assertThat(example.again()).isNotEmpty().isEqualTo(example.again());
    }

    @ParameterizedTest
    @MethodSource("shown")
    void theEngineHasWhatTheKeySays(KeyExample key) {
        var example = example(key);
        var feature = NEWER.get(key.key());
        if (feature != null && !features().contains(feature)) {
            assertFails(ErrorCode.UNSUPPORTED, example::with);
            return;
        }
        var with = example.with();
        var without = example.without();

        assertThat(with).as("what the engine says with the key, and without it").isNotEqualTo(without);
    }

    private Set<EngineFeature> features() {
        try (var docker = DockerIntegration.connect(DockerOptions.at(host))) {
            return docker.system().details().features();
        }
    }

    private Made example(KeyExample example) {
        var name = DeployedApp.newName();
        return new Made(
                host,
                name,
                example.rewritten(text -> NAMES.matcher(text)
                        .replaceAll("name: " + name + "-")
                        .replace("source: ./a.conf", "source: /etc/hostname")));
    }

    /** An example under names of its own. */
    private record Made(String host, String name, KeyExample example) {
        /** What the engine says of it; nothing if the file cannot be read without the key. */
        SortedSet<String> without() {
            return example.appWithout()
                    .map(app -> created(app, example.without()))
                    .orElseGet(TreeSet::new);
        }

        SortedSet<String> again() {
            return made(example.appWith(), example.with());
        }

        SortedSet<String> with() {
            return created(example.appWith(), example.with());
        }

        /** Two that ask at the same time may both have it made. */
        private SortedSet<String> created(App app, String file) {
            String key = host + connected() + file.replace(name, "");
            var known = SAID.get(key);
            if (known == null) {
                known = made(app, file);
                SAID.put(key, known);
            }
            return known;
        }

        private boolean connected() {
            return CONNECTED.matcher(example.with()).find();
        }

        private SortedSet<String> made(App app, String file) {
            if (!file.contains("subnet:")) {
                return deployed(app, file);
            }
            FIXED_ADDRESSES.lock();
            try {
                return deployed(app, file);
            } finally {
                FIXED_ADDRESSES.unlock();
            }
        }

        private SortedSet<String> deployed(App app, String file) {
            try (var deployed = new DeployedApp(host, app.name())) {
                create(deployed, new Wanted(small(app), files(app)));
                return said(deployed, file);
            }
        }

        /** The app with images that engines of tests have, and no network where none is spoken of: that takes long. */
        private App small(App app) {
            var services = new LinkedHashMap<String, Service>();
            app.services().forEach((key, service) -> {
                var had = withImage(service);
                services.put(
                        key,
                        connected()
                                ? had
                                : had.withConnectivity(had.connectivity().withMode(new NetworkMode.None())));
            });
            return app.withServices(services);
        }

        private SortedSet<String> said(DeployedApp app, String file) {
            var answer = new EngineAnswer(file, name, LEFT);
            var observed = app.engine.observe(app.name);
            observed.replicas()
                    .forEach(replica -> answer.add(
                            "container/" + replica.name(),
                            app.docker.inspect(replica.handle()).document()));
            observed.networks()
                    .keySet()
                    .forEach(network -> answer.add(
                            "network/" + network,
                            app.docker.networks().inspect(network).document()));
            observed.volumes()
                    .keySet()
                    .forEach(volume ->
                            answer.add("volume/" + volume, app.docker.api().json(Call.get("/volumes/" + volume))));
            return answer.lines();
        }
    }

    private static void create(DeployedApp app, Wanted wanted) {
        var plan = new Planner().plan(wanted, app.engine.observe(wanted), PlanOptions.DEFAULT);
        for (Step step : plan.steps()) {
            if (step.action() instanceof Action.Perform perform && makes(perform.change())) {
                app.perform(perform.change());
            }
        }
    }

    private static boolean makes(Change change) {
        return change instanceof Change.CreateNetwork
                || change instanceof Change.CreateVolume
                || change instanceof Change.CreateReplica;
    }

    private static Map<Wanted.FileKey, FileContent> files(App app) {
        var files = new LinkedHashMap<Wanted.FileKey, FileContent>();
        KeyExample.contents(app.configs()).forEach((key, content) -> files.put(Wanted.FileKey.config(key), content));
        KeyExample.contents(app.secrets()).forEach((key, content) -> files.put(Wanted.FileKey.secret(key), content));
        return files;
    }

    private static Service withImage(Service service) {
        var image = service.image();
        var had = image.reference().familiar().startsWith("caddy") ? DeployedApp.DEBIAN : DeployedApp.BUSYBOX;
        return service.withImage(new ServiceImage(had, image.build(), image.pullPolicy(), image.platform()));
    }
}
