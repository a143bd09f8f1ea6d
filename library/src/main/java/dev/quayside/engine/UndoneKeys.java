package dev.quayside.engine;

import java.util.List;
import java.util.Map;

/** The keys of Compose that are read and shown, and that no engine does yet. */
public final class UndoneKeys {
    private static final List<String> KEYS = List.of(
            "services.NAME.build.additional_contexts",
            "services.NAME.build.cache_to",
            "services.NAME.build.entitlements",
            "services.NAME.build.isolation",
            "services.NAME.build.no_cache_filter",
            "services.NAME.build.privileged",
            "services.NAME.build.provenance",
            "services.NAME.build.sbom",
            "services.NAME.build.secrets",
            "services.NAME.build.ssh",
            "services.NAME.build.ulimits",
            "services.NAME.deploy.resources.reservations.generic_resources",
            "services.NAME.deploy.restart_policy.delay",
            "services.NAME.deploy.restart_policy.window",
            "services.NAME.deploy.update_config.parallelism",
            "services.NAME.deploy.update_config.delay",
            "services.NAME.deploy.update_config.failure_action",
            "services.NAME.deploy.update_config.monitor",
            "services.NAME.deploy.update_config.max_failure_ratio",
            "services.NAME.deploy.endpoint_mode",
            "services.NAME.deploy.placement",
            "services.NAME.deploy.rollback_config",
            "services.NAME.ports[].name",
            "services.NAME.ports[].app_protocol",
            "services.NAME.volumes[].image",
            "services.NAME.pre_start",
            "services.NAME.post_start",
            "services.NAME.pre_stop",
            "services.NAME.develop",
            "services.NAME.provider",
            "services.NAME.models",
            "services.NAME.credential_spec",
            "services.NAME.use_api_socket",
            "services.NAME.external_links",
            "services.NAME.volumes_from",
            "services.NAME.pull_refresh_after",
            "configs.NAME.template_driver",
            "secrets.NAME.driver",
            "secrets.NAME.driver_opts",
            "secrets.NAME.template_driver",
            "models",
            "jobs");

    private static final Verdict REFUSED = Verdict.refused("this version does not do it yet");

    private UndoneKeys() {}

    /** Every one of them, written as in {@link Fidelity}. */
    public static List<String> all() {
        return KEYS;
    }

    /** Adds the verdict on each of them to an engine's table. */
    public static void addTo(Map<String, Verdict> verdicts) {
        KEYS.forEach(key -> verdicts.put(key, REFUSED));
    }
}
