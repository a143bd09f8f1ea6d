package dev.quayside.app.cli.invocation;

import dev.quayside.Quayside;
import dev.quayside.engine.Progress;
import dev.quayside.engine.kubernetes.KubernetesOptions;
import dev.quayside.engine.kubernetes.KubernetesOrchestration;
import dev.quayside.engine.kubernetes.WaitOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Kubernetes cluster that a command works on.
 *
 * @param namespace the one that was named, else that of the context
 */
public record Cluster(KubernetesOrchestration kubernetes, String namespace) implements AutoCloseable {
    /** Connects to the cluster that the options and the environment name. */
    public static Cluster connect(Invocation invocation) {
        var kubernetes = Quayside.kubernetes(options(invocation));
        return new Cluster(kubernetes, kubernetes.namespace());
    }

    /** Which cluster the options and the environment name. */
    static KubernetesOptions options(Invocation invocation) {
        var given = invocation.options();
        if (given.host().isPresent()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "--host '" + given.host().get() + "' names a Docker engine, not a cluster",
                    "name a cluster with --context or --kubeconfig");
        }
        var surroundings = invocation.surroundings();
        var options = KubernetesOptions.resolve(surroundings.environment(), surroundings.home());
        if (given.kubeconfig().isPresent()) {
            options = options.withKubeconfig(file(given.kubeconfig().get(), surroundings));
        }
        var context = given.context().or(() -> contextOfEnvironment(surroundings));
        if (context.isPresent()) {
            options = options.withContext(context.get());
        }
        return given.namespace().isPresent()
                ? options.withNamespace(given.namespace().get())
                : options;
    }

    /** A file that was named, from the working directory on; a leading {@code ~} is left to the library. */
    static Path file(String text, Surroundings surroundings) {
        return text.startsWith("~")
                ? Path.of(text)
                : surroundings.workingDirectory().resolve(text);
    }

    /** The variable names a context of the engine that is used otherwise, which may be Docker. */
    private static Optional<String> contextOfEnvironment(Surroundings surroundings) {
        var environment = surroundings.environment();
        return environment.getOrDefault("QUAYSIDE_ENGINE", "").equals("kubernetes")
                ? Optional.ofNullable(environment.get("QUAYSIDE_CONTEXT")).filter(name -> !name.isEmpty())
                : Optional.empty();
    }

    /** Waits so long, and says on standard error what changes meanwhile. */
    public static WaitOptions waiting(Duration deadline, Invocation invocation) {
        var last = new AtomicReference<>("");
        return new WaitOptions(deadline, progress -> tell(progress, last, invocation));
    }

    private static void tell(Progress progress, AtomicReference<String> last, Invocation invocation) {
        var sentence = progress.subject() + ": " + progress.text();
        if (!sentence.equals(last.getAndSet(sentence))) {
            invocation.note(sentence);
        }
    }

    @Override
    public void close() {
        kubernetes.close();
    }
}
