package dev.quayside.engine.docker;

import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import java.util.LinkedHashMap;

/** What a Docker Engine makes of a Compose file, which was made for it: nearly everything. */
public final class DockerFidelity {
    /** By key. */
    public static final Fidelity TABLE = table();

    private DockerFidelity() {}

    private static Fidelity table() {
        var verdicts = new LinkedHashMap<String, Verdict>();
        for (String key : new String[] {"name", "include", "services", "networks", "volumes", "configs", "secrets"}) {
            verdicts.put(key, Verdict.MAPPED);
        }
        verdicts.put("version", Verdict.noEffect("the specification has no versions any more"));
        verdicts.put("x-quayside", Verdict.MAPPED);
        verdicts.put("services.NAME.attach", Verdict.noEffect("it is about the output that 'up' shows"));
        verdicts.put(
                "services.NAME.volumes[].consistency",
                Verdict.noEffect("engines ignore it since file sharing is fast"));
        verdicts.put("services.NAME.ports[].mode", Verdict.noEffect("it is about Swarm"));
        verdicts.put("configs.NAME.external", Verdict.refused("an engine has no store for configs"));
        verdicts.put("secrets.NAME.external", Verdict.refused("an engine has no store for secrets"));
        verdicts.put(
                "configs.NAME.labels", Verdict.noEffect("a config is a file in a container, which carries no labels"));
        verdicts.put(
                "secrets.NAME.labels", Verdict.noEffect("a secret is a file in a container, which carries no labels"));
        verdicts.put(
                "services.NAME.deploy.labels", Verdict.noEffect("they are for the service, not for its containers"));
        return new Fidelity("docker", verdicts);
    }
}
