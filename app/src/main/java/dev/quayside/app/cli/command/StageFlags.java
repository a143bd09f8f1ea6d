package dev.quayside.app.cli.command;

import dev.quayside.compose.Stage;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** What {@code config} can leave out of the reading. */
final class StageFlags {
    @Option(names = "--no-interpolate", description = "Leaves variables as they are written")
    private boolean noInterpolate;

    @Option(names = "--no-normalize", description = "Writes down nothing that the files only imply")
    private boolean noNormalize;

    @Option(names = "--no-path-resolution", description = "Leaves paths relative")
    private boolean noPathResolution;

    @Option(names = "--no-env-resolution", description = "Does not read the env files of services")
    private boolean noEnvResolution;

    @Option(names = "--no-consistency", description = "Does not check whether what the files refer to exists")
    private boolean noConsistency;

    Set<Stage> leftOut() {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        add(stages, noInterpolate, Stage.INTERPOLATION);
        add(stages, noNormalize, Stage.NORMALIZATION);
        add(stages, noPathResolution, Stage.PATHS);
        add(stages, noEnvResolution, Stage.ENVIRONMENT);
        add(stages, noConsistency, Stage.CONSISTENCY);
        return stages;
    }

    private static void add(Set<Stage> stages, boolean chosen, Stage stage) {
        if (chosen) {
            stages.add(stage);
        }
    }
}
