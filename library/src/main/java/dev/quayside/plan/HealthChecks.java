package dev.quayside.plan;

import dev.quayside.engine.ImageFacts;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The health check that is really in force: the file's, completed by the image's and by the engine's defaults. */
final class HealthChecks {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;
    private static final Duration SLACK = Duration.ofSeconds(5);

    private HealthChecks() {}

    /** The check of a service's containers; empty if they have none. */
    static Optional<HealthCheck> inForce(Service service, Optional<ImageFacts> image) {
        HealthCheck own = service.healthCheck().orElse(null);
        HealthCheck inherited = image.flatMap(ImageFacts::healthCheck).orElse(null);
        if (own == null || inherited == null) {
            return Optional.ofNullable(own == null ? inherited : own).filter(HealthChecks::asksSomething);
        }
        var merged = new HealthCheck(
                own.test().or(inherited::test),
                own.interval().or(inherited::interval),
                own.timeout().or(inherited::timeout),
                own.retries().isPresent() ? own.retries() : inherited.retries(),
                own.startPeriod().or(inherited::startPeriod),
                own.startInterval().or(inherited::startInterval));
        return Optional.of(merged).filter(HealthChecks::asksSomething);
    }

    /** After this time an engine has found out, one way or the other. */
    static Duration deadline(HealthCheck check) {
        Duration round = check.interval()
                .orElse(HealthCheck.DEFAULT_INTERVAL)
                .plus(check.timeout().orElse(DEFAULT_TIMEOUT));
        return check.startPeriod()
                .orElse(Duration.ZERO)
                .plus(round.multipliedBy(Math.max(1, retries(check.retries()))))
                .plus(SLACK);
    }

    private static int retries(OptionalInt retries) {
        return retries.isPresent() && retries.getAsInt() > 0 ? retries.getAsInt() : DEFAULT_RETRIES;
    }

    private static boolean asksSomething(HealthCheck check) {
        return check.test().isPresent() && !check.disabled();
    }
}
