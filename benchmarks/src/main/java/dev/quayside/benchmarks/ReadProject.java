package dev.quayside.benchmarks;

import dev.quayside.Project;
import dev.quayside.ProjectOptions;
import dev.quayside.Quayside;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads a project of several Compose files again and again, until the virtual machine has compiled what that needs. */
public final class ReadProject {
    private static final int WARMING = 400;
    private static final int COUNTED = 101;

    private ReadProject() {}

    /**
     * Prints how long a reading takes.
     *
     * @param arguments the folder, then the files in it
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        var options = ProjectOptions.in(folder).withFiles(List.of(arguments).subList(1, arguments.length));
        for (int i = 0; i < WARMING; i++) {
            read(options);
        }
        var times = new double[COUNTED];
        for (int i = 0; i < COUNTED; i++) {
            long begin = System.nanoTime();
            read(options);
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "reading %d services from %d files: %.1f ms (%.1f to %.1f; goal 20 ms)%n",
                read(options).app().services().size(),
                arguments.length - 1,
                times[COUNTED / 2],
                times[0],
                times[COUNTED - 1]);
    }

    private static Project read(ProjectOptions options) {
        return Quayside.read(options);
    }
}
