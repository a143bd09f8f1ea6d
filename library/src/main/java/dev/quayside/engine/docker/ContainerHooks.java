package dev.quayside.engine.docker;

import dev.quayside.engine.CommandRun;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.ExecResult;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Hook;
import java.time.Duration;
import java.util.List;

/** Runs what a file wants run in a container when it has started or is to stop, one after the other. Thread-safe. */
final class ContainerHooks {
    private final DockerIntegration docker;

    ContainerHooks(DockerIntegration docker) {
        this.docker = docker;
    }

    /**
     * Runs them until one fails.
     *
     * @param when the file's word for them
     * @param patience how long each may take
     * @throws QuaysideException CONTAINER_FAILED, with the output of the one that failed; TIMED_OUT
     */
    void run(ContainerDetails container, String when, List<Hook> hooks, Duration patience) {
        for (var hook : hooks) {
            var what = "The " + when + " hook '" + String.join(" ", hook.command()) + "' of container '"
                    + container.container().name() + "'";
            var result = run(container, what, hook, patience);
            if (result.exitCode() != 0) {
                throw new QuaysideException(
                        ErrorCode.CONTAINER_FAILED,
                        what + " ended with exit code " + result.exitCode() + ": "
                                + result.output().strip(),
                        "run it by hand with 'quayside exec', or change it");
            }
        }
    }

    private ExecResult run(ContainerDetails container, String what, Hook hook, Duration patience) {
        var request = new ExecRequest(
                hook.command(),
                hook.user(),
                hook.workingDirectory(),
                hook.environment(),
                false,
                false,
                hook.privileged());
        try {
            return CommandRun.of(docker.exec(container.id(), request), patience);
        } catch (QuaysideException e) {
            throw new QuaysideException(e.code(), what + " could not be run: " + e.problem(), e.remedy(), e);
        }
    }
}
