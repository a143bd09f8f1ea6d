package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.apply.ApplyListener;
import dev.quayside.engine.CommandRun;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.TestKubernetes;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.RemoveImageOptions;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.ServiceImage.PullPolicy;
import dev.quayside.plan.DownOptions;
import dev.quayside.plan.Plan;
import dev.quayside.plan.PlanOptions.Building;
import dev.quayside.plan.PlanOptions.Recreation;
import dev.quayside.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Docker Engine builds runs in a real cluster, by way of a registry that both reach. */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
@Timeout(300)
class ClusterImagesIT {
    private final String name = "qimg-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestEngine engine;
    private final String registry = TestKubernetes.registry() + "/quayside-test";

    @TempDir
    private Path folder;

    ClusterImagesIT(TestEngine engine) {
        this.engine = engine;
    }

    private Quayside connect(Optional<String> pushTo) {
        return Quayside.connect(new ConnectOptions(
                ConnectOptions.EngineKind.KUBERNETES,
                Optional.of(engine.host()),
                Optional.empty(),
                Optional.of(TestKubernetes.kubeconfig()),
                Optional.empty(),
                pushTo.map(ImageRegistry::parse),
                ManifestOptions.DEFAULT,
                ConnectOptions.Embedded.NEVER,
                Map.of(),
                folder,
                notice -> {}));
    }

