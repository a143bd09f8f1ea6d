package dev.quayside.app.cli.invocation;

import dev.quayside.engine.kubernetes.PodOptions;
import dev.quayside.engine.kubernetes.PodOptions.PullPolicy;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a pod is made of. */
public final class PodFlags {
    @Option(names = "--image", paramLabel = "IMAGE", required = true, description = "The image")
    private String image = "";

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT[/PROTOCOL]",
            description = "A port where the container listens; may be repeated")
    private List<String> ports = new ArrayList<>();

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description = "Sets a variable, or passes one on; may be repeated")
    private List<String> variables = new ArrayList<>();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            description = "A label of the pods; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--pull",
            paramLabel = "WHEN",
            description = "When nodes pull the image: always, missing, never (default: what its tag suggests)")
    private @Nullable String pull;

    @Option(names = "--service-account", paramLabel = "NAME", description = "The account that the pods run as")
    private @Nullable String account;

    /** The image. */
    public String image() {
        return image;
    }

    /** Where the container listens. */
    public List<ContainerPort> ports() {
        return ports.stream().map(ContainerPort::parse).toList();
    }

    /** Its variables. */
    public Map<String, String> environment(Invocation invocation) {
        return KeyValues.variables(variables, invocation.surroundings().environment());
    }

    /**
     * The rest.
     *
     * @param command what runs instead of what the image says; empty: what the image says
     */
    public PodOptions options(List<String> command) {
        var options = PodOptions.DEFAULT.withLabels(KeyValues.map(labels));
        options = command.isEmpty() ? options : options.withArguments(command.toArray(String[]::new));
        options = pull == null ? options : options.withPullPolicy(pullPolicy(pull));
        return account == null ? options : options.withServiceAccount(account);
    }

    private static PullPolicy pullPolicy(String word) {
        return switch (word) {
            case "always" -> PullPolicy.ALWAYS;
            case "missing" -> PullPolicy.IF_ABSENT;
            case "never" -> PullPolicy.NEVER;
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "--pull does not know '" + word + "'",
                        "use one of always, missing, never");
        };
    }
}
