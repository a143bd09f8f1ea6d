package dev.quayside.app.cli.invocation;

import dev.quayside.error.QuaysideException;
import java.util.List;

/**
 * One verb of the command line. Its annotated fields are its own options and arguments; the parser fills them before
 * {@link #run}.
 */
public interface Command {
    /** How it is used; at least one. */
    List<Example> examples();

    /**
     * Does the work.
     *
     * @return the exit status
     */
    int run(Invocation invocation);

    /** The exit status of a failure of this command. */
    default int statusOf(QuaysideException failure) {
        return failure.code().exitStatus();
    }

    /**
     * A command line that can be typed as it stands.
     *
     * @param line without the program's name
     * @param meaning what it does, as a clause in the third person
     */
    record Example(String line, String meaning) {}

    /** An example. */
    static Example example(String line, String meaning) {
        return new Example(line, meaning);
    }
}
