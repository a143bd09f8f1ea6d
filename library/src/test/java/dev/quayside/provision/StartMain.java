package dev.quayside.provision;

import dev.quayside.engine.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts an embedded engine in a process of its own, which then ends. */
final class StartMain {
    private StartMain() {}

    static Process launch(Ground ground) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var builder = new ProcessBuilder(List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                StartMain.class.getName(),
                ground.folder().toString()));
        builder.environment().clear();
        builder.environment().putAll(ground.environment());
        return builder.inheritIO().start();
    }

    public static void main(String[] arguments) {
        EmbeddedEngine.of(System.getenv(), Path.of(arguments[0])).start(ProgressListener.silent());
    }
}
