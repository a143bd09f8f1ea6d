package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.app.cli.invocation.Signals.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong for users, on every real engine: one clear error, the right exit status, nothing half-done that stays. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BadDaysIT {
    private static final String SLEEPER = """
            services:
              web:
                image: busybox:1.37
                command: ["sleep", "600"]
                init: true
            """;

    static List<String> engines() {
        return RealEngine.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anImageThatNobodyHasIsNamed(String engine) throws IOException {
        try (var user =
                new RealEngine(engine).file("compose.yaml", "services: {web: {image: quayside-has-no-such:1}}\n")) {
            assertThat(user.run("up", "-d")).isIn(1, 5);
            assertThat(user.err()).contains("error: ", "quayside-has-no-such", "→");
            assertThat(user.run("ps", "-a", "-q")).isZero();
            assertThat(user.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aRegistryThatDoesNotAnswerIsNamed(String engine) throws IOException {
        try (var user =
                new RealEngine(engine).file("compose.yaml", "services: {web: {image: '127.0.0.1:9/team/app:1'}}\n")) {
            assertThat(user.run("up", "-d")).isEqualTo(1);
            assertThat(user.err()).contains("127.0.0.1:9");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aTakenPortIsNamedWithItsHolder(String engine) throws IOException {
        String ports = "    ports: ['127.0.0.1:28465:80']\n";
        try (var first = new RealEngine(engine).file("compose.yaml", SLEEPER + ports);
                var second = new RealEngine(engine).file("compose.yaml", SLEEPER + ports)) {
            assertThat(first.run("up", "-d")).as(first.err()).isZero();
            assertThat(second.run("up", "-d")).isEqualTo(1);
            assertThat(second.err()).contains("28465", first.app + "-web-g1-1");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void namesThatBelongToSomeoneElseAreRefusedAndLeftAlone(String engine) throws IOException {
        String volume = "    volumes: ['data:/data']\nvolumes: {data: }\n";
        try (var user = new RealEngine(engine).file("compose.yaml", SLEEPER + volume)) {
            String name = user.app + "_data";
            assertThat(user.run("volume", "create", name)).isZero();
            try {
                assertThat(user.run("up", "-d")).isEqualTo(1);
                assertThat(user.err()).contains(name);
                user.run("ps", "-a", "-q");
                assertThat(user.out()).isEmpty();
                assertThat(user.run("down", "-v")).isZero();
                user.run("volume", "ls", "-q");
                assertThat(user.out()).contains(name);
            } finally {
                user.run("volume", "rm", name);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aContainerThatDiesAtItsStartShowsItsLastWords(String engine) throws IOException {
        String dying = """
                services:
                  web:
                    image: busybox:1.37
                    command: ["sh", "-c", "echo the disk is missing; exit 3"]
                """;
        try (var user = new RealEngine(engine).file("compose.yaml", dying)) {
            assertThat(user.run("up", "--wait")).isEqualTo(1);
            assertThat(user.err()).contains("exit code 3", "the disk is missing");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void healthThatNeverComesShowsWhatTheCheckSaid(String engine) throws IOException {
        String sick = SLEEPER + """
                    healthcheck: { test: "echo no answer yet; exit 1", interval: 1s, start_period: 5m }
                """;
        try (var user = new RealEngine(engine).file("compose.yaml", sick)) {
            assertThat(user.run("up", "--wait", "--wait-timeout", "5s")).isEqualTo(6);
            assertThat(user.err()).contains("no answer yet");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aWrongDockerfileIsNamedWithItsLine(String engine) throws IOException {
        try (var user = new RealEngine(engine)
                .file("compose.yaml", "services: {web: {build: .}}\n")
                .file("Dockerfile", "FROM busybox:1.37\nRUM true\n")) {
            assertThat(user.run("up", "-d")).isEqualTo(1);
            assertThat(user.err()).contains("Dockerfile:2", "RUN");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anEngineThatIsNotThereIsExitStatusSeven(String engine) throws IOException {
        try (var user = new RealEngine(engine).file("compose.yaml", SLEEPER)) {
            user.environment.put("DOCKER_HOST", "unix://" + user.folder.resolve("nobody.sock"));
            assertThat(user.run("ps")).isEqualTo(7);
            assertThat(user.err()).contains("nobody.sock", "DOCKER_HOST");
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void anEngineThatIsLostEndsLogsExecAndUpWithOneSentence(String engine) throws Exception {
        String waiting = SLEEPER + "    healthcheck: { test: 'test -e /go', interval: 1s, start_period: 5m }\n";
        try (var user = new RealEngine(engine).file("compose.yaml", SLEEPER)) {
            assertThat(user.run("up", "-d")).as(user.err()).isZero();
            assertThat(cutOff(user, () -> true, "logs", "-f")).isEqualTo(7);
            assertThat(cutOff(user, () -> true, "exec", "-T", "web", "sleep", "100"))
                    .isEqualTo(7);
            user.file("compose.yaml", waiting);
            assertThat(cutOff(user, () -> user.err().contains("until it is healthy"), "up", "--wait"))
                    .as(user.err())
                    .isEqualTo(7);
            assertThat(user.err()).contains("→");

            user.file("compose.yaml", SLEEPER);
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
            assertThat(user.run("plan", "--exit-code")).as(user.out()).isZero();
        }
    }

    /** Runs a command through a relay that is cut a second after the command is where it should be. */
    private static int cutOff(RealEngine user, BooleanSupplier reached, String... words) throws Exception {
        String direct = user.environment.get("DOCKER_HOST");
        try (var relay = new SocketRelay(user.folder.resolve("relay.sock"), user.socket());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            user.environment.put("DOCKER_HOST", "unix://" + user.folder.resolve("relay.sock"));
            Future<Integer> status = threads.submit(() -> user.run(words));
            await(() -> relay.connections() > 0 && reached.getAsBoolean());
            TimeUnit.SECONDS.sleep(1);
            relay.cut();
            return status.get(90, TimeUnit.SECONDS);
        } finally {
            user.environment.put("DOCKER_HOST", direct);
            Files.deleteIfExists(user.folder.resolve("relay.sock"));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void ctrlCDuringUpSaysWhatIsLeftAndTheNextUpGoesOn(String engine) throws Exception {
        String waiting = SLEEPER + "    healthcheck: { test: 'test -e /go', interval: 1s, start_period: 5m }\n";
        try (var user = new RealEngine(engine).file("compose.yaml", waiting);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> status = threads.submit(() -> user.run("up", "-d", "--wait"));
            await(() -> user.err().contains("until it is healthy"));
            user.signals.send(Signal.INTERRUPT);
            assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(130);
            assertThat(user.err()).contains("up");

            assertThat(user.run("exec", "-T", "web", "touch", "/go")).isZero();
            assertThat(user.run("up", "--wait")).as(user.err()).isZero();
        }
    }
}
