package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.engine.ResourceUsage;
import java.util.List;
import java.util.Locale;

/** What containers use. */
public final class Usages {
    private Usages() {}

    /** For people. */
    public static Table table(List<ResourceUsage> usages) {
        var table = Table.of("name", "cpu", "memory", "limit", "net in", "net out", "read", "written", "pids");
        for (ResourceUsage usage : usages) {
            table.row(
                    usage.replica().name(),
                    String.format(Locale.ROOT, "%.1f%%", usage.cpuPercent()),
                    Texts.bytes(usage.memoryBytes()),
                    usage.memoryLimitBytes() == 0 ? "-" : Texts.bytes(usage.memoryLimitBytes()),
                    Texts.bytes(usage.networkReceivedBytes()),
                    Texts.bytes(usage.networkSentBytes()),
                    Texts.bytes(usage.blockReadBytes()),
                    Texts.bytes(usage.blockWrittenBytes()),
                    Long.toString(usage.processes()));
        }
        return table;
    }

    /** For programs. */
    public static Tree tree(ResourceUsage usage) {
        return new Tree()
                .put("name", usage.replica().name())
                .put("service", usage.replica().service())
                .put("cpuPercent", usage.cpuPercent())
                .put("memoryBytes", usage.memoryBytes())
                .put("memoryLimitBytes", usage.memoryLimitBytes())
                .put("networkReceivedBytes", usage.networkReceivedBytes())
                .put("networkSentBytes", usage.networkSentBytes())
                .put("blockReadBytes", usage.blockReadBytes())
                .put("blockWrittenBytes", usage.blockWrittenBytes())
                .put("processes", usage.processes());
    }
}
