package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Orchestration;
import dev.quayside.model.Orchestration.Autoscale;
import dev.quayside.model.Orchestration.Exposure;
import dev.quayside.model.Orchestration.Hardening;
import dev.quayside.model.Orchestration.HttpProbe;
import dev.quayside.model.Orchestration.Pinning;
import java.util.Locale;
import java.util.Optional;

/** Makes the model of what a service says to a cluster: under {@code x-quayside}, and under {@code deploy}. */
final class OrchestrationReader {
    private static final String SECTION = "services/x-quayside";
    private static final int LAST_PORT = 65535;

    private final String name;
    private final MappingNode own;
    private final MappingNode deploy;
    private final Findings findings;

    OrchestrationReader(String name, MappingNode service, Findings findings) {
        this.name = name;
        this.own = service.mapping("x-quayside").orElse(MappingNode.empty(service.position()));
        this.deploy = service.mapping("deploy").orElse(MappingNode.empty(service.position()));
        this.findings = findings;
    }

    Orchestration read() {
        return new Orchestration(
                exposure(),
                own.text("hardening")
                        .map(word -> Hardening.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Hardening.BASELINE),
                own.mapping("probe").flatMap(this::probe),
                own.isTrue("liveness"),
                own.text("pin")
                        .map(word -> Pinning.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Pinning.DIGEST),
                own.mapping("autoscale").flatMap(this::autoscale),
                new RolloutReader(name, deploy, findings).rollout(),
                new RolloutReader(name, deploy, findings).placement());
    }

    private Optional<Exposure> exposure() {
        Optional<MappingNode> ways = own.mapping("expose");
        if (ways.isEmpty()) {
            return own.text("expose").map(OrchestrationReader::exposure);
        }
        MappingNode way = ways.get();
        Optional<MappingNode> ingress = way.mapping("ingress");
        Optional<MappingNode> gateway = way.mapping("gateway");
        if (ingress.isPresent() == gateway.isPresent()) {
            findings.error(
                    way.position(),
                    "services." + name + ".x-quayside.expose: one way in is to be named, 'ingress' or 'gateway'",
                    "keep one of them, such as expose: {ingress: {host: shop.example.com}}",
                    SECTION);
            return Optional.empty();
        }
        return ingress.<Exposure>map(
                        keys -> new Exposure.Ingress(keys.text("host"), keys.text("class"), keys.text("tls_secret")))
                .or(() -> gateway.map(keys ->
                        new Exposure.Gateway(keys.text("name").orElse(""), keys.text("namespace"), keys.text("host"))));
    }

    private static Exposure exposure(String word) {
        return word.equals("ingress")
                ? Exposure.Ingress.DEFAULT
                : Exposure.Plain.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Optional<HttpProbe> probe(MappingNode probe) {
        int port = number(probe, "port", 0);
        if (port < 1 || port > LAST_PORT) {
            findings.error(
                    probe.at("port"),
                    "services." + name + ".x-quayside.probe: port " + port + " does not exist",
                    "write a port from 1 to " + LAST_PORT,
                    SECTION);
            return Optional.empty();
        }
        return Optional.of(new HttpProbe(probe.text("path").orElse("/"), port));
    }

    private Optional<Autoscale> autoscale(MappingNode autoscale) {
        try {
            return Optional.of(new Autoscale(
                    number(autoscale, "minimum", 1),
                    number(autoscale, "maximum", 1),
                    number(autoscale, "cpu_percent", Autoscale.DEFAULT_CPU_PERCENT)));
        } catch (QuaysideException e) {
            findings.error(
                    autoscale.position(),
                    "services." + name + ".x-quayside.autoscale: " + e.problem(),
                    e.remedy(),
                    SECTION);
            return Optional.empty();
        }
    }

    /** A number that is out of all range counts as one that is not allowed. */
    private static int number(MappingNode mapping, String key, int otherwise) {
        return mapping.text(key)
                .map(Long::parseLong)
                .map(value -> value == value.intValue() ? value.intValue() : -1)
                .orElse(otherwise);
    }
}
