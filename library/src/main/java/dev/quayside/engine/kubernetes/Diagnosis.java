package dev.quayside.engine.kubernetes;

import dev.quayside.engine.EntryStream;
import dev.quayside.engine.http.Silence;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the cluster can tell about pods and deployments beside what they are: output, events, conditions, use. */
final class Diagnosis {
    /** As many pods are read at the same time; more would be as many connections. */
    private static final int MOST_PODS = 50;

    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("n", new BigDecimal("0.000000001")),
            Map.entry("u", new BigDecimal("0.000001")),
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.valueOf(1_000L)),
            Map.entry("M", BigDecimal.valueOf(1_000_000L)),
            Map.entry("G", BigDecimal.valueOf(1_000_000_000L)),
            Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)));

    private final KubernetesApi api;

    Diagnosis(KubernetesApi api) {
        this.api = api;
    }

    EntryStream<PodLogLine> logs(ObjectRef pod, LogOptions options) {
        return log(api.json(Call.get(pod)), options);
    }

    EntryStream<PodLogLine> logs(ListOptions which, LogOptions options) {
        var pods = new ArrayList<Json>();
        api.forEach(Lists.call(Kind.POD, which), pods::add);
        if (pods.size() > MOST_PODS) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The logs of " + pods.size() + " pods cannot be read at the same time",
                    "select at most " + MOST_PODS + " by a label, or read one after the other");
        }
        var logs = new ArrayList<PodLog>();
        try {
            pods.stream().filter(Diagnosis::hasRun).forEach(pod -> logs.add(log(pod, options)));
            return options.end() == LogOptions.End.NOW ? MergedLogs.byTime(logs) : MergedLogs.asItComes(logs);
        } catch (RuntimeException e) {
            logs.forEach(PodLog::close);
            throw e;
        }
    }

    /** A pod that never began has no output, and asking for it is an error. */
    private static boolean hasRun(Json pod) {
        return pod.at("status").items("containerStatuses").stream()
                .anyMatch(status -> status.at("state").at("running").isPresent()
                        || status.at("state").at("terminated").isPresent()
                        || status.at("lastState").at("terminated").isPresent());
    }

    private PodLog log(Json pod, LogOptions options) {
        var reference = Pods.reference(ObjectJson.name(pod), ObjectJson.namespace(pod));
        var call = Call.subresource("GET", "get", reference, "log")
                .with("timestamps", "true")
                .withUnlessEmpty(
                        "container",
                        options.container()
                                .orElseGet(() -> ContainerJson.main(pod).text("name")))
                .withUnlessEmpty(
                        "sinceTime", options.since().map(Instant::toString).orElse(""))
                .withUnlessEmpty("previous", options.run() == LogOptions.Run.PREVIOUS ? "true" : "")
                .withUnlessEmpty(
                        "tailLines",
                        options.tail().isPresent()
                                ? Integer.toString(options.tail().getAsInt())
                                : "")
                .header("Accept", "*/*");
        return new PodLog(
                reference.name(),
                api.open(
                        options.end() == LogOptions.End.NOW
                                ? call
                                : call.with("follow", "true").silent(Silence.whileAlive())));
    }

    List<KubernetesEvent> events(String namespace) {
        return events(namespace, "");
    }

    private List<KubernetesEvent> events(String namespace, String fieldSelector) {
        var events = new ArrayList<KubernetesEvent>();
        var call = Lists.call(Kind.EVENT, ListOptions.in(namespace)).withUnlessEmpty("fieldSelector", fieldSelector);
        api.forEach(call, json -> events.add(event(json)));
        events.sort(Comparator.comparing(KubernetesEvent::time));
        return events;
    }

    static KubernetesEvent event(Json json) {
        var object = json.at("involvedObject");
        var series = json.at("series");
        var time = Stream.of(
                        series.text("lastObservedTime"),
                        json.text("lastTimestamp"),
                        json.text("eventTime"),
                        json.at("metadata").text("creationTimestamp"))
                .flatMap(text -> Times.parse(text).stream())
                .findFirst()
                .orElse(Instant.EPOCH);
        return new KubernetesEvent(
                time,
                json.text("type").equals("Warning"),
                json.text("reason"),
                json.text("message").strip(),
                object.text("kind"),
                object.text("name"),
                Math.max(1, Math.max(json.smallNumber("count"), series.smallNumber("count"))));
    }

    PodDescription describePod(ObjectRef pod) {
        var json = api.json(Call.get(pod));
        var about = "involvedObject.kind=Pod,involvedObject.name=" + pod.name();
        return new PodDescription(
                PodJson.pod(json),
                conditions(json),
                PodTrouble.of(json).map(PodTrouble::text),
                events(pod.namespace(), about));
    }

    DeploymentDescription describeDeployment(ObjectRef reference) {
        var json = api.json(Call.get(reference));
        var deployment = DeploymentJson.deployment(json);
        var pods = new ArrayList<KubernetesPod>();
        var selected = new ListOptions(Optional.of(reference.namespace()), deployment.selector());
        if (!deployment.selector().isEmpty()) {
            api.forEach(Lists.call(Kind.POD, selected), pod -> pods.add(PodJson.pod(pod)));
        }
        var events = events(reference.namespace(), "").stream()
                .filter(event -> concerns(event, deployment, pods))
                .toList();
        return new DeploymentDescription(deployment, conditions(json), pods, events);
    }

    private static boolean concerns(KubernetesEvent event, KubernetesDeployment deployment, List<KubernetesPod> pods) {
        return switch (event.kind()) {
            case "Deployment" -> event.name().equals(deployment.name());
            case "ReplicaSet" -> isMadeFor(event.name(), deployment.name());
            case "Pod" -> pods.stream().anyMatch(pod -> pod.name().equals(event.name()));
            default -> false;
        };
    }

    /** A replica set's name is its deployment's, a dash and a hash without dashes. */
    private static boolean isMadeFor(String replicaSet, String deployment) {
        return replicaSet.startsWith(deployment + "-") && replicaSet.lastIndexOf('-') == deployment.length();
    }

    private static List<Condition> conditions(Json json) {
        return json.at("status").items("conditions").stream()
                .map(condition -> new Condition(
                        condition.text("type"),
                        condition.text("status"),
                        condition.text("reason"),
                        condition.text("message")))
                .toList();
    }

    List<PodStats> stats(ListOptions which) {
        return measured(() -> {
            var stats = new ArrayList<PodStats>();
            api.forEach(Lists.call(Kind.POD_METRICS, which), json -> stats.add(stats(json)));
            return stats;
        });
    }

    PodStats stats(ObjectRef pod) {
        return measured(() -> stats(api.json(Call.get(ObjectRef.of(Kind.POD_METRICS, pod.namespace(), pod.name())))));
    }

    private static <T> T measured(Supplier<T> question) {
        try {
            return question.get();
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.UNSUPPORTED || e.code() == ErrorCode.ENGINE_FAILED) {
                throw new QuaysideException(
                        ErrorCode.UNSUPPORTED,
                        "This cluster does not measure what pods use: " + e.problem(),
                        "install metrics-server in it, or wait until it is ready",
                        e);
            }
            throw e;
        }
    }

    private static PodStats stats(Json json) {
        var cpus = BigDecimal.ZERO;
        var memory = BigDecimal.ZERO;
        for (var container : json.items("containers")) {
            cpus = cpus.add(quantity(container.at("usage").text("cpu")));
            memory = memory.add(quantity(container.at("usage").text("memory")));
        }
        return new PodStats(
                ObjectJson.name(json),
                Times.parse(json.text("timestamp")).orElse(Instant.EPOCH),
                cpus.doubleValue(),
                memory.longValue());
    }

    /** A number with a unit, such as {@code 250m} or {@code 12Ki}; what cannot be read is nothing. */
    static BigDecimal quantity(String text) {
        var digits = 0;
        while (digits < text.length() && (Character.isDigit(text.charAt(digits)) || text.charAt(digits) == '.')) {
            digits++;
        }
        try {
            var unit = text.substring(digits);
            var factor = unit.isEmpty() ? BigDecimal.ONE : UNITS.getOrDefault(unit, BigDecimal.ZERO);
            return new BigDecimal(text.substring(0, digits)).multiply(factor);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }
}
