package dev.quayside.app.cli.view;

import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.output.JsonWriter;
import dev.quayside.app.cli.output.OutputFormat;
import dev.quayside.app.cli.output.Palette;
import dev.quayside.engine.LogLine;
import dev.quayside.engine.ReplicaId;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes lines of logs, each service in a colour of its own. Not thread-safe. */
public final class LogPrinter {
    private final PrintStream out;
    private final Palette colours;
    private final OutputFormat format;
    private final Prefix prefix;
    private final Timestamps timestamps;
    private final List<String> services = new ArrayList<>();
    private int width;

    /** What stands before each line. */
    public enum Prefix {
        SHOWN,
        HIDDEN
    }

    /** Whether each line begins with its time. */
    public enum Timestamps {
        SHOWN,
        HIDDEN
    }

    /** A printer for the containers that are known now; others may come. */
    public LogPrinter(
            Invocation invocation, Palette colours, Prefix prefix, Timestamps timestamps, List<ReplicaId> known) {
        this.out = invocation.surroundings().out();
        this.format = invocation.format();
        this.colours = colours;
        this.prefix = prefix;
        this.timestamps = timestamps;
        known.forEach(this::learn);
    }

    private int learn(ReplicaId id) {
        width = Math.max(width, name(id).length());
        if (!services.contains(id.service())) {
            services.add(id.service());
        }
        return services.indexOf(id.service());
    }

    /** A replica within its application: {@code web-1}. */
    static String name(ReplicaId id) {
        return id.service() + "-" + id.number();
    }

    /** Writes one line. */
    public void print(LogLine line) {
        if (format != OutputFormat.TABLE) {
            out.print(JsonWriter.line(tree(line)) + "\n");
        } else {
            int index = learn(line.replica());
            String name = name(line.replica());
            var text = new StringBuilder();
            if (prefix == Prefix.SHOWN) {
                text.append(colours.service(index, name + " ".repeat(width - name.length()) + " |"))
                        .append(' ');
            }
            if (timestamps == Timestamps.SHOWN) {
                text.append(line.time()).append(' ');
            }
            out.print(text.append(line.text()).append('\n'));
        }
        out.flush();
    }

    private static Map<String, Object> tree(LogLine line) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("time", line.time().toString());
        tree.put("service", line.replica().service());
        tree.put("container", line.replica().name());
        tree.put("stream", line.source().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("text", line.text());
        return tree;
    }
}
