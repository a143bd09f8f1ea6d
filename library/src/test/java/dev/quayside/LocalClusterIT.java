package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.Change;
import dev.quayside.engine.CommandRun;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.engine.docker.CreateContainerOptions;
import dev.quayside.engine.docker.DockerContainer;
import dev.quayside.engine.docker.DockerIntegration;
import dev.quayside.engine.docker.DockerOptions;
import dev.quayside.engine.docker.RemoveContainerOptions;
import dev.quayside.engine.docker.RemoveImageOptions;
import dev.quayside.engine.kubernetes.ImageSupply.Supplied;
import dev.quayside.engine.kubernetes.ManifestOptions;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import dev.quayside.model.Service;
import dev.quayside.model.ServiceImage;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images go into nodes that are containers of the engine that builds them. The nodes are stand-ins: containers with the labels of
 * real ones, whose {@code ctr} and {@code docker} note how they are called and keep what they are given.
 */
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
@Timeout(120)
class LocalClusterIT {
    private static final String RECORDING = """
            cat >/bin/ctr <<'END'
            #!/bin/sh
            echo "ctr $*" >>/calls
            for last; do :; done
            case "$*" in
              *"images list"*) grep -Fx "${last#name==}" /names ;;
              *"images import -")
                cat >/image.tar
                tar -xOf /image.tar manifest.json | sed -n 's,.*"RepoTags":\\["\\([^"]*\\)".*,docker.io/library/\\1,p' >>/names
                echo >>/names ;;
            esac
            END
            cat >/bin/docker <<'END'
            #!/bin/sh
            [ -e /has-docker ] || exit 1
            [ "$1" = version ] && exit 0
            echo "docker $*" >>/calls
            case "$*" in
              "image inspect"*) grep -Fx "$4" /names ;;
              load)
                cat >/image.tar
                tar -xOf /image.tar manifest.json | sed -n 's,.*"RepoTags":\\["\\([^"]*\\)".*,docker.io/library/\\1,p' >>/names
                echo >>/names ;;
            esac
            END
            chmod +x /bin/ctr /bin/docker
            """;

    private final String name = "qload-" + UUID.randomUUID().toString().substring(0, 8);
    private final TestEngine engine;
    private final DockerIntegration docker;
    private final List<DockerContainer> nodes = new ArrayList<>();

    @TempDir
    private Path folder;

    LocalClusterIT(TestEngine engine) {
        this.engine = engine;
        docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
    }

    private DockerContainer node(String word, String preparation, Map<String, String> labels) {
        var options = CreateContainerOptions.DEFAULT
                .withCommand("sh", "-c", RECORDING + preparation + "\ntouch /names /calls /ready\nsleep 100")
                .withLabels(labels);
        var container = docker.createContainer("busybox:1.37", name + "-" + word, options);
        nodes.add(container);
        docker.startContainer(container);
        run(container, "until [ -e /ready ]; do usleep 20000; done");
        return container;
    }

    private String run(DockerContainer container, String script) {
        return CommandRun.of(docker.exec(container.id(), ExecRequest.of("sh", "-c", script)), Duration.ofSeconds(30))
                .output();
    }

    private String calls(DockerContainer container) {
        return run(container, "cat /calls");
    }

