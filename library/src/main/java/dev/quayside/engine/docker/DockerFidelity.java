package dev.quayside.engine.docker;

import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.model.RefusedKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a Docker Engine makes of a Compose file, which was made for it: nearly everything. */
public final class DockerFidelity {
    /** By key. */
    public static final Fidelity TABLE = table();

    private static final String GUIDE = "docs/guide/kubernetes.md";

    private DockerFidelity() {}

    private static Fidelity table() {
        var verdicts = new LinkedHashMap<String, Verdict>();
        for (String key : new String[] {"name", "include", "services", "networks", "volumes", "configs", "secrets"}) {
            verdicts.put(key, Verdict.MAPPED);
        }
        verdicts.put(
                "version",
                Verdict.noEffect(
                        "the specification has no versions any more", "Compose specification, version and name"));
        verdicts.put("x-quayside", Verdict.noEffect("it has no keys for the whole file yet", GUIDE));
        addOrchestration(verdicts);
        verdicts.put(
                "services.NAME.attach",
                Verdict.noEffect("it is about the output that 'up' shows", "Compose specification, services, attach"));
        verdicts.put(
                "services.NAME.volumes[].consistency",
                Verdict.noEffect(
                        "engines ignore it since file sharing is fast", "Compose specification, services, volumes"));
        verdicts.put(
                "services.NAME.volumes[].volume.labels",
                Verdict.mapped("of a volume without a name; others have those of their definition"));
        verdicts.put(
                "services.NAME.ports[].mode",
                Verdict.noEffect("it is about Swarm", "Compose specification, services, ports"));
        verdicts.put("configs.NAME.external", Verdict.refused("an engine has no store for configs"));
        verdicts.put("secrets.NAME.external", Verdict.refused("an engine has no store for secrets"));
        verdicts.put(
                "configs.NAME.labels",
                Verdict.noEffect(
                        "a config is a file in a container, which carries no labels",
                        "Docker documentation, docker config create"));
        verdicts.put(
                "secrets.NAME.labels",
                Verdict.noEffect(
                        "a secret is a file in a container, which carries no labels",
                        "Docker documentation, docker secret create"));
        verdicts.put(
                "services.NAME.deploy.labels",
                Verdict.noEffect(
                        "they are for the service, not for its containers", "Compose specification, deploy, labels"));
        verdicts.put(
                "configs.NAME.name",
                Verdict.noEffect("only an external config is looked up by it", "Compose specification, configs"));
        verdicts.put(
                "secrets.NAME.name",
                Verdict.noEffect("only an external secret is looked up by it", "Compose specification, secrets"));
        addControls(verdicts);
        addSwarm(verdicts);
        addOthers(verdicts);
        RefusedKeys.all().forEach((key, why) -> verdicts.put(key, Verdict.refused(why)));
        return new Fidelity("docker", verdicts);
    }

    /** What docker compose leaves to a Swarm, too: its up reads none of these. */
    private static void addSwarm(Map<String, Verdict> verdicts) {
        String deploy = "services.NAME.deploy.";
        Verdict restart = Verdict.noEffect(
                "the engine itself waits, at first 100 ms, and twice as long each time",
                "Docker Engine API, RestartPolicy");
        verdicts.put(deploy + "restart_policy.delay", restart);
        verdicts.put(
                deploy + "restart_policy.window",
                Verdict.noEffect(
                        "the engine forgets failures of a container that has run for 10 s",
                        "Docker documentation, docker container run, --restart"));
        Verdict together = Verdict.noEffect(
                "it is about a Swarm; here the replicas of a service are replaced together, or one after the other where two"
                        + " cannot run side by side",
                "Compose specification, deploy, update_config");
        for (String key : new String[] {"parallelism", "delay", "monitor", "max_failure_ratio"}) {
            verdicts.put(deploy + "update_config." + key, together);
        }
        verdicts.put(
                deploy + "update_config.failure_action",
                Verdict.noEffect(
                        "what fails to replace a container leaves the one that serves as it is",
                        "Compose specification, deploy, update_config"));
        verdicts.put(
                deploy + "rollback_config",
                Verdict.noEffect(
                        "going back is a change like others, with 'update_config'",
                        "Compose specification, deploy, rollback_config"));
        verdicts.put(
                deploy + "placement",
                Verdict.noEffect("an engine is one node", "Compose specification, deploy, placement"));
        verdicts.put(deploy + "mode", Verdict.noEffect("an engine is one node", "Compose specification, deploy, mode"));
        verdicts.put(
                deploy + "resources.reservations.cpus",
                Verdict.noEffect(
                        "an engine limits CPUs and reserves none", "Docker Engine API, ContainerCreate, HostConfig"));
        verdicts.put(
                deploy + "endpoint_mode",
                Verdict.noEffect(
                        "a service's name leads to its containers in any case",
                        "Compose specification, deploy, endpoint_mode"));
        verdicts.put(
                deploy + "resources.reservations.generic_resources",
                Verdict.noEffect(
                        "they are what nodes of a Swarm say that they have",
                        "Docker documentation, dockerd, node generic resources"));
    }

