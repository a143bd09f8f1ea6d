package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.JsonWriter;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.engine.kubernetes.PodLogLine;
import java.io.PrintStream;

/** Writes lines of pods' logs as they come. */
public final class PodLogPrinter {
    private final PrintStream out;
    private final OutputFormat format;
    private final Prefix prefix;
    private final Timestamps timestamps;

    /** Whether the pod stands before each line. */
    public enum Prefix {
        SHOWN,
        HIDDEN
    }

    /** Whether the time stands before each line. */
    public enum Timestamps {
        SHOWN,
        HIDDEN
    }

    /** Writes to this stream. */
    public PodLogPrinter(PrintStream out, OutputFormat format, Prefix prefix, Timestamps timestamps) {
        this.out = out;
        this.format = format;
        this.prefix = prefix;
        this.timestamps = timestamps;
    }

    /** Writes one line. */
    public void print(PodLogLine line) {
        if (format == OutputFormat.TABLE) {
            out.print((prefix == Prefix.SHOWN ? line.pod() + " | " : "")
                    + (timestamps == Timestamps.SHOWN ? line.time() + " " : "") + line.text() + "\n");
        } else {
            var tree =
                    new Tree().put("time", line.time()).put("pod", line.pod()).put("text", line.text());
            out.print(JsonWriter.line(tree.members()) + "\n");
        }
        out.flush();
    }
}
