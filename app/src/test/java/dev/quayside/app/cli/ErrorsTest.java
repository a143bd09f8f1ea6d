package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.engine.Change;
import dev.quayside.engine.ProgressListener;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.memory.Faults;
import dev.quayside.error.QuaysideException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    pss                | 'quayside' has no command 'pss'                  | did you mean 'ps'?
                    imagine            | 'quayside' has no command 'imagine'              | did you mean 'image'?
                    xyzzy              | 'quayside' has no command 'xyzzy'                | 'quayside --help' lists them
                    image list         | 'quayside image' has no command 'list'           | 'quayside image --help' lists them
                    volume creat       | 'quayside volume' has no command 'creat'         | did you mean 'create'?
                    up --wiat          | 'quayside up' has no option '--wiat'             | did you mean '--wait'?
                    up --buidl=yes     | 'quayside up' has no option '--buidl'            | did you mean '--build'?
                    up -Z              | 'quayside up' has no option '-Z'                 | see 'quayside up --help'
                    --hots x ps        | 'quayside' has no option '--hots'                | did you mean '--host'?
                    ps --output        | 'quayside ps' needs a value for '--output'       | see 'quayside ps --help'
                    ps --output xml    | --output does not know 'xml'                     | use one of table, json, yaml
                    --ansi green ps    | --ansi does not know 'green'                     | use one of never, always, auto
                    ps --progress loud | --progress does not know 'loud'                  | use one of auto, tty, plain, json, quiet
                    exec               | 'quayside exec' needs the argument SERVICE       | see 'quayside exec --help'
                    exec web           | 'quayside exec' needs the argument COMMAND       | see 'quayside exec --help'
                    ls extra           | 'quayside ls' has no use for 'extra'             | see 'quayside ls --help'
                    logs --tail few    | --tail does not know 'few'                       | give a number of lines, or all
                    logs --since never | 'never' is not a moment                          | write how long ago it was, such as 10m, or a time such as 2026-01-31T12:00:00Z
                    up --wait-timeout x| 'x' is not a duration                            | write a number and a unit, such as 30s, 5m or 1h30m
                    up --scale web     | --scale cannot read 'web'                        | write a service and a number up to 1000, such as web=3
                    up --pull perhaps  | --pull does not know 'perhaps'                   | use one of always, missing, never
                    up --build --no-build | --build and --no-build contradict each other  | give one of them
                    completion tcsh    | there is no completion for 'tcsh'                | use one of bash, zsh, fish
                    help imge          | there is no command 'imge'                       | did you mean 'image'?
                    -H a --context b ls | --host 'a' and --context 'b' both name an engine | give one of them
                    -n prod ls         | the engine docker has no namespaces, so 'prod' has no meaning | leave -n out
                    """)
    void wrongUseIsExplainedAndEndsWithStatusTwo(String line, String problem, String remedy) {
        var cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);

        int status = cli.run(line.strip().split(" ", -1));

        assertThat(cli.err()).isEqualTo("error: " + problem + "\n  → " + remedy + "\n");
        assertThat(status).isEqualTo(2);
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void programsGetAnObjectWithTheCode() {
        var cli = new CommandLineRun(folder);

        assertThat(cli.run("ps", "--output", "json")).isEqualTo(5);

        assertThat(cli.err()).isEqualTo("""
                        {
                          "error": {
                            "code": "NOT_FOUND",
                            "problem": "no Compose file in '%s' or above",
                            "remedy": "go to a folder with a compose.yaml, or name a file with -f",
                            "exitStatus": 5
                          }
                        }
                        """.formatted(folder));
    }

    @Test
    void aServiceThatDoesNotExistIsNotFound() {
        var cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);
        cli.run("up", "-d");

        assertThat(cli.run("logs", "wbe")).isEqualTo(5);
        assertThat(cli.err()).isEqualTo("error: the application 'shop' has no service 'wbe'\n  → it has: db, web\n");
    }

    @Test
    void aFileWithMistakesIsShownWithAllOfThem() {
        var cli = new CommandLineRun(folder).file("compose.yaml", "services:\n  web:\n    imge: x\n    image: [a]\n");

        assertThat(cli.run("config")).isEqualTo(1);

        assertThat(cli.err())
                .contains("compose.yaml:3:")
                .contains("compose.yaml:4:")
                .contains("^");
    }

    @Test
    void anEngineThatGoesAwayIsStatusSeven() {
        var cli = new CommandLineRun(folder).file("compose.yaml", Shop.FILE);
        cli.run("up", "-d");
        cli.engine.faults().crashAt(1);
        assertThatThrownBy(() -> cli.engine.perform(
                        new Change.StopReplica(new ReplicaId("shop", "web", 1, 1), Optional.empty()),
                        ProgressListener.silent()))
                .isInstanceOf(QuaysideException.class);

        assertThat(cli.run("ps")).isEqualTo(7);
        assertThat(cli.err()).contains(Faults.lost().problem());
    }

    @Test
    void aStackTraceIsShownOnlyToWhoAsksForIt() {
        var cli = new CommandLineRun(folder);
        cli.run("ps");
        assertThat(cli.err()).doesNotContain("\tat ");

        cli.environment.put("QUAYSIDE_DEBUG", "1");
        cli.run("ps");
        assertThat(cli.err()).contains("\tat ");
    }
}
