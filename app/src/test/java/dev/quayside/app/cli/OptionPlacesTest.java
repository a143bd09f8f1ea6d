package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of every command are known before and after the verb; what the verb itself means by them wins behind it. */
class OptionPlacesTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli = new CommandLineRun(folder);

    @BeforeEach
    void writeFiles() {
        cli = new CommandLineRun(folder)
                .file("compose.yaml", Shop.FILE)
                .file("other.yaml", Shop.FILE.replace("shop", "kiosk"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f other.yaml config",
                "config -f other.yaml",
                "--file other.yaml config",
                "--file=other.yaml config",
                "config --file=other.yaml",
                "-fother.yaml config",
                "config -fother.yaml",
                "-f compose.yaml config -f other.yaml",
                "--ansi never -f other.yaml --progress plain config --services --file other.yaml --networks --format yaml -q",
                "-p kiosk config",
                "config -p kiosk",
                "config --project-name kiosk",
                "-p shop config -p kiosk"
            })
    void filesAndNamesMayStandOnEitherSide(String line) {
        assertThat(cli.run(line.split(" ", -1))).as(cli.err()).isZero();

        assertThat(cli.out()).matches(text -> text.isEmpty() || text.startsWith("name: kiosk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-H tcp://box:1 ls", "ls -H tcp://box:1", "ls --host=tcp://box:1", "--host tcp://box:1 ls"})
    void theEnginesAddressMayStandOnEitherSide(String line) {
        cli.run(line.split(" ", -1));

        assertThat(cli.connections.getFirst().host()).isEqualTo(Optional.of("tcp://box:1"));
    }

    @Test
    void behindLogsTheShortFlagMeansFollow() {
        cli.run("up", "-d");

        assertThat(cli.run("logs", "-f", "--help")).isZero();
        assertThat(cli.run("-f", "other.yaml", "logs", "--tail", "5")).isZero();
        assertThat(cli.run("logs", "-n", "5")).isZero();
    }

    @Test
    void behindContainerRmTheShortFlagMeansForce() {
        // Nothing is read from a file of that name: the word is the container's.
        cli.run("container", "rm", "-f", "nothing.yaml");

        assertThat(cli.err()).contains("the engine 'memory' is not Docker");
    }

    @Test
    void behindContainerCreateTheShortFlagMeansPorts() {
        cli.run("container", "create", "-p", "x:y", "busybox");

        assertThat(cli.err()).contains("'y' is not a container port");
    }

    @Test
    void nounsTakeTheOptionsOfEveryCommandOnAnyPlace() {
        for (String line : new String[] {"-H tcp://a:1 image ls", "image -H tcp://a:1 ls", "image ls -H tcp://a:1"}) {
            cli.connections.clear();
            cli.run(line.split(" ", -1));
            assertThat(cli.connections.getFirst().host()).as(line).isEqualTo(Optional.of("tcp://a:1"));
        }
    }

    @Test
    void nothingBehindTheServiceOfExecIsOurs() {
        cli.run("up", "-d");

        assertThat(cli.run("exec", "web", "echo", "-p", "x", "--output", "json", "--nonsense"))
                .isZero();
        assertThat(cli.out()).isEqualTo("-p x --output json --nonsense\n");
    }

    @Test
    void theEngineCanBeChosenByTheEnvironment() {
        cli.environment.put("QUAYSIDE_CONTEXT", "build");
        cli.run("ls");
        assertThat(cli.connections.getFirst().context()).isEqualTo(Optional.of("build"));

        cli.environment.put("QUAYSIDE_ENGINE", "swarm");
        assertThat(cli.run("ls")).isEqualTo(2);
        assertThat(cli.err()).contains("there is no engine 'swarm'");
    }
}
