package dev.quayside.app;

import dev.quayside.ConnectOptions;
import dev.quayside.Quayside;
import dev.quayside.app.cli.Cli;
import dev.quayside.app.cli.invocation.Surroundings;
import dev.quayside.app.cli.invocation.SystemSignals;
import dev.quayside.app.cli.invocation.SystemTerminal;
import dev.quayside.app.warmup.WarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

/** The program: gives the command line the process's surroundings and ends with its exit status. */
public final class Main {
    private static final int BUFFER = 16 * 1024;

    /** What the launcher says to rehearse, with the file of a key; not a command for people. */
    private static final String WARM_UP = "warm-up";

    private Main() {}

    /** Runs one command. */
    public static void main(String[] words) {
        if (words.length > 0 && words[0].equals(WARM_UP)) {
            WarmUp.run(ofProcess(), Stream.of(words).skip(1).findFirst().map(Path::of));
            return;
        }
        int status = Cli.run(ofProcess(), words);
        if (status == 0) {
            // The fastest end, as long as no thread is inside a system call: the JVM waits up to 0.3 s for those,
            // also for daemons.
            return;
        }
        // Not exit(): that first loads the whole of the JDK's logging to find out whether to log that it was called.
        // What must be undone at the end is undone by now.
        Runtime.getRuntime().halt(status);
    }

    private static Surroundings ofProcess() {
        var environment = System.getenv();
        return new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                ConnectOptions.ofProcess().home(),
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                new SystemTerminal(environment),
                new SystemSignals(),
                Clock.systemUTC(),
                Quayside::connect);
    }

    /** A buffered stream: who writes to it flushes it where the user should see something. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
                false,
                StandardCharsets.UTF_8);
    }
}