    private App write(String version) throws IOException {
        Files.writeString(folder.resolve("version"), version);
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM busybox:1.37
                COPY version /www/index.html
                EXPOSE 8080
                CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
                """);
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    build: .
                    stop_grace_period: 1s
                  worker:
                    image: %s-web
                    command: ["sleep", "3600"]
                    stop_grace_period: 0s
                """.formatted(name));
        return Quayside.read(ProjectOptions.in(folder).withName(name)).app();
    }

    @AfterEach
    void removeEverything() {
        try (var quayside = connect(Optional.of(registry))) {
            quayside.down(name, DownOptions.DEFAULT.withVolumes(DownOptions.Volumes.REMOVE), ApplyListener.silent());
        }
        try (var docker = DockerIntegration.connect(DockerOptions.at(engine.host()))) {
            docker.listImages().stream()
                    .filter(image -> image.repository().contains(name))
                    .map(image -> image.id())
                    .distinct()
                    .forEach(id -> docker.images().remove(id, RemoveImageOptions.FORCED));
        }
    }

    private String served(Quayside quayside) {
        var web = quayside.replica(name, "web", OptionalInt.empty());
        return CommandRun.of(
                        quayside.exec(web.id(), ExecRequest.of("wget", "-q", "-O", "-", "http://web:8080/")),
                        Duration.ofSeconds(30))
                .output();
    }

    private String image(Quayside quayside, String deployment) {
        return quayside.kubernetes().getDeployment(deployment, name).image();
    }

    @Test
    void anImageIsBuiltPushedAndRunByItsDigest() throws IOException {
        App app = write("one");
        try (var quayside = connect(Optional.of(registry))) {
            Plan plan = quayside.plan(app, UpOptions.DEFAULT);
            assertThat(plan.imageSteps())
                    .extracting(Step::describe)
                    .containsExactly("build web: image " + registry + "/" + name + "-web:latest is not there");

            quayside.up(app, UpOptions.DEFAULT.waitingForAll(), ApplyListener.silent());

            String first = image(quayside, "web");
            assertThat(first).startsWith(registry + "/" + name + "-web@sha256:");
            assertThat(image(quayside, "worker")).isEqualTo(first);
            assertThat(served(quayside)).isEqualTo("one");
            assertThat(quayside.plan(app, UpOptions.DEFAULT).steps()).isEmpty();

            App changed = write("two");
            assertThat(quayside.plan(changed, UpOptions.DEFAULT).steps()).isEmpty();
            quayside.up(
                    changed, UpOptions.DEFAULT.withBuilding(Building.ALWAYS).waitingForAll(), ApplyListener.silent());

            assertThat(image(quayside, "web")).isNotEqualTo(first).isEqualTo(image(quayside, "worker"));
            assertThat(served(quayside)).isEqualTo("two");
        }
    }

    @Test
    void anImageThatAnotherMachinePushedIsTakenAsItIs() throws IOException {
        App app = write("one");
        try (var quayside = connect(Optional.of(registry))) {
            quayside.build(app, List.of(), ApplyListener.silent());
        }
        try (var docker = DockerIntegration.connect(DockerOptions.at(engine.host()))) {
            docker.images().remove(registry + "/" + name + "-web:latest", RemoveImageOptions.FORCED);
        }

        try (var quayside = connect(Optional.of(registry))) {
            var applied = quayside.up(
                    app, UpOptions.DEFAULT.withBuilding(Building.NEVER).waitingForAll(), ApplyListener.silent());

            assertThat(applied.steps()).doesNotContainKey("build:web");
            assertThat(served(quayside)).isEqualTo("one");
        }
    }

    @Test
    void anImageThatIsPulledStaysWhatItsTagMeantUntilItIsAskedForAgain() throws IOException {
        var tag = ImageRef.parse(registry + "/" + name + "-pulled:1");
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: %s
                    command: ["sleep", "3600"]
                    stop_grace_period: 0s
                """.formatted(tag));
        App app = Quayside.read(ProjectOptions.in(folder).withName(name)).app();
        var again = UpOptions.DEFAULT.waitingForAll();
        try (var quayside = connect(Optional.empty())) {
            push(tag, "one");
            quayside.up(app, again, ApplyListener.silent());
            String first = image(quayside, "web");
            assertThat(first).startsWith(tag + "@sha256:");
            assertThat(quayside.ps(name, List.of()))
                    .singleElement()
                    .satisfies(replica -> assertThat(replica.image()).isEqualTo(tag.familiar()));

            push(tag, "two");
            assertThat(quayside.plan(app, again).steps()).isEmpty();
            quayside.up(app, again.withRecreation(Recreation.ALL), ApplyListener.silent());
            assertThat(image(quayside, "web")).isEqualTo(first);
            assertThat(held(quayside)).isEqualTo("one");

            quayside.up(app, again.withPull(PullPolicy.ALWAYS), ApplyListener.silent());
            assertThat(image(quayside, "web")).startsWith(tag + "@sha256:").isNotEqualTo(first);
            assertThat(held(quayside)).isEqualTo("two");
            assertThat(quayside.plan(app, again).steps()).isEmpty();

            Files.writeString(
                    folder.resolve("compose.yaml"), "    x-quayside: {pin: none}\n", StandardOpenOption.APPEND);
            App unpinned =
                    Quayside.read(ProjectOptions.in(folder).withName(name)).app();
            quayside.up(unpinned, again, ApplyListener.silent());
            assertThat(image(quayside, "web")).isEqualTo(tag.familiar());
        }
    }

    /** What the image of the newest pod holds. */
    private String held(Quayside quayside) {
        var web = quayside.replica(name, "web", OptionalInt.empty());
        return CommandRun.of(quayside.exec(web.id(), ExecRequest.of("cat", "/www/index.html")), Duration.ofSeconds(30))
                .output();
    }

    private void push(ImageRef tag, String version) throws IOException {
        Files.writeString(folder.resolve("version"), version);
        var build =
                Build.of(folder.toString()).withInlineDockerfile("FROM busybox:1.37\nCOPY version /www/index.html\n");
        try (var docker = DockerIntegration.connect(DockerOptions.at(engine.host()))) {
            docker.buildImage(build, tag, ProgressListener.silent());
            docker.images().push(tag, ProgressListener.silent());
        }
    }

    @Test
    void withoutAWayToTheClusterNothingIsChanged() throws IOException {
        App app = write("one");
        try (var quayside = connect(Optional.empty())) {
            assertThatThrownBy(() -> quayside.up(app, UpOptions.DEFAULT, ApplyListener.silent()))
                    .isInstanceOfSatisfying(
                            QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                    .hasMessageContaining("the service 'web' is built here")
                    .hasMessageContaining("--registry");
            assertThat(quayside.kubernetes().listNamespaces())
                    .noneMatch(namespace -> namespace.name().equals(name));
        }
    }
}
