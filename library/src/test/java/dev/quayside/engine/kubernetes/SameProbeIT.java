package dev.quayside.engine.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.Project;
import dev.quayside.ProjectOptions;
import dev.quayside.Quayside;
import dev.quayside.UpOptions;
import dev.quayside.apply.ApplyListener;
import dev.quayside.engine.EntryStream;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.LogQuery;
import dev.quayside.engine.TestEngines;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.docker.DockerEngine;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.plan.DownOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One file on both engines: what its process is given differs only where a verdict on one of the file's keys says so. */
@Execution(ExecutionMode.CONCURRENT)
class SameProbeIT {
    private static final Path FILE = Path.of("src", "test", "resources", "dev", "quayside", "probe", "compose.yaml");
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** The lines of the report that may differ, by what they begin with, and the key whose verdict says why. */
    private static final Map<String, String> SAID = Map.ofEntries(
            Map.entry("variable KUBERNETES_", "services.NAME.environment"),
            Map.entry("variable PATH", "services.NAME.environment"),
            Map.entry("variable HOSTNAME", "services.NAME.hostname"),
            Map.entry("host probe-0", "services.NAME.hostname"),
            Map.entry("host here", "services.NAME.hostname"),
            Map.entry("permissions of /etc/title", "services.NAME.configs"),
            Map.entry("permissions of /probe/report.sh", "services.NAME.configs"),
            Map.entry("permissions of /run/secrets/key", "services.NAME.secrets"),
            Map.entry("permissions of /etc/probe.conf", "services.NAME.volumes[].bind"),
            Map.entry("permissions of /run/secrets/own", "services.NAME.secrets[].mode"),
            Map.entry("content of /run/secrets/own", "services.NAME.secrets[].mode"),
            Map.entry("permissions of /memory", "services.NAME.volumes[].tmpfs"),
            Map.entry("status NoNewPrivs", "services.NAME.security_opt"));

    private final String name = "probe-" + UUID.randomUUID().toString().substring(0, 8);

    private Project project() {
        var options = ProjectOptions.of(FILE).withName(name);
        return Quayside.read(
                options.withEnvironment(Map.of("PROBE_IMAGE", TestKubernetes.image(), "PROBE_KEY", "hunter2")));
    }

    @Test
    void whatDiffersIsWhatTheVerdictsSay() throws InterruptedException {
        List<String> docker = onDocker();
        List<String> kubernetes = onKubernetes();
        List<String> differences = differences(docker, kubernetes);

        assertThat(docker).contains("ready", "signal TERM", "page of partner Hello");
        assertThat(differences)
                .as("everything that differs is said")
                .allMatch(line -> SAID.keySet().stream().anyMatch(line::startsWith));
        assertThat(SAID.keySet())
                .as("everything that is said differs")
                .allMatch(said -> differences.stream().anyMatch(line -> line.startsWith(said)));
        assertThat(SAID.values())
                .allMatch(key -> !KubernetesFidelity.TABLE.of(key).why().isEmpty());
    }

    /** Lines of one report that the other has not. */
    private static List<String> differences(List<String> docker, List<String> kubernetes) {
        var differences = new ArrayList<String>();
        docker.stream().filter(line -> !kubernetes.contains(line)).forEach(differences::add);
        kubernetes.stream().filter(line -> !docker.contains(line)).forEach(differences::add);
        return differences;
    }

    private List<String> onDocker() {
        Project project = project();
        String host = TestEngines.all().getFirst().host();
        try (var quayside = Quayside.on(DockerEngine.of(DockerIntegration.connect(DockerOptions.at(host))))) {
            try {
                quayside.up(project.app(), UpOptions.DEFAULT, ApplyListener.silent());
                awaitReady(quayside);
                quayside.stop(project.app(), Optional.empty());
                return report(quayside);
            } finally {
                quayside.down(
                        name, DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE), ApplyListener.silent());
            }
        }
    }

    private List<String> report(Quayside quayside) {
        var lines = new ArrayList<String>();
        try (EntryStream<LogLine> logs = quayside.logs(name, List.of("probe"), LogQuery.ALL, Instant.now())) {
            for (var line = logs.next(); line.isPresent(); line = logs.next()) {
                lines.add(line.get().text());
            }
        }
        return lines;
    }

    private void awaitReady(Quayside quayside) {
        Instant end = Instant.now().plus(LONGEST);
        while (!report(quayside).contains("ready")) {
            assertThat(Instant.now())
                    .as("the report is not ready: " + report(quayside))
                    .isBefore(end);
            Pauses.pause(Duration.ofMillis(200));
        }
    }

    private List<String> onKubernetes() throws InterruptedException {
        try (var kubernetes = KubernetesOrchestration.connect(TestKubernetes.kubeconfig());
                var server = new ServerSideApply(TestKubernetes.kubeconfig())) {
            kubernetes.createNamespace(name);
            try {
                var mapped = Quayside.manifests(project(), ManifestOptions.DEFAULT.inNamespace(name));
                mapped.manifests().forEach(manifest -> server.apply(manifest, ServerSideApply.Run.REAL));
                return reportOfPod(kubernetes);
            } finally {
                kubernetes.deleteNamespace(name, DeleteOptions.DEFAULT.alsoForeign());
            }
        }
    }

    /** The output of a pod is there as long as the pod is: it is read while it comes. */
    private List<String> reportOfPod(KubernetesOrchestration kubernetes) throws InterruptedException {
        String pod = "probe-0";
        Instant latest = Instant.now().plus(LONGEST);
        while (kubernetes.listPods(name).stream()
                .noneMatch(found -> found.name().equals(pod) && found.status().equals("Running"))) {
            assertThat(Instant.now())
                    .as("no pod runs: " + kubernetes.listPods(name))
                    .isBefore(latest);
            Pauses.pause(Duration.ofMillis(300));
        }
        var lines = new CopyOnWriteArrayList<String>();
        try (var logs = kubernetes.logs(pod, name, LogOptions.FOLLOWED)) {
            Thread reader = Thread.ofVirtual().start(() -> {
                for (var line = logs.next(); line.isPresent(); line = logs.next()) {
                    lines.add(line.get().text());
                }
            });
            Instant end = Instant.now().plus(LONGEST);
            while (!lines.contains("ready")) {
                assertThat(Instant.now())
                        .as("the report is not ready: " + lines)
                        .isBefore(end);
                Pauses.pause(Duration.ofMillis(200));
            }
            kubernetes.deletePod(pod, name, DeleteOptions.DEFAULT.alsoForeign());
            reader.join(LONGEST);
        }
        return lines;
    }
}
