package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Texts;
import dev.quayside.engine.docker.EngineChoice;
import dev.quayside.engine.docker.EngineDetails;
import dev.quayside.provision.EmbeddedStatus;
import dev.quayside.provision.EngineStatus;
import dev.quayside.provision.StopReport;
import java.util.ArrayList;
import java.util.List;

/** The engine that is used, and Quayside's own, for people and for programs. */
public final class EmbeddedEngines {
    private EmbeddedEngines() {}

    /** Where the embedded engine listens. */
    public static String address(EmbeddedStatus status) {
        return "unix://" + status.socket();
    }

    /** The embedded engine for programs. */
    public static Tree tree(EmbeddedStatus status) {
        var tree = new Tree().put("running", status.running());
        status.pid().ifPresent(pid -> tree.put("pid", pid));
        return tree.put("address", address(status))
                .put("data", status.data().toString())
                .put("dataBytes", status.dataBytes())
                .put("containerAddresses", status.addresses())
                .put("mirror", status.mirroring());
    }

    /** What stopping it did, for people. */
    public static String sentence(StopReport report) {
        String removed = String.join(", ", report.removed());
        if (!report.wasRunning()) {
            return removed.isEmpty() ? "it did not run" : "it did not run; removed what it had left: " + removed;
        }
        return removed.isEmpty() ? "stopped" : "stopped; removed " + removed;
    }

    /** What stopping it did, for programs. */
    public static Tree tree(StopReport report) {
        return new Tree()
                .put("wasRunning", report.wasRunning())
                .put("removed", report.removed())
                .put("remaining", report.remaining());
    }

    /** Everything for programs. */
    public static Tree tree(EngineStatus status) {
        var tree = new Tree();
        status.choice().ifPresent(choice -> putChoice(tree, choice));
        status.details().ifPresent(details -> putDetails(tree, details));
        status.freeBytes().ifPresent(bytes -> tree.put("freeBytes", bytes));
        tree.put("madeImages", status.madeImages());
        status.failure().ifPresent(failure -> tree.put("problem", failure.problem()));
        return tree.put("embedded", tree(status.embedded()).members());
    }

    private static void putChoice(Tree tree, EngineChoice choice) {
        tree.put("address", choice.address())
                .put("origin", choice.origin())
                .put("explicit", choice.explicit())
                .put(
                        "rejected",
                        choice.rejected(),
                        place -> new Tree()
                                .put("address", place.address())
                                .put("origin", place.origin())
                                .put("reason", place.reason()));
    }

    private static void putDetails(Tree tree, EngineDetails details) {
        tree.put("kind", details.podman() ? "podman" : "docker")
                .put("version", details.version())
                .put("apiVersion", details.apiVersion().toString())
                .put("engineApiVersion", details.engineApiVersion().toString())
                .put("storageDriver", details.storageDriver())
                .put("rootless", details.rootless())
                .put("operatingSystem", details.operatingSystem())
                .put("architecture", details.architecture())
                .put("warnings", details.warnings());
    }

    /** Everything for people: a line for each fact. */
    public static String text(EngineStatus status) {
        List<String> lines = new ArrayList<>();
        status.choice().ifPresent(choice -> {
            lines.add("engine:          " + choice.address() + ", chosen by " + choice.origin());
            choice.rejected()
                    .forEach(place ->
                            lines.add("  not " + place.address() + " (" + place.origin() + "): " + place.reason()));
        });
        status.failure().ifPresent(failure -> lines.add("engine:          none: " + failure.problem()));
        status.details().ifPresent(details -> addDetails(lines, details));
        status.freeBytes().ifPresent(bytes -> lines.add("disk left:       " + Texts.bytes(bytes)));
        if (!status.madeImages().isEmpty()) {
            lines.add("made images:     " + String.join(", ", status.madeImages())
                    + " (from the distribution's packages, not from a registry)");
        }
        lines.add("embedded engine: " + text(status.embedded()));
        return String.join("\n", lines) + "\n";
    }

    private static void addDetails(List<String> lines, EngineDetails details) {
        lines.add("version:         " + (details.podman() ? "Podman " : "Docker ") + details.version() + ", API "
                + details.apiVersion() + (details.rootless() ? ", rootless" : ", as root"));
        lines.add("storage driver:  " + details.storageDriver());
        lines.add("system:          " + details.operatingSystem() + ", " + details.architecture());
        details.warnings().forEach(warning -> lines.add("warning:         " + warning));
    }

    private static String text(EmbeddedStatus status) {
        String data = status.dataBytes() == 0 ? "no data" : Texts.bytes(status.dataBytes()) + " in " + status.data();
        if (!status.running()) {
            return "stopped, " + data;
        }
        String pid = status.pid().isPresent() ? ", process " + status.pid().getAsLong() : "";
        return "runs at " + address(status) + pid + ", " + data + (status.mirroring() ? ", serves made images" : "");
    }
}
