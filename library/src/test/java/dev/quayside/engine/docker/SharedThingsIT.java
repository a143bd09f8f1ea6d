package dev.quayside.engine.docker;

import static dev.quayside.engine.docker.DockerAssertions.assertFails;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyListener;
import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ReadOptions;
import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.Replica;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.Wanted;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Isolation;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What services get of each other and of containers, images and networks beyond the application, and their hooks. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class SharedThingsIT {
    private static final String SLEEP = "    image: busybox:1.37\n    init: true\n    command: [sleep, '300']\n";

    private final DeployedApp app;
    private final Scratch scratch;
    private final Set<EngineFeature> features;

    SharedThingsIT(TestEngine engine) {
        app = new DeployedApp(engine.host());
        scratch = new Scratch(app.docker);
        features = app.docker.system().details().features();
    }

    @AfterEach
    void removeEverything() {
        try (app) {
            scratch.close();
        }
    }

    private App read(String text) {
        return ComposeReader.read(ReadOptions.of(new ComposeFile("/p/compose.yaml", "name: " + app.name + "\n" + text)))
                .app();
    }

    private void up(String text) {
        new Applier(app.engine).up(Wanted.of(read(text)), PlanOptions.DEFAULT, ApplyListener.silent());
    }

    private Replica replica(String service) {
        return app.engine.observe(app.name).replicasOf(service).getLast();
    }

    private String output(String service, String script) {
        return app.engine
                .run(replica(service).id(), List.of("sh", "-c", script), Duration.ofSeconds(20))
                .output();
    }

    @Test
    void aServiceHasTheVolumesOfAnotherAndIsReplacedWithIt() {
        String files = "services:\n  data:\n" + SLEEP + "    volumes: [/data]\n    environment: {VERSION: '%s'}\n"
                + "    post_start: [{command: [sh, -c, 'echo $$VERSION >/data/version']}]\n"
                + "  web:\n" + SLEEP + "    volumes_from: ['data:ro']\n  writer:\n" + SLEEP
                + "    volumes_from: [data]\n";
        up(files.formatted("1"));

        assertThat(output("web", "cat /data/version")).isEqualTo("1\n");
        assertThat(output("web", "touch /data/more")).contains("Read-only file system");
        output("writer", "echo written >/data/more");
        assertThat(output("web", "cat /data/more")).isEqualTo("written\n");
        assertThat(plan(files.formatted("1"))).isEmpty();

        up(files.formatted("2"));
        assertThat(replica("web").id().generation()).isEqualTo(2);
        assertThat(output("web", "cat /data/version")).isEqualTo("2\n");
        assertThat(output("writer", "cat /data/version")).isEqualTo("2\n");
    }

    private List<String> plan(String text) {
        var wanted = Wanted.of(read(text));
        return new Planner()
                .plan(wanted, app.engine.observe(wanted), PlanOptions.DEFAULT).steps().stream()
                        .map(Object::toString)
                        .toList();
    }

    @Test
    void theOtherContainerMayBeSomeoneElses() {
        var other = app.docker.createContainer(
                Scratch.IMAGE,
                scratch.name("other"),
                CreateContainerOptions.DEFAULT
                        .withCommand("sh", "-c", "echo theirs >/data/f; sleep 300")
                        .withMounts(new Mount.AnonymousMount("/data", false)));
        app.docker.startContainer(other);
        up("services:\n  web:\n" + SLEEP + "    volumes_from: ['container:" + other.name() + "']\n");

        assertThat(output("web", "cat /data/f")).isEqualTo("theirs\n");
    }

    @Test
    void theFilesOfAnImageAreMounted() {
        String files = "services:\n  web:\n" + SLEEP
                + "    volumes: [{type: image, source: 'busybox:1.37', target: /tools, image: {subpath: bin}}]\n";
        if (!features.contains(EngineFeature.IMAGE_MOUNTS)) {
            assertFails(ErrorCode.UNSUPPORTED, () -> up(files)).hasMessageContaining("busybox:1.37");
            return;
        }
        up(files);

        assertThat(output("web", "ls /tools/busybox")).isEqualTo("/tools/busybox\n");
        assertThat(output("web", "touch /tools/x")).contains("Read-only file system");
        assertThat(plan(files)).isEmpty();
    }

    @Test
    void aContainerOutsideTheAppIsKnownByTheNameOfALink() {
        var network = app.docker.createNetwork(scratch.name("outside"), CreateNetworkOptions.DEFAULT);
        var other = app.docker.createContainer(
                Scratch.IMAGE,
                scratch.name("other"),
                CreateContainerOptions.DEFAULT
                        .withCommand("sleep", "300")
                        .withNetwork(network.name(), Attachment.PLAIN));
        app.docker.startContainer(other);
        up("services:\n  web:\n" + SLEEP + "    external_links: ['" + other.name() + ":db']\n"
                + "networks: {default: {name: " + network.name() + ", external: true}}\n");

        assertThat(output("web", "ping -c 1 -W 5 db")).contains("1 packets received");
    }

    @Test
    void aVolumeOfSomeoneElseIsMountedAndLeft() {
        var volume = app.docker.createVolume(scratch.name("theirs"));
        String files = "services:\n  web:\n" + SLEEP + "    volumes: ['data:/data']\n"
                + "volumes: {data: {external: true, name: " + volume.name() + "}}\n";
        up(files);

        output("web", "echo ours >/data/f");
        assertThat(app.container(replica("web").handle()).mounts())
                .singleElement()
                .matches(mount -> mount.name().equals(volume.name()));
        assertThat(app.engine.observe(app.name).volumes()).isEmpty();
    }

    @Test
    void anImageThatIsPulledEveryTimeIsAskedForAtItsRegistry() {
        var here = ImageRef.parse("localhost:9/" + scratch.name("here") + ":1");
        app.docker.images().tag(Scratch.IMAGE, here);
        String files = "services:\n  web:\n" + SLEEP.replace("busybox:1.37", here.familiar()) + "    pull_policy: %s\n";

        assertFails(ErrorCode.REGISTRY_UNREACHABLE, () -> up(files.formatted("always")));
        up(files.formatted("missing"));
        assertThat(replica("web").state()).isEqualTo(Replica.State.RUNNING);
    }

    @Test
    void aServiceIsStartedAnewWithWhatItNeedsIfTheFileSaysSo() {
        String files = "services:\n  db:\n" + SLEEP + "    environment: {VERSION: '%s'}\n"
                + "  web:\n" + SLEEP + "    depends_on: {db: {condition: service_started, restart: true}}\n"
                + "  other:\n" + SLEEP + "    depends_on: {db: {condition: service_started}}\n";
        up(files.formatted("1"));
        var web = replica("web");
        var other = replica("other");

        up(files.formatted("2"));
        assertThat(replica("web").started()).isNotEqualTo(web.started());
        assertThat(replica("other").started()).isEqualTo(other.started());
    }

    @Test
    void aServiceStartsWithoutWhatItDoesNotRequire() {
        String files = "services:\n  job: {image: 'busybox:1.37', command: [sh, -c, exit 3]}\n  web:\n" + SLEEP
                + "    depends_on: {job: {condition: service_completed_successfully, required: %s}}\n";

        assertFails(ErrorCode.CONTAINER_FAILED, () -> up(files.formatted("true")));
        up(files.formatted("false"));
        assertThat(replica("web").state()).isEqualTo(Replica.State.RUNNING);
    }

    @Test
    void hooksRunAfterTheStartAndBeforeTheStop() {
        up("services:\n  web:\n" + SLEEP + """
                    volumes: ['data:/data']
                    post_start:
                    - {command: [sh, -c, 'echo "$$A $$PWD $$(id -u)" >/tmp/after'], user: '7', working_dir: /var,
                       environment: {A: 'it''s'}}
                    - {command: touch /data/second}
                    pre_stop:
                    - {command: [sh, -c, 'date >/data/stopped; chmod 666 /data/stopped; cat /tmp/after >>/data/stopped']}
                    - {command: [sh, -c, 'echo "$$A $$PWD $$(id -u)" >>/data/stopped'], user: '8', working_dir: /tmp,
                       environment: {A: last}}
                volumes: {data: }
                """);
        assertThat(output("web", "cat /tmp/after; ls /data")).isEqualTo("it's /var 7\nsecond\n");

        var id = replica("web").id();
        app.perform(new Change.StopReplica(id, Optional.empty()));
        app.perform(new Change.StartReplica(id));
        assertThat(output("web", "tail -n 2 /data/stopped")).isEqualTo("it's /var 7\nlast /tmp 8\n");
    }

    /** An older engine that may not do everything itself cannot give that to a hook either, and says so. */
    @Test
    void aHookMayBePrivileged() {
        String files = "services:\n  web:\n" + SLEEP + "    volumes: ['data:/data']\n"
                + "    post_start: [{command: [sh, -c, 'grep CapEff /proc/self/status >/data/after'], privileged: %1$s}]\n"
                + "    pre_stop: [{command: [sh, -c, 'grep CapEff /proc/self/status >/data/last'], privileged: %1$s}]\n"
                + "volumes: {data: }\n";
        up(files.formatted("false"));
        String plain = output("web", "cat /data/after");
        try {
            up(files.formatted("true"));
        } catch (QuaysideException e) {
            assertThat(e.problem()).contains("unable to apply caps");
            return;
        }

        String mighty = output("web", "cat /data/after");
        assertThat(mighty).isNotEqualTo(plain);
        var id = replica("web").id();
        app.perform(new Change.StopReplica(id, Optional.empty()));
        app.perform(new Change.StartReplica(id));
        assertThat(output("web", "cat /data/last")).isEqualTo(mighty);
    }

    @Test
    void aServiceWhoseHookFailsHasNotStarted() {
        String files = "services:\n  web:\n" + SLEEP + "    volumes: ['data:/data']\n"
                + "    post_start: [{command: [sh, -c, 'echo no way; test -e /data/ok']}]\nvolumes: {data: }\n";

        assertFails(ErrorCode.CONTAINER_FAILED, () -> up(files))
                .hasMessageContaining("post_start")
                .hasMessageContaining("no way");
        assertThat(replica("web").state()).isEqualTo(Replica.State.EXITED);

        String mending = files.replace("echo no way;", "touch /data/ok;");
        up(mending);
        assertThat(replica("web").state()).isEqualTo(Replica.State.RUNNING);
    }

    @Test
    void aServiceWhoseLastHookFailsIsStoppedAllTheSame() {
        up("services:\n  web:\n" + SLEEP + "    pre_stop: [{command: [sh, -c, 'echo not now; exit 3']}]\n");
        var stop = new Change.StopReplica(replica("web").id(), Optional.empty());

        assertFails(ErrorCode.CONTAINER_FAILED, () -> app.perform(stop))
                .hasMessageContaining("not now")
                .hasMessageContaining("exit code 3");
        assertThat(replica("web").state()).isEqualTo(Replica.State.EXITED);
        app.perform(stop);
    }

    @Test
    void theEngineKnowsHowLongItHasHadAnImage() {
        var other = ImageRef.parse(scratch.name("aged") + ":1");
        app.docker.images().tag(Scratch.IMAGE, other);
        var wanted = Wanted.of(App.of(app.name, Service.of("web", other)));

        var age = requireNonNull(app.engine.observe(wanted).images().get("web")).age();
        assertThat(age).hasValueSatisfying(known -> assertThat(known).isLessThan(Duration.ofMinutes(10)));
    }

    @Test
    void aBuildHasTheLimitsOfItsProcesses(@TempDir Path folder) {
        var build = new Build(
                folder.toString(),
                "Dockerfile",
                Optional.of("FROM busybox:1.37\nRUN test \"$(ulimit -n) $(ulimit -Hn)\" = '77 78'\n"),
                Map.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                List.of(),
                Map.of(),
                OptionalLong.empty(),
                Map.of("nofile", new Isolation.Ulimit(77, 78)));

        var built = app.docker.images().build(build, ImageRef.parse(scratch.name("limits")), ProgressListener.silent());
        assertThat(built.id()).startsWith("sha256:");
    }
}