    private static void addOthers(Map<String, Verdict> verdicts) {
        verdicts.put(
                "services.NAME.develop",
                Verdict.noEffect(
                        "it is about 'docker compose watch', and 'up' does not follow sources",
                        "Compose specification, develop"));
        verdicts.put(
                "services.NAME.ports[].name",
                Verdict.noEffect("an engine knows ports by their numbers", "Compose specification, services, ports"));
        verdicts.put(
                "services.NAME.ports[].app_protocol",
                Verdict.noEffect(
                        "an engine passes on bytes, whatever they mean", "Compose specification, services, ports"));
        verdicts.put(
                "services.NAME.build.platforms",
                Verdict.mapped("an engine as old as 20.10 takes a base that is there, whatever its platform"));
        verdicts.put("services.NAME.annotations", Verdict.mapped("an engine before 24 refuses them"));
        verdicts.put("services.NAME.healthcheck.start_interval", Verdict.mapped("an engine before 25 refuses it"));
        verdicts.put("services.NAME.volumes[].volume.subpath", Verdict.mapped("an engine before 26 refuses it"));
        verdicts.put(
                "services.NAME.networks.NAME.priority",
                Verdict.mapped("an engine before 28 goes by the names of the networks"));
        verdicts.put(
                "networks.NAME.ipam.driver",
                Verdict.noEffect(
                        "only 'default' is read, which every engine takes in any case",
                        "Compose specification, networks, ipam"));
        verdicts.put("services.NAME.volumes[].image", Verdict.mapped("an engine before 28 refuses it"));
        verdicts.put(
                "services.NAME.external_links",
                Verdict.mapped("the other container has to be in a network of the service"));
        verdicts.put(
                "services.NAME.post_start",
                Verdict.mapped("a container whose hook fails is stopped; the engine's own restarts run no hooks"));
        verdicts.put("services.NAME.pre_stop", Verdict.mapped("a container whose hook fails is stopped all the same"));
    }

    /** What depends on the engine's kernel, or is about another one. */
    private static void addControls(Map<String, Verdict> verdicts) {
        Verdict oldGroups = Verdict.mapped("only a kernel with control groups of version 1 can; others do without it");
        verdicts.put("services.NAME.mem_swappiness", oldGroups);
        verdicts.put("services.NAME.oom_kill_disable", oldGroups);
        Verdict realTime = Verdict.mapped("an engine whose kernel shares no real-time CPU refuses it");
        verdicts.put("services.NAME.cpu_rt_period", realTime);
        verdicts.put("services.NAME.cpu_rt_runtime", realTime);
        verdicts.put(
                "services.NAME.storage_opt", Verdict.mapped("an engine refuses what its storage driver does not know"));
        verdicts.put("services.NAME.isolation", Verdict.mapped("an engine on Linux knows 'default' only"));
        Verdict weights = Verdict.mapped("an engine whose kernel has no weights of block devices does without them");
        verdicts.put("services.NAME.blkio_config.weight", weights);
        verdicts.put("services.NAME.blkio_config.weight_device", weights);
        verdicts.put("networks.NAME.enable_ipv4", Verdict.mapped("an engine before 28 refuses 'false'"));
        verdicts.put("services.NAME.networks.NAME.gw_priority", Verdict.mapped("an engine before 28 refuses it"));
        verdicts.put("services.NAME.networks.NAME.interface_name", Verdict.mapped("an engine before 28.1 refuses it"));
        verdicts.put(
                "services.NAME.volumes[].bind.recursive",
                Verdict.mapped("an engine before 25 refuses 'writable' and 'readonly'"));
        Verdict drivers = Verdict.mapped("an engine without a driver for such devices refuses to start the container");
        verdicts.put("services.NAME.gpus", drivers);
        verdicts.put("services.NAME.deploy.resources.reservations.devices", drivers);
        verdicts.put(
                "services.NAME.cpu_count",
                Verdict.noEffect("it is about Windows containers", "Docker Engine API, HostConfig, CpuCount"));
        verdicts.put(
                "services.NAME.cpu_percent",
                Verdict.noEffect("it is about Windows containers", "Docker Engine API, HostConfig, CpuPercent"));
    }

    /** What is asked of a cluster: one engine is no cluster. */
    private static void addOrchestration(Map<String, Verdict> verdicts) {
        String own = "services.NAME.x-quayside.";
        verdicts.put(own + "expose", Verdict.noEffect("published ports are the host's", GUIDE));
        verdicts.put(
                own + "hardening",
                Verdict.noEffect("it is about pods; read_only, cap_drop and security_opt hold on every engine", GUIDE));
        verdicts.put(own + "probe", Verdict.noEffect("a container is asked by its health check", GUIDE));
        verdicts.put(own + "liveness", Verdict.noEffect("an engine starts no container again for its health", GUIDE));
        verdicts.put(own + "pin", Verdict.noEffect("a container keeps the image that it was made from", GUIDE));
        verdicts.put(own + "autoscale", Verdict.noEffect("one engine has as many replicas as the file says", GUIDE));
        verdicts.put("volumes.NAME.x-quayside", Verdict.noEffect("it is about claims of storage", GUIDE));
        verdicts.put(
                "volumes.NAME.x-quayside.size", Verdict.noEffect("a volume is a folder of the engine's disk", GUIDE));
        verdicts.put("volumes.NAME.x-quayside.access", Verdict.noEffect("an engine is one node", GUIDE));
    }
}
