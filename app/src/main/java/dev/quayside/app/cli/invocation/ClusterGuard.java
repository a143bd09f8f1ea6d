package dev.quayside.app.cli.invocation;

import dev.quayside.engine.kubernetes.KubernetesOrchestration;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says in which cluster something will change, before it does: a context is easily forgotten. */
final class ClusterGuard {
    private static final Pattern PRODUCTION =
            Pattern.compile("(?:^|.*[^a-z])(?:prod|prd|production|live)(?:[^a-z].*|$)", Pattern.CASE_INSENSITIVE);

    private final Invocation invocation;

    ClusterGuard(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Shows the context, and asks if it looks like one for production.
     *
     * @throws QuaysideException REFUSED_BY_POLICY if nobody says yes
     */
    void check(KubernetesOrchestration kubernetes) {
        String context = kubernetes.context();
        Optional<String> namespace = invocation.options().namespace();
        String place = "context '" + context + "'"
                + namespace.map(name -> ", namespace '" + name + "'").orElse("");
        invocation.note("Kubernetes " + place);
        if (PRODUCTION.matcher(context).matches() && !invocation.confirmed("This looks like production. Go on?")) {
            throw new QuaysideException(
                    ErrorCode.REFUSED_BY_POLICY,
                    "the " + place + " looks like production, and nobody confirmed a change there",
                    "answer y, add --yes, or choose another context with --context");
        }
    }
}
