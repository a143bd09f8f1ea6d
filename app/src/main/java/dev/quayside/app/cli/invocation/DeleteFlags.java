package dev.quayside.app.cli.invocation;

import dev.quayside.engine.kubernetes.DeleteOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How objects of a cluster are deleted. */
public final class DeleteFlags {
    @Option(names = "--foreign", description = "Also what Quayside did not create")
    private boolean foreign;

    @Mixin
    private WaitFlags waiting = new WaitFlags();

    /** How. */
    public DeleteOptions options(Invocation invocation) {
        var options = foreign ? DeleteOptions.DEFAULT.alsoForeign() : DeleteOptions.DEFAULT;
        var wait = waiting.options(invocation);
        return wait.isPresent() ? options.waiting(wait.get()) : options;
    }
}
