package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.apply.Applied;
import dev.quayside.apply.Applier;
import dev.quayside.apply.ApplyListener;
import dev.quayside.apply.ApplySettings;
import dev.quayside.apply.Ticker;
import dev.quayside.engine.Replica;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.Wanted;
import dev.quayside.model.App;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.Dependency;
import dev.quayside.model.FileContent;
import dev.quayside.model.FileDefinition;
import dev.quayside.model.FileMount;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Mount;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceProcess;
import dev.quayside.model.Storage;
import dev.quayside.model.Volume;
import dev.quayside.plan.DownOptions;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions;
import dev.quayside.plan.PlanOptions.Orphans;
import dev.quayside.plan.PlanOptions.Waiting;
import dev.quayside.plan.Planner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** An app of a test in a real cluster, in a namespace of its own. */
final class ClusterApp implements AutoCloseable {
    static final PlanOptions OPTIONS =
            PlanOptions.DEFAULT.withWaiting(Waiting.ALL).withOrphans(Orphans.REMOVE);

    final String name;
    final KubernetesOrchestration kubernetes;
    final KubernetesEngine engine;
    private final Planner planner = new Planner();

    private ClusterApp(String name, Path kubeconfig, ManifestOptions options) {
        this.name = name;
        var cluster = KubernetesOptions.resolve(Map.of(), Path.of("/")).withKubeconfig(kubeconfig);
        this.kubernetes = KubernetesOrchestration.connect(cluster);
        this.engine = KubernetesEngine.of(kubernetes, options);
    }

    static ClusterApp of(String name) {
        return of(name, TestKubernetes.kubeconfig(), ManifestOptions.DEFAULT);
    }

    static ClusterApp of(String name, Path kubeconfig, ManifestOptions options) {
        return new ClusterApp(name, kubeconfig, options);
    }

    /** A service that runs until it is stopped, and stops at once. */
    static Service service(String name) {
        return running(name, "trap 'exit 0' TERM; sleep 3600 & wait");
    }

    static Service running(String name, String script) {
        return Service.of(name, ImageRef.parse(TestKubernetes.image()))
                .withProcess(ServiceProcess.DEFAULT.withCommand("/bin/sh", "-c", script));
    }

    static Service withVariable(Service service, String value) {
        return service.withProcess(service.process().withEnvironment(Map.of("VERSION", value)));
    }

    /** A service that answers with its version, and is ready when it does. */
    static Service serving(String name, String version) {
        Service service = withVariable(
                running(name, "mkdir /www; echo $VERSION >/www/index.html; exec httpd -f -p 8080 -h /www"), version);
        return service.withConnectivity(service.connectivity().withExpose(List.of(ContainerPort.of(8080))));
    }

    /** Three services of each kind of workload, with a file and a volume; all change with the version. */
    Wanted shop(String version) {
        var files = new Storage(
                List.of(),
                List.of(new FileMount(
                        "motd", "/etc/motd.txt", Optional.empty(), Optional.empty(), OptionalInt.empty())),
                List.of());
        Service db = withVariable(service("db"), version)
                .withStorage(Storage.of(new Mount.VolumeMount("data", "/data", false, true, Optional.empty())));
        Service migrate = withVariable(running("migrate", "echo migrated"), version);
        Service web = withVariable(service("web"), version)
                .withStorage(files)
                .withDependsOn(Map.of(
                        "db", Dependency.on(Dependency.Condition.STARTED),
                        "migrate", Dependency.on(Dependency.Condition.COMPLETED)));
        String motd = "version " + version;
        App app = App.of(name, web, migrate, db)
                .withVolume(Volume.named("data", name + "_data"))
                .withConfig(
                        new FileDefinition("motd", name + "_motd", new FileDefinition.Source.Inline(motd), Map.of()));
        return new Wanted(app, Map.of(Wanted.FileKey.config("motd"), FileContent.of(motd)));
    }

    Wanted wanted(Service... services) {
        return Wanted.of(App.of(name, services));
    }

    Applied up(Wanted wanted) {
        return up(wanted, OPTIONS);
    }

    Applied up(Wanted wanted, PlanOptions options) {
        var settings = ApplySettings.DEFAULT.withWaitTimeout(Duration.ofMinutes(3));
        return new Applier(engine, Ticker.system(), settings).up(wanted, options, ApplyListener.silent());
    }

    Plan plan(Wanted wanted) {
        return planner.plan(wanted, engine.observe(wanted), OPTIONS.withHandover(false));
    }

    void down(DownOptions options) {
        new Applier(engine).run(planner.planDown(engine.observe(name), options), ApplyListener.silent());
    }

    List<Replica> replicas(String service) {
        return engine.observe(name).replicasOf(service).stream()
                .filter(replica -> replica.state() != Replica.State.REMOVING)
                .toList();
    }

    /** Waits up to half a minute. */
    static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within half a minute").isLessThan(end);
            Thread.sleep(200);
        }
    }

    /** Takes it down with its data and its namespace. */
    @Override
    public void close() {
        try {
            down(DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE));
        } finally {
            engine.close();
        }
    }
}
