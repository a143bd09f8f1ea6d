package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.model.ServiceImage.PullPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes the model of when a service's image is pulled. */
final class PullReader {
    /** What stands before an interval. */
    static final String EVERY = "every_";

    private static final Map<String, Duration> PERIODS =
            Map.of("daily", Duration.ofDays(1), "weekly", Duration.ofDays(7));

    private final String name;
    private final MappingNode service;
    private final Findings findings;

    PullReader(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.service = service;
        this.findings = findings;
    }

    PullPolicy policy() {
        return switch (word()) {
            case "always" -> PullPolicy.ALWAYS;
            case "never" -> PullPolicy.NEVER;
            case "build" -> PullPolicy.BUILD;
            case "missing", "if_not_present" -> PullPolicy.MISSING;
            default -> PullPolicy.REFRESH;
        };
    }

    /** How old the image may be; empty for a policy that does not ask for its age. */
    Optional<Duration> refreshAfter() {
        if (policy() != PullPolicy.REFRESH) {
            return Optional.empty();
        }
        String word = word();
        Optional<Duration> after = Optional.ofNullable(PERIODS.get(word))
                .or(() -> word.startsWith(EVERY) ? duration(word.substring(EVERY.length())) : Optional.empty())
                .or(() -> service.text("pull_refresh_after").flatMap(PullReader::duration));
        if (after.isEmpty()) {
            findings.impossible(
                    service.at("pull_policy"),
                    "services." + name + ": the pull policy '" + word + "' does not say after which time",
                    "write daily, weekly, every_12h, or refresh with 'pull_refresh_after: 12h'",
                    "services/pull_policy");
        }
        return after;
    }

    private String word() {
        return service.text("pull_policy").orElse("missing");
    }

    private static Optional<Duration> duration(String text) {
        return Values.duration(text).stream().mapToObj(Duration::ofNanos).findFirst();
    }
}
