package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user does with an application, on every real engine. */
class AppVerbsIT {
    private static final String FILE = """
            services:
              web:
                image: busybox:1.37
                command: ["sh", "-c", "echo hello from web; exec sleep 600"]
                environment: { COLOUR: "${COLOUR:-green}" }
                depends_on:
                  job: { condition: service_completed_successfully }
                  store: { condition: service_healthy }
                init: true
                stop_grace_period: 1s
              job:
                image: busybox:1.37
                command: ["sh", "-c", "echo the job is done"]
                restart: "no"
              store:
                image: busybox:1.37
                command: ["sh", "-c", "sleep 1; touch /ready; exec sleep 600"]
                init: true
                volumes: ["data:/data"]
                healthcheck: { test: ["CMD", "test", "-e", "/ready"] }
            volumes:
              data:
            """;

    static List<String> engines() {
        return RealEngine.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void upBringsEverythingUpInOrderAndASecondUpChangesNothing(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", FILE)) {
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            assertThat(user.err()).contains("web-1: waits for job-1 (completed), store-1 (healthy)");
            assertThat(user.run("ps", "-a", "-q")).isZero();
            String containers = user.out();
            assertThat(containers.lines()).hasSize(3);

            assertThat(user.run("plan", "--exit-code")).as(user.out()).isZero();
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            user.run("ps", "-a", "-q");
            assertThat(user.out()).isEqualTo(containers);

            assertThat(user.run("ps", "--output", "json")).isZero();
            assertThat(user.out()).contains("\"service\": \"web\"");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aChangeIsPlannedWithItsCauseAndThenMade(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", FILE)) {
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            user.environment.put("COLOUR", "blue");
            assertThat(user.run("plan", "--exit-code")).isEqualTo(3);
            assertThat(user.out())
                    .contains("create web-g2-1: environment COLOUR changed")
                    .doesNotContain("blue");
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            assertThat(user.run("exec", "-T", "web", "sh", "-c", "echo $COLOUR"))
                    .isZero();
            assertThat(user.out()).isEqualTo("blue\n");
            user.run("ps");
            assertThat(user.out()).contains(user.app + "-web-g2-1").doesNotContain("web-g1-1");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatRunsCanBeLookedAfter(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", FILE)) {
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            assertThat(user.run("logs", "--tail", "5", "web", "job")).isZero();
            assertThat(user.out()).contains("hello from web", "the job is done");
            assertThat(user.run("exec", "-T", "web", "sh", "-c", "exit 7")).isEqualTo(7);
            assertThat(user.run("exec", "-T", "web", "no-such-program")).isIn(126, 127);
            user.input = "typed by a user\n";
            assertThat(user.run("exec", "-T", "web", "cat")).as(user.err()).isZero();
            assertThat(user.out()).isEqualTo("typed by a user\n");
            assertThat(user.run("stats", "--output", "json")).as(user.err()).isZero();
            assertThat(user.out()).contains("\"memoryBytes\"");
            assertThat(user.run("inspect", "web")).isZero();
            assertThat(user.out()).contains("COLOUR");
            assertThat(user.run("ls")).isZero();
            assertThat(user.out()).contains(user.app);
            assertThat(user.run("config", "--services")).isZero();
            assertThat(user.out().lines()).containsExactlyInAnyOrder("web", "job", "store");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void configPinsImagesToWhatTheirTagsMeanInTheRegistry(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", FILE)) {
            String image = "127.0.0.1:5000/" + user.app + ":1";
            user.file("Dockerfile", "FROM busybox:1.37\n");
            assertThat(user.run("image", "build", "-t", image, "."))
                    .as(user.err())
                    .isZero();
            assertThat(user.run("image", "push", image)).as(user.err()).isZero();
            user.file("compose.yaml", "services: {web: {image: '" + image + "', command: ['true']}}\n");

            assertThat(user.run("config", "--resolve-image-digests"))
                    .as(user.err())
                    .isZero();
            assertThat(user.out())
                    .containsPattern(image + "@sha256:[0-9a-f]{64}")
                    .contains("command:");
            assertThat(user.run("config", "--lock-image-digests", "-o", "lock.yaml"))
                    .as(user.err())
                    .isZero();
            assertThat(user.run("-f", "compose.yaml", "-f", "lock.yaml", "config", "--images"))
                    .as(user.err())
                    .isZero();
            assertThat(user.out()).containsPattern("^" + image + "@sha256:[0-9a-f]{64}\n$");

            user.file("compose.yaml", "services: {web: {image: '127.0.0.1:5000/nothing-here:1'}}\n");
            assertThat(user.run("config", "--lock-image-digests")).isEqualTo(5);
            assertThat(user.err()).contains("nothing-here:1");
            user.run("image", "rm", image);
        }
    }

    /** An engine far away does not see the user's folder: nothing may depend on it once the containers run. */
    @ParameterizedTest
    @MethodSource("engines")
    void everySourceOfConfigsAndSecretsReachesItsContainerWithoutTheFolder(String engine) throws IOException {
        String file = """
                x-all: &all
                  image: busybox:1.37
                  command: ["sleep", "600"]
                  init: true
                  configs: [{ source: text, target: /etc/app/text }, { source: file, target: /etc/app/file },
                            { source: variable, target: /etc/app/variable }]
                  secrets: [file, { source: variable, target: variable, uid: "1000", mode: 0400 }]
                services:
                  writable: { <<: *all }
                  locked: { <<: *all, read_only: true, user: "1000:1000" }
                configs:
                  text: { content: "in the file for ${APP_NAME}" }
                  file: { file: ./app.conf }
                  variable: { environment: APP_NAME }
                secrets:
                  file: { file: ./key.txt }
                  variable: { environment: APP_KEY }
                """;
        try (var user = new RealEngine(engine)
                .file("compose.yaml", file)
                .file("app.conf", "from app.conf")
                .file("key.txt", "from key.txt")) {
            user.environment.put("APP_NAME", "ada");
            user.environment.put("APP_KEY", "from APP_KEY");
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            Files.delete(user.folder.resolve("app.conf"));
            Files.delete(user.folder.resolve("key.txt"));
            for (String service : List.of("writable", "locked")) {
                String show = "for f in /etc/app/text /etc/app/file /etc/app/variable /run/secrets/file"
                        + " /run/secrets/variable; do cat $f; echo; done; touch /x && rm /x && echo writable";
                user.run("exec", "-T", service, "sh", "-c", show);
                assertThat(user.out().lines())
                        .as(user.err())
                        .startsWith("in the file for ada", "from app.conf", "ada", "from key.txt", "from APP_KEY")
                        .hasSize(service.equals("writable") ? 6 : 5);
                user.run("exec", "-T", service, "stat", "-c", "%a %u", "/run/secrets/variable");
                assertThat(user.out()).isEqualTo("400 1000\n");
            }
            user.run("inspect", "locked");
            assertThat(user.out()).doesNotContain("from APP_KEY", "from key.txt");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void downKeepsVolumesUnlessTheyAreNamed(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", FILE)) {
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            assertThat(user.run("down", "-t", "0")).as(user.err()).isZero();
            user.run("volume", "ls", "-q");
            assertThat(user.out()).contains(user.app + "_data");
            user.run("network", "ls");
            assertThat(user.out()).doesNotContain(user.app);
            assertThat(user.run("down", "-v")).as(user.err()).isZero();
            user.run("volume", "ls", "-q");
            assertThat(user.out()).doesNotContain(user.app);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theNounsHandleSinglePieces(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("Dockerfile", "FROM busybox:1.37\nLABEL made=here\n")) {
            String name = user.app;
            assertThat(user.run("image", "build", "-t", name + ":1", "."))
                    .as(user.err())
                    .isZero();
            assertThat(user.run("image", "ls")).isZero();
            assertThat(user.out()).contains(name);
            assertThat(user.run("network", "create", name)).as(user.err()).isZero();
            assertThat(user.run("volume", "create", name)).as(user.err()).isZero();
            assertThat(user.run("container", "create", "--name", name, name + ":1", "sleep", "600"))
                    .as(user.err())
                    .isZero();
            assertThat(user.run("container", "start", name)).as(user.err()).isZero();
            assertThat(user.run("container", "ls")).isZero();
            assertThat(user.out()).contains(name);
            assertThat(user.run("container", "stop", "-t", "0", name))
                    .as(user.err())
                    .isZero();
            assertThat(user.run("container", "rm", name)).as(user.err()).isZero();
            assertThat(user.run("volume", "rm", name)).as(user.err()).isZero();
            assertThat(user.run("network", "rm", name)).as(user.err()).isZero();
            assertThat(user.run("image", "rm", name + ":1")).as(user.err()).isZero();
        }
    }
}
