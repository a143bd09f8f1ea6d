package dev.quayside.app.cli.invocation;

import dev.quayside.error.QuaysideException;
import java.util.List;
import java.util.function.Consumer;

/** Does the same for several names, and goes on when one of them fails. */
public final class EachName {
    private EachName() {}

    /**
     * Calls the action for each name, and writes the names for which it worked.
     *
     * @return the exit status of the first failure, or 0
     */
    public static int run(Invocation invocation, List<String> names, Consumer<String> action) {
        int status = 0;
        for (String name : names) {
            try {
                action.accept(name);
                invocation.line(name);
            } catch (QuaysideException e) {
                invocation.report(e);
                status = status == 0 ? e.code().exitStatus() : status;
            }
        }
        return status;
    }
}
