package dev.quayside.app.cli.invocation;

import dev.quayside.engine.kubernetes.ListOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import picocli.CommandLine.Option;

/** Which objects of a cluster are listed. */
public final class ListFlags {
    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Those of all namespaces")
    private boolean everywhere;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "KEY[=VALUE],…",
            description = "Only those with these labels")
    private String selector = "";

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the names")
    private boolean quiet;

    /** Which ones. */
    public ListOptions options(Cluster cluster) {
        var options = everywhere ? ListOptions.ALL : ListOptions.in(cluster.namespace());
        return selecting(options, selector);
    }

    /** The same with the labels of a selector as kubectl's users write it. */
    public static ListOptions selecting(ListOptions options, String selector) {
        var selected = options;
        for (var part : selector.split(",", -1)) {
            var label = part.strip().replaceFirst("==", "=");
            if (label.isEmpty()) {
                continue;
            }
            if (!label.matches("[^=!()\\s]+(=[^=!()\\s]*)?")) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "'" + label + "' is not a label to select by",
                        "write KEY=VALUE, or KEY for any value, with commas between them");
            }
            var equals = label.indexOf('=');
            selected = equals < 0
                    ? selected.withLabel(label, "")
                    : selected.withLabel(label.substring(0, equals), label.substring(equals + 1));
        }
        return selected;
    }

    /** Whether the table names the namespaces. */
    public boolean everywhere() {
        return everywhere;
    }

    /** Whether only the names are written. */
    public boolean quiet() {
        return quiet;
    }
}
