package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.JsonObject;
import dev.quayside.model.HealthCheck;
import dev.quayside.model.Orchestration.HttpProbe;
import dev.quayside.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A service's health check as probes: who fails it is sent no requests. Only where the file wants it is a container started again,
 * for Docker does not do that either.
 */
final class ProbeMapping {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final int DEFAULT_RETRIES = 3;

    private final Service service;
    private final Optional<HealthCheck> ofImage;
    private final MappingReport report;
    private final String place;

    ProbeMapping(Service service, Optional<ImageFacts> image, MappingReport report) {
        this.service = service;
        this.ofImage = image.flatMap(ImageFacts::healthCheck);
        this.report = report;
        this.place = "services." + service.name() + ".healthcheck";
    }

    /** The probes of the service's container. */
    JsonObject probes() {
        var probes = new JsonObject();
        Optional<HealthCheck> check = check();
        Optional<JsonObject> question = service.orchestration()
                .probe()
                .map(ProbeMapping::question)
                .or(() -> check.flatMap(HealthCheck::test).flatMap(ProbeMapping::question));
        if (question.isEmpty()) {
            sayWhatIsMissing();
            return probes;
        }
        HealthCheck timing = check.orElse(HealthCheck.shell("", HealthCheck.DEFAULT_INTERVAL));
        JsonObject probe = timed(question.get(), timing);
        probes.put("readinessProbe", probe.put("failureThreshold", retries(timing)));
        if (service.orchestration().liveness()) {
            probes.put("livenessProbe", timed(question.get(), timing).put("failureThreshold", retries(timing)));
            probes.put("startupProbe", timed(question.get(), timing).put("failureThreshold", startRetries(timing)));
        } else if (service.healthCheck().isPresent()) {
            sayWhatStartsAtOnce(service.healthCheck().get());
        }
        return probes;
    }

    /** What the file says stands before what the image says. */
    private Optional<HealthCheck> check() {
        return service.healthCheck()
                .map(written -> ofImage.map(image -> new HealthCheck(
                                written.test().or(image::test),
                                written.interval().or(image::interval),
                                written.timeout().or(image::timeout),
                                written.retries().isPresent() ? written.retries() : image.retries(),
                                written.startPeriod().or(image::startPeriod),
                                written.startInterval().or(image::startInterval)))
                        .orElse(written))
                .or(() -> ofImage);
    }

    private static JsonObject question(HttpProbe page) {
        var request = new JsonObject().put("path", page.path()).put("port", page.port());
        return new JsonObject().put("httpGet", request);
    }

    /** A command in the container, for a check of an address inside it may not be reached from outside. */
    private static Optional<JsonObject> question(HealthCheck.Test test) {
        List<String> command = switch (test) {
            case HealthCheck.Test.Exec exec -> exec.command();
            case HealthCheck.Test.Shell shell -> List.of("/bin/sh", "-c", shell.command());
            case HealthCheck.Test.Disabled ignored -> List.<String>of();
        };
        return command.isEmpty()
                ? Optional.empty()
                : Optional.of(new JsonObject()
                        .put("exec", new JsonObject().putTexts("command", PodMapping.literals(command))));
    }

    private void sayWhatIsMissing() {
        boolean unknown =
                service.healthCheck().filter(check -> check.test().isEmpty()).isPresent();
        if (unknown) {
            report.approximated(
                    place + ".test",
                    "the image's own test is not known to Kubernetes: write it in the file to have it asked");
        }
        if (service.orchestration().liveness()) {
            report.refused(
                    "services." + service.name() + ".x-quayside.liveness",
                    "there is no health check to ask: write one");
        }
    }

    private void sayWhatStartsAtOnce(HealthCheck check) {
        check.startPeriod().ifPresent(period -> report.byTable(service.name(), "healthcheck.start_period"));
        check.startInterval().ifPresent(interval -> report.byTable(service.name(), "healthcheck.start_interval"));
    }

    private JsonObject timed(JsonObject question, HealthCheck check) {
        return new JsonObject()
                .putAll(question)
                .put("periodSeconds", wholeSeconds("interval", interval(check)))
                .put(
                        "timeoutSeconds",
                        wholeSeconds("timeout", given(check.timeout()).orElse(DEFAULT_TIMEOUT)));
    }

    private static int retries(HealthCheck check) {
        int retries = check.retries().orElse(0);
        return retries > 0 ? retries : DEFAULT_RETRIES;
    }

    private static Duration interval(HealthCheck check) {
        return given(check.interval()).orElse(HealthCheck.DEFAULT_INTERVAL);
    }

    /** Zero stands for what is usual. */
    private static Optional<Duration> given(Optional<Duration> duration) {
        return duration.filter(Duration::isPositive);
    }

    /** How often it may fail until it has started: what fails longer is started again. */
    private static long startRetries(HealthCheck check) {
        long period = PodMapping.seconds(check.startPeriod().orElse(Duration.ZERO));
        long interval = PodMapping.seconds(interval(check));
        return (period + interval - 1) / interval + retries(check);
    }

    private long wholeSeconds(String key, Duration duration) {
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
            report.approximated(place + "." + key, "probes take whole seconds: it is rounded up");
        }
        return PodMapping.seconds(duration);
    }
}