    private BuiltImages images(String context) {
        return new BuiltImages(
                new ConnectOptions(
                        ConnectOptions.EngineKind.KUBERNETES,
                        Optional.of(engine.host()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        ManifestOptions.DEFAULT,
                        ConnectOptions.Embedded.NEVER,
                        Map.of(),
                        folder,
                        notice -> {}),
                context);
    }

    private Service web(String version) {
        Build build = Build.of(folder.toString())
                .withInlineDockerfile("FROM busybox:1.37\nRUN echo " + version + " >/version\n");
        var reference = ImageRef.parse(name + "-web");
        return Service.of("web", reference)
                .withImage(new ServiceImage(reference, Optional.of(build), PullPolicy.MISSING));
    }

    private static Change.BuildImage building(Service service) {
        return new Change.BuildImage(
                service.name(),
                service.image().build().orElseThrow(),
                service.image().reference());
    }

    private Supplied brought(BuiltImages images, Service service) {
        images.bring(building(service), ProgressListener.silent());
        return images.find(service).orElseThrow();
    }

    @AfterEach
    void removeEverything() {
        nodes.forEach(node -> docker.removeContainer(node, RemoveContainerOptions.DEFAULT.killing()));
        docker.listImages().stream()
                .filter(image -> image.repository().contains(name))
                .forEach(image -> docker.images().remove(image.reference(), RemoveImageOptions.FORCED));
        docker.close();
    }

    @Test
    void everyNodeOfKindGetsTheImageUnderANameMadeOfItsId() {
        var first = node("one", "", kind("control-plane"));
        var second = node("two", "", kind("worker"));
        var balancer = node("three", "", kind("external-load-balancer"));
        try (var images = images("kind-" + name)) {
            assertThat(images.find(web("1"))).isEmpty();

            Supplied supplied = brought(images, web("1"));

            String id = supplied.facts().id().replace("sha256:", "").substring(0, 20);
            assertThat(supplied.reference().familiar()).isEqualTo(name + "-web:id-" + id);
            for (DockerContainer node : List.of(first, second)) {
                assertThat(calls(node)).contains("ctr --namespace k8s.io images import -\n");
                assertThat(run(node, "tar -tf /image.tar")).contains("manifest.json");
            }
            assertThat(calls(balancer)).isEmpty();
            assertThat(docker.images().find(supplied.reference().familiar())).isEmpty();
        }
    }

    private Map<String, String> kind(String role) {
        return Map.of("io.x-k8s.kind.cluster", name, "io.x-k8s.kind.role", role);
    }

    @Test
    void whatTheNodesHaveIsNotSentAgainAndAnotherImageGetsAnotherName() {
        var node = node("one", "", kind("control-plane"));
        try (var images = images("kind-" + name)) {
            Supplied first = brought(images, web("1"));
            Supplied again = brought(images, web("1"));
            Supplied changed = brought(images, web("2"));

            assertThat(again).isEqualTo(first);
            assertThat(changed.reference()).isNotEqualTo(first.reference());
            assertThat(calls(node).lines().filter(line -> line.endsWith("import -")))
                    .hasSize(2);
        }
    }

    @Test
    void aNodeOfK3dIsAskedByItsOwnContainerd() {
        var server = node("one", "", Map.of("app", "k3d", "k3d.cluster", name, "k3d.role", "server"));
        var balancer = node("two", "", Map.of("app", "k3d", "k3d.cluster", name, "k3d.role", "loadbalancer"));
        try (var images = images("k3d-" + name)) {
            brought(images, web("1"));

            assertThat(calls(server))
                    .contains("ctr --address /run/k3s/containerd/containerd.sock --namespace k8s.io images import -\n");
            assertThat(calls(balancer)).isEmpty();
        }
    }

    @Test
    void minikubeWithADockerEngineLoadsIntoThat() {
        var node = node("one", "touch /has-docker", Map.of("name.minikube.sigs.k8s.io", name));
        try (var images = images(name)) {
            Supplied supplied = brought(images, web("1"));

            assertThat(calls(node)).contains("docker load\n").doesNotContain("ctr ");
            assertThat(run(node, "cat /names"))
                    .isEqualToIgnoringNewLines(supplied.reference().canonical());
        }
    }

    @Test
    void minikubeWithoutADockerEngineLoadsIntoContainerd() {
        var node = node("one", "", Map.of("name.minikube.sigs.k8s.io", name));
        try (var images = images(name)) {
            brought(images, web("1"));

            assertThat(calls(node)).contains("ctr --namespace k8s.io images import -\n");
        }
    }

    @Test
    void aNodeThatDoesNotTakeTheImageIsNamed() {
        node("one", "printf '#!/bin/sh\\necho no room >&2; exit 1\\n' >/bin/ctr", kind("control-plane"));
        try (var images = images("kind-" + name)) {
            assertThatThrownBy(() -> images.bring(building(web("1")), ProgressListener.silent()))
                    .hasMessageContaining("the node '" + name + "-one' does not take the image")
                    .hasMessageContaining("no room");
        }
    }

    @Test
    void aClusterThatThisEngineDoesNotRunIsRefused() {
        try (var images = images("kind-" + name)) {
            assertThatThrownBy(() -> images.find(web("1"))).hasMessageContaining("the service 'web' is built here");
        }
    }
}
