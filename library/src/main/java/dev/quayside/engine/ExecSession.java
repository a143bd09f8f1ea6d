package dev.quayside.engine;

import java.io.InputStream;
import java.io.OutputStream;

/** A command that runs in a replica, with its streams. The two outputs must be read at the same time. Closing it disconnects. */
public interface ExecSession extends AutoCloseable {
    /** The command's input; closing it ends the input. */
    OutputStream stdin();

    /** The command's output; with a terminal, everything it shows. */
    InputStream stdout();

    /** The command's error output; empty with a terminal. */
    InputStream stderr();

    /** Tells the terminal its size. */
    void resize(int columns, int rows);

    /** Waits for the end of the command and gives its exit code. */
    int exitCode();

    @Override
    void close();
}
