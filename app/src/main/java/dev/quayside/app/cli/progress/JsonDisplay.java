package dev.quayside.app.cli.progress;

import dev.quayside.app.cli.output.JsonWriter;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;

/** Writes a line of JSON for everything that happens. */
final class JsonDisplay implements ProgressDisplay {
    private final PrintStream err;

    JsonDisplay(PrintStream err) {
        this.err = err;
    }

    @Override
    public void show(String part, Status status, String detail) {
        write(part, "status", status.name().toLowerCase(Locale.ROOT), "detail", detail);
    }

    @Override
    public void update(String part, String detail) {
        write(part, "status", "running", "detail", detail);
    }

    @Override
    public void line(String part, String text) {
        write(part, "text", text);
    }

    private void write(String part, String... members) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("part", part);
        for (int i = 0; i < members.length; i += 2) {
            tree.put(members[i], members[i + 1]);
        }
        synchronized (err) {
            err.print(JsonWriter.line(tree) + "\n");
            err.flush();
        }
    }

    @Override
    public void close() {}
}
