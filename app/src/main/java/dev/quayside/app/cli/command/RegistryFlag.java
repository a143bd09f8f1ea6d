package dev.quayside.app.cli.command;

import dev.quayside.ConnectOptions.EngineKind;
import dev.quayside.ImageRegistry;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images that are built for a cluster are pushed. */
final class RegistryFlag {
    @Option(
            names = "--registry",
            paramLabel = "HOST[:PORT][/PATH]",
            description = "Pushes images that are built to this registry, from where the cluster pulls them "
                    + "(default: $QUAYSIDE_REGISTRY)")
    private @Nullable String registry;

    /** Has the call use the registry, if one was named. */
    void applyTo(Invocation invocation) {
        if (registry == null) {
            return;
        }
        if (invocation.engineKind() == EngineKind.DOCKER) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the engine docker runs images where it builds them, so the registry '" + registry
                            + "' has no meaning",
                    "leave --registry out, or add --engine kubernetes");
        }
        invocation.pushTo(ImageRegistry.parse(registry));
    }
}
