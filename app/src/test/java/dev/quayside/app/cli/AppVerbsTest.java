package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.engine.memory.Behaviour;
import dev.quayside.model.ImageRef;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppVerbsTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli = new CommandLineRun(folder);

    @BeforeEach
    void writeFiles() {
        cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);
    }

    @Test
    void upStartsEverythingAndSaysWhereItIs() {
        assertThat(cli.run("up", "-d")).as(cli.err()).isZero();

        assertThat(cli.out()).isEqualTo("""
                        SERVICE   ADDRESS                 CONTAINER PORT
                        web       http://127.0.0.1:8080   80/tcp
                        """);
        assertThat(cli.err()).contains("web-1: waits for db-1 (healthy)").contains("db-1: healthy");
    }

    @Test
    void asecondUpChangesNothing() {
        cli.run("up", "-d", "--wait");
        cli.engine.forgetChanges();

        assertThat(cli.run("up", "-d", "--wait")).isZero();

        assertThat(cli.engine.changes()).isEmpty();
    }

    @Test
    void planShowsWhatUpWouldDo() {
        assertThat(cli.run("plan")).isZero();

        assertThat(cli.out())
                .startsWith("shop: ")
                .contains("create web-g1-1: ")
                .contains("create network shop_default: ");
        assertThat(cli.engine.changes()).isEmpty();
    }

    @Test
    void planSaysByItsExitStatusWhetherSomethingWouldChange() {
        assertThat(cli.run("plan", "--exit-code")).isEqualTo(3);
        cli.run("up", "-d", "--wait");

        assertThat(cli.run("plan", "--exit-code")).isZero();
        assertThat(cli.out()).isEqualTo("shop: nothing to do, everything is as its files say\n");
    }

    @Test
    void planIsATreeForPrograms() {
        cli.run("plan", "--output", "json");

        assertThat(cli.out())
                .startsWith("{\n  \"app\": \"shop\",\n  \"hash\": \"")
                .contains("\"id\": \"create:web-g1-1\"")
                .contains("\"cause\": ");
    }

    @Test
    void psListsContainers() {
        cli.run("up", "-d", "--wait");

        assertThat(cli.run("ps")).isZero();

        assertThat(cli.out().lines().map(line -> line.replaceAll(" {3,}", " | ")))
                .element(0)
                .isEqualTo("NAME | SERVICE | STATUS | PORTS | IMAGE | CREATED");
        assertThat(cli.out())
                .contains("shop-db-g1-1    db        up 0 seconds (healthy)")
                .contains("shop-web-g1-1   web       up 0 seconds             127.0.0.1:8080->80/tcp");
        assertThat(cli.run("ps", "-q", "web")).isZero();
        assertThat(cli.out().lines()).hasSize(1);
    }

    @Test
    void psLeavesStoppedContainersOutUnlessAskedForAll() {
        cli.engine.behave("web", Behaviour.exitsAfter(0, 0));
        cli.run("up", "-d");

        cli.run("ps");
        assertThat(cli.out()).doesNotContain("web");
        cli.run("ps", "-a");
        assertThat(cli.out()).contains("exited (0)");
    }

    @Test
    void psWritesOneShapeForPrograms() {
        cli.run("up", "-d", "--wait");

        cli.run("ps", "web", "--output", "yaml");

        assertThat(cli.out())
                .startsWith("- name: shop-web-g1-1\n  service: web\n  generation: 1\n  number: 1\n  id: ")
                .contains("  state: running\n  health: none\n")
                .contains(
                        "  ports:\n    - container: 80\n      protocol: tcp\n      hostAddress: \"127.0.0.1\"\n      hostPort: 8080\n");
    }

    @Test
    void anApplicationCanBeLookedAfterByNameWhereItsFilesAreNot() {
        cli.run("up", "-d");
        cli.file("elsewhere/empty", "");

        assertThat(cli.run("--project-directory", "nowhere", "-p", "shop", "ps"))
                .isZero();
        assertThat(cli.out()).contains("shop-web-g1-1");
    }

    @Test
    void downRemovesEverythingButVolumes() {
        cli.run("up", "-d");

        assertThat(cli.run("down")).isZero();

        assertThat(cli.engine.observe("shop").replicas()).isEmpty();
        assertThat(cli.engine.observe("shop").networks()).isEmpty();
        assertThat(cli.engine.observe("shop").volumes()).isNotEmpty();
        assertThat(cli.run("down", "-v")).isZero();
        assertThat(cli.engine.observe("shop").volumes()).isEmpty();
    }

    @Test
    void logsAreShownWithTheirServices() {
        cli.engine.behave("web", Behaviour.RUNS.writing("ready", "served"));
        cli.engine.behave("db", Behaviour.RUNS.writing("listening"));
        cli.run("up", "-d");

        assertThat(cli.run("logs")).isZero();

        assertThat(cli.out().lines()).containsExactlyInAnyOrder("web-1 | ready", "web-1 | served", "db-1  | listening");
        cli.run("logs", "--no-log-prefix", "--tail", "1", "web");
        assertThat(cli.out()).isEqualTo("served\n");
        cli.run("logs", "--output", "json", "db");
        assertThat(cli.out()).contains("\"service\":\"db\"").contains("\"text\":\"listening\"");
    }

    @Test
    void aFailureShowsTheEvidence() {
        cli.engine.behave("db", Behaviour.exitsAfter(0, 3).writing("no space left"));

        assertThat(cli.run("up", "-d")).isEqualTo(1);

        assertThat(cli.err())
                .contains("shop-db-g1-1: exited with exit code 3")
                .contains("    | no space left")
                .contains("error: ");
    }

    @Test
    void programsGetTheEvidenceInTheErrorObject() {
        cli.engine.behave("db", Behaviour.exitsAfter(0, 3).writing("no space left"));

        assertThat(cli.run("up", "-d", "--output", "json", "--progress", "quiet"))
                .isEqualTo(1);

        assertThat(cli.err())
                .startsWith("{\n  \"error\": {\n    \"code\": \"CONTAINER_FAILED\"")
                .contains("\"no space left\"");
    }

    @Test
    void onlyTargetsAndWhatTheyNeedAreStarted() {
        cli.run("up", "-d", "db");
        assertThat(cli.engine.observe("shop").replicas())
                .extracting(r -> r.id().service())
                .containsExactly("db");

        cli.run("up", "-d", "--no-deps", "--scale", "web=2", "web");
        assertThat(cli.engine.observe("shop").replicasOf("web")).hasSize(2);
    }

    @Test
    void execPassesTheExitStatusThrough() {
        cli.run("up", "-d");

        assertThat(cli.run("exec", "web", "sh", "-c", "exit 7")).isEqualTo(7);
        assertThat(cli.run("exec", "web", "echo", "hello")).isZero();
        assertThat(cli.out()).isEqualTo("hello\n");
    }

    @Test
    void execNeedsAContainerThatRuns() {
        cli.engine.behave("web", Behaviour.exitsAfter(0, 0));
        cli.run("up", "-d");
        cli.run("ps");

        assertThat(cli.run("exec", "web", "true")).isEqualTo(5);
        assertThat(cli.err()).contains("the service 'web' of 'shop' has no running container");
    }

    @Test
    void lsListsApplications() {
        cli.run("up", "-d");

        assertThat(cli.run("ls")).isZero();

        assertThat(cli.out()).isEqualTo("NAME   RUNNING   SERVICES\nshop   2/2       db, web\n");
    }

    @Test
    void statsAndInspectShowContainers() {
        cli.run("up", "-d");

        cli.run("stats", "web");
        assertThat(cli.out()).contains("shop-web-g1-1   0.0%   1.05MB");
        cli.run("inspect", "web");
        assertThat(cli.out()).contains("\"name\": \"shop-web-g1-1\"");
    }

    @Test
    void buildAndPullBringImages() {
        cli.file("compose.yaml", Shop.FILE.replace("image: nginx:1", "build: web"))
                .file("web/Dockerfile", "FROM scratch");

        assertThat(cli.run("build")).as(cli.err()).isZero();
        assertThat(cli.run("pull")).isZero();
        assertThat(cli.err()).contains("image postgres:15: pulled");
        assertThat(cli.run("pull", "web")).isEqualTo(5);
        assertThat(cli.err()).contains("the service 'web' of 'shop' has no image to pull");
    }

    @Test
    void anImageThatCannotBePulledFailsTheCommand() {
        cli.engine.refuseImage(ImageRef.parse("nginx:1"));

        assertThat(cli.run("up", "-d")).isNotZero();
        assertThat(cli.err()).contains("nginx:1");
    }

    @Test
    void configShowsTheApplicationWithoutAnEngine() {
        assertThat(cli.run("config", "--services")).isZero();
        assertThat(cli.out().lines()).containsExactlyInAnyOrder("web", "db");
        cli.run("config", "--images");
        assertThat(cli.out().lines()).containsExactlyInAnyOrder("nginx:1", "postgres:15");
        assertThat(cli.run("config", "-q")).isZero();
        assertThat(cli.out()).isEmpty();
        cli.run("config", "--format", "json");
        assertThat(cli.out()).startsWith("{");
        assertThat(cli.run("config", "-o", "all.yaml")).isZero();
        assertThat(folder.resolve("all.yaml")).content().startsWith("name: shop");
        assertThat(cli.connections).isEmpty();
    }

    @Test
    void configShowsWhatUpRefusesSinceNoEngineDoesIt() {
        cli.file(
                "compose.yaml",
                Shop.FILE.replace("image: nginx:1", "image: nginx:1\n    use_api_socket: true\n    models: [talk]")
                        + "models: {talk: {model: ai/small}}\n");

        assertThat(cli.run("config")).as(cli.err()).isZero();
        assertThat(cli.out()).contains("use_api_socket: true");
        assertThat(cli.err()).contains("'up' refuses it", "no engine does services.web.use_api_socket: it hands");
        assertThat(cli.run("config", "--models")).isZero();
        assertThat(cli.out()).isEqualTo("ai/small\n");
        assertThat(cli.run("ps")).as(cli.err()).isZero();
        assertThat(cli.run("up", "-d")).isNotZero();
        assertThat(cli.err()).contains("no engine does services.web.use_api_socket: it hands", "compose.yaml:");
    }

    @Test
    void configTellsWhichVariablesThereAreAndWhereTheyGetTheirValues() {
        cli.file("compose.yaml", Shop.FILE.replace("nginx:1", "nginx:${TAG:-1}${SUFFIX:?}"))
                .file(".env", "SUFFIX=-alpine\nDB_PASSWORD=sesame\n");

        assertThat(cli.run("config", "--variables")).as(cli.err()).isZero();
        assertThat(cli.out()).containsSubsequence("NAME", "SUFFIX", "true", "TAG", "false", "1");
        cli.run("config", "--variables", "--format", "json");
        assertThat(cli.out()).contains("\"DefaultValue\": \"1\"", "\"Required\": true");
        assertThat(cli.run("config", "--environment")).as(cli.err()).isZero();
        assertThat(cli.out().lines())
                .contains("COMPOSE_PROJECT_NAME=shop", "DB_PASSWORD=********", "SUFFIX=-alpine")
                .isSorted();
        cli.run("config", "--environment", "--show-secrets");
        assertThat(cli.out()).contains("DB_PASSWORD=sesame\n");
    }

    @Test
    void configLeavesOutWhatItIsToldTo() {
        cli.file("compose.yaml", Shop.FILE.replace("nginx:1", "nginx:${TAG:-1}\n    volumes: [./data:/data]"));

        assertThat(cli.run("config", "--no-interpolate", "--no-path-resolution"))
                .as(cli.err())
                .isZero();
        assertThat(cli.out()).contains("nginx:${TAG:-1}", "source: ./data");
        assertThat(cli.run("config", "--no-normalize")).isZero();
        assertThat(cli.out()).doesNotContain("shop_default");
        assertThat(cli.run("config", "--no-interpolate", "--lock-image-digests"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("leave --no-interpolate out");
        assertThat(cli.connections).isEmpty();
    }

    @Test
    void configFailsOnWhatUpWouldRefuseOnlyIfItIsStrict() {
        cli.file("compose.yaml", Shop.FILE.replace("nginx:1", "'Bad Name'"));

        assertThat(cli.run("config")).isZero();
        assertThat(cli.run("config", "--strict")).isNotZero();
        assertThat(cli.err()).contains("compose.yaml:", "Bad Name");
        assertThat(cli.run("config", "--strict", "--no-normalize")).isEqualTo(2);
    }

    @Test
    void configHasANumberForEachServiceThatChangesWithIt() {
        cli.run("config", "--hash", "*");
        String before = cli.out();
        cli.file("compose.yaml", Shop.FILE.replace("nginx:1", "nginx:2"));
        cli.run("config", "--hash", "*");

        assertThat(before).containsPattern("(?m)^web [0-9a-f]{64}$").containsPattern("(?m)^db [0-9a-f]{64}$");
        assertThat(cli.out().lines().filter(before::contains))
                .singleElement()
                .asString()
                .startsWith("db ");
        assertThat(cli.run("config", "--hash", "webb")).isNotZero();
        assertThat(cli.err()).contains("there is no service 'webb'");
    }

    @Test
    void configRedactsOnRequest() {
        cli.file(
                "compose.yaml",
                Shop.FILE.replace("nginx:1", "nginx:1\n    environment: {API_TOKEN: sesame, LEVEL: 3}"));

        cli.run("config", "--redact");
        assertThat(cli.out())
                .contains("API_TOKEN: \"********\"", "LEVEL: \"3\"")
                .doesNotContain("sesame");
        cli.run("config");
        assertThat(cli.out()).contains("sesame");
    }

    @Test
    void theFileMayComeFromStandardInput() {
        cli.input = Shop.FILE.replace("shop", "kiosk");

        assertThat(cli.run("-f", "-", "config")).isZero();

        assertThat(cli.out()).startsWith("name: kiosk\n");
    }
}
