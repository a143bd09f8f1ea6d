package dev.quayside.engine.kubernetes;

import dev.quayside.plan.DownOptions;
import java.nio.file.Path;

/** A program of its own that brings an app up or takes it down, to be killed while it does. */
final class KilledUp {
    private KilledUp() {}

    /** Arguments: the configuration of the cluster, the app's name, and a version or {@code down}. */
    public static void main(String[] args) {
        var app = ClusterApp.of(args[1], Path.of(args[0]), ManifestOptions.DEFAULT);
        if (args[2].equals("down")) {
            app.down(DownOptions.DEFAULT);
        } else {
            app.up(app.shop(args[2]));
        }
        app.engine.close();
    }
}
