package dev.quayside.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of Compose that are read and shown and that no engine does, each with its reason. */
public final class RefusedKeys {
    private static final Map<String, String> REASONS = reasons();

    private RefusedKeys() {}

    /** The reasons, as clauses, by key, which is written as in {@code services.NAME.ports[]}. */
    public static Map<String, String> all() {
        return REASONS;
    }

    /** Why no engine does a key; empty if one may do it. */
    public static Optional<String> why(String key) {
        return Optional.ofNullable(REASONS.get(key));
    }

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        addBuild(reasons);
        reasons.put(
                "services.NAME.pre_start",
                "what runs before a service is a service of its own here: have it end, and wait for it by 'depends_on' with"
                        + " 'condition: service_completed_successfully'");
        reasons.put(
                "services.NAME.provider",
                "it would run a program of this machine, and no program is started because a file names it");
        reasons.put(
                "services.NAME.models",
                "models are run by Docker Model Runner, a part of Docker Desktop, which is no engine");
        reasons.put("services.NAME.credential_spec", "it is about Windows containers, which no engine here runs");
        reasons.put(
                "services.NAME.use_api_socket",
                "it hands the whole engine and the passwords of all registries to the service; if it may have the engine, mount"
                        + " '/var/run/docker.sock', and what it may log in to as a secret");
        reasons.put("configs.NAME.template_driver", "templates are filled in by a Swarm's managers");
        reasons.put("secrets.NAME.driver", "drivers of secrets are plug-ins of a Swarm's managers");
        reasons.put("secrets.NAME.driver_opts", "drivers of secrets are plug-ins of a Swarm's managers");
        reasons.put("secrets.NAME.template_driver", "templates are filled in by a Swarm's managers");
        reasons.put("models", "models are run by Docker Model Runner, a part of Docker Desktop, which is no engine");
        reasons.put(
                "jobs",
                "nothing here starts a container when it is time, and a file for one engine would mean another thing on the"
                        + " other; 'quayside run' runs a service once");
        return Ordered.copyOf(reasons);
    }

    private static void addBuild(Map<String, String> reasons) {
        String build = "services.NAME.build.";
        String protocol = "images are built by the engine's classic builder, which has no such thing: BuildKit has";
        for (String key : new String[] {
            "additional_contexts",
            "cache_to",
            "entitlements",
            "no_cache_filter",
            "privileged",
            "provenance",
            "sbom",
            "secrets",
            "ssh"
        }) {
            reasons.put(build + key, protocol);
        }
        reasons.put(build + "isolation", "it is about Windows containers, which no engine here runs");
    }
}
