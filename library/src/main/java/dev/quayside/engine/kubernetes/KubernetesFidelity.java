package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.model.RefusedKeys;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Kubernetes makes of each key of a Compose file. */
public final class KubernetesFidelity {
    /** By key. */
    public static final Fidelity TABLE = table();

    private static final String SERVICE = "services.NAME.";
    private static final String NETWORKING = "Kubernetes documentation, Cluster Networking";

    private KubernetesFidelity() {}

    private static Fidelity table() {
        var verdicts = new LinkedHashMap<String, Verdict>();
        verdicts.put(
                "version",
                Verdict.noEffect(
                        "the specification has no versions any more", "Compose specification, version and name"));
        for (String key : new String[] {"name", "include", "services", "networks", "volumes", "configs", "secrets"}) {
            verdicts.put(key, Verdict.MAPPED);
        }
        verdicts.put(
                "x-quayside", Verdict.noEffect("it has no keys for the whole file yet", "docs/guide/kubernetes.md"));
        addProcess(verdicts);
        addLifecycle(verdicts);
        addNetwork(verdicts);
        addStorage(verdicts);
        addIsolation(verdicts);
        addControls(verdicts);
        addSwarm(verdicts);
        addOthers(verdicts);
        RefusedKeys.all().forEach((key, why) -> verdicts.put(key, Verdict.refused(why)));
        return new Fidelity("kubernetes", verdicts);
    }

    private static void addProcess(Map<String, Verdict> verdicts) {
        mapped(verdicts, "labels", "what is no label on Kubernetes becomes an annotation");
        approximated(
                verdicts,
                "build",
                "'up' has a Docker Engine build it and brings it to the cluster; files only name the image");
        noEffect(
                verdicts,
                "attach",
                "it is about the output that 'up' shows",
                "Compose specification, services, attach");
        approximated(
                verdicts,
                "init",
                "the pod's first process collects ended ones, and the container's sees it as number 1");
        noEffect(
                verdicts,
                "logging",
                "the cluster decides where output goes",
                "Kubernetes documentation, Logging Architecture");
        mapped(
                verdicts,
                "environment",
                "the cluster adds variables of its own, KUBERNETES_…, and another PATH if the image has none");
        mapped(verdicts, "hostname", "what has a StatefulSet is called NAME-0");
        mapped(
                verdicts,
                "user",
                "as numbers; a name is refused, for it stands in the image; its group may write the service's volumes");
        mapped(verdicts, "group_add", "as numbers; a name is refused, for it stands in the image");
        refused(verdicts, "domainname", "a pod's domain is the cluster's");
        mapped(verdicts, "entrypoint", "an empty one is refused if neither file nor image says what is run then");
    }

    private static void addLifecycle(Map<String, Verdict> verdicts) {
        approximated(verdicts, "container_name", "pods have names of their own; it is one more name of the service");
        approximated(verdicts, "depends_on", "in files as waves, which Argo CD follows");
        mapped(verdicts, "healthcheck", "as a readiness probe, in whole seconds");
        approximated(
                verdicts,
                "healthcheck.start_period",
                "the probe is asked from the start: it decides only who is sent requests");
        approximated(verdicts, "healthcheck.start_interval", "the probe is asked at one interval from the start");
        approximated(verdicts, "restart", "anything but 'no' is 'always'; 'no' makes a job");
        approximated(verdicts, "deploy.restart_policy", "anything but 'none' is 'any'; 'none' makes a job");
        noEffect(verdicts, "deploy.labels", "they are for a Swarm service", "Compose specification, deploy, labels");
        refused(verdicts, "stop_signal", "the signal is the image's: set STOPSIGNAL in its Dockerfile");
        refused(verdicts, "pids_limit", "the limit of processes belongs to the node");
        refused(verdicts, "deploy.resources.limits.pids", "the limit of processes belongs to the node");
    }

    private static void addNetwork(Map<String, Verdict> verdicts) {
        approximated(verdicts, "ports", "by a port forward, a port of every node or a load balancer");
        mapped(verdicts, "expose", "without any port, the service's name leads to the pods of the moment");
        approximated(
                verdicts,
                "network_mode",
                "'host' is the network of whatever node, 'none' a policy that the network plug-in enforces; 'service:NAME' is"
                        + " refused");
        refused(verdicts, "mac_address", "addresses of pods belong to the cluster");
        approximated(verdicts, "dns", "beside the cluster's own");
        approximated(verdicts, "dns_search", "beside the cluster's own");
        approximated(verdicts, "dns_opt", "beside the cluster's own");
        mapped(verdicts, "extra_hosts", "'host-gateway' is refused: there is no one host");
        String joined = "networks.NAME.";
        for (String key : new String[] {"ipv4_address", "ipv6_address", "link_local_ips", "mac_address"}) {
            noEffect(verdicts, joined + key, "addresses of pods belong to the cluster", NETWORKING);
        }
        noEffect(
                verdicts,
                joined + "driver_opts",
                "they are for Docker's drivers",
                "Compose specification, services, networks");
        for (String key : new String[] {"priority", "gw_priority", "interface_name"}) {
            noEffect(verdicts, joined + key, "a pod has one network", NETWORKING);
        }
        noEffect(verdicts, "ports[].mode", "it is about Swarm", "Compose specification, services, ports");
        verdicts.put(
                "networks.NAME", Verdict.approximated("as a policy, which the cluster's network plug-in enforces"));
        verdicts.put("networks.NAME.external", Verdict.refused("a network of someone else cannot be joined"));
        for (String key : new String[] {"driver", "driver_opts", "enable_ipv4", "enable_ipv6", "ipam", "attachable"}) {
            verdicts.put(
                    "networks.NAME." + key, Verdict.noEffect("networks of pods belong to the cluster", NETWORKING));
        }
        verdicts.put(
                "networks.NAME.labels",
                Verdict.noEffect("they are for Docker's network", "Compose specification, networks, labels"));
        verdicts.put(
                "networks.NAME.name",
                Verdict.noEffect("the policy is named after the key", "Compose specification, networks, name"));
    }

    private static void addStorage(Map<String, Verdict> verdicts) {
        approximated(
                verdicts,
                "volumes[].bind",
                "a copy, read-only and as it is now, of a file or a folder of configuration of at most 1 MiB; others are refused");
        noEffect(
                verdicts,
                "volumes[].bind.propagation",
                "nothing is mounted in a file",
                "Kubernetes documentation, ConfigMaps");
        noEffect(
                verdicts,
                "volumes[].bind.recursive",
                "nothing is mounted in a file",
                "Kubernetes documentation, ConfigMaps");
        noEffect(
                verdicts,
                "volumes[].volume.labels",
                "they are for Docker's volume",
                "Compose specification, services, volumes");
        noEffect(
                verdicts,
                "volumes[].bind.create_host_path",
                "a file that is not there is refused in any case",
                "Compose specification, services, volumes");
        noEffect(
                verdicts,
                "volumes[].bind.selinux",
                "the node labels what it mounts",
                "Kubernetes documentation, Configure a Security Context");
        mapped(verdicts, "volumes[].tmpfs", "everyone may write there, and delete what is someone else's");
        mapped(verdicts, "tmpfs", "everyone may write there, and delete what is someone else's");
        approximated(verdicts, "volumes[].tmpfs.mode", "a volume in memory has the permissions 0777");
        noEffect(
                verdicts,
                "volumes[].consistency",
                "it is about Docker Desktop",
                "Compose specification, services, volumes");
        approximated(verdicts, "configs[].uid", "the file belongs to root");
        approximated(verdicts, "configs[].gid", "the file belongs to root, or to the group of the user");
        approximated(verdicts, "secrets[].uid", "the file belongs to root");
        approximated(verdicts, "secrets[].gid", "the file belongs to root, or to the group of the user");
        mapped(verdicts, "configs", "the files belong to root and, for a service with a 'user', to its group");
        mapped(verdicts, "secrets", "the files belong to root and, for a service with a 'user', to its group");
        mapped(verdicts, "configs[].mode", "what only its owner may read, the group of the user may, too");
        mapped(verdicts, "secrets[].mode", "what only its owner may read, the group of the user may, too");
        verdicts.put(
                "volumes.NAME", Verdict.approximated("as a claim of one size, by the cluster's default storage class"));
        verdicts.put("volumes.NAME.driver", Verdict.refused("storage comes from the cluster's storage classes"));
        verdicts.put("volumes.NAME.driver_opts", Verdict.refused("storage comes from the cluster's storage classes"));
        verdicts.put(
                "volumes.NAME.labels",
                Verdict.noEffect("they are for Docker's volume", "Compose specification, volumes, labels"));
        verdicts.put(
                "volumes.NAME.name",
                Verdict.noEffect("the claim is named after the key", "Compose specification, volumes, name"));
        verdicts.put("volumes.NAME.external", Verdict.mapped("a claim that is there"));
        verdicts.put("volumes.NAME.x-quayside", Verdict.MAPPED);
        verdicts.put(
                "configs.NAME.external",
                Verdict.approximated("a ConfigMap that is there, in which an item is called like the file"));
        verdicts.put(
                "secrets.NAME.external",
                Verdict.approximated("a Secret that is there, in which an item is called like the file"));
        verdicts.put(
                "configs.NAME.name",
                Verdict.noEffect("the ConfigMap is named after the key", "Compose specification, configs"));
        verdicts.put(
                "secrets.NAME.name",
                Verdict.noEffect("the Secret is named after the key", "Compose specification, secrets"));
        verdicts.put(
                "configs.NAME.labels",
                Verdict.noEffect("they are for Swarm", "Docker documentation, docker config create"));
        verdicts.put(
                "secrets.NAME.labels",
                Verdict.noEffect("they are for Swarm", "Docker documentation, docker secret create"));
    }

    private static void addIsolation(Map<String, Verdict> verdicts) {
        refused(verdicts, "ulimits", "limits of processes belong to the node");
        refused(verdicts, "devices", "a pod gets devices from a device plugin only");
        for (String key : new String[] {"pid", "ipc", "uts", "userns_mode", "cgroup"}) {
            refused(verdicts, key, "sharing of namespaces is not mapped");
        }
        mapped(
                verdicts,
                "security_opt",
                "'no-new-privileges', which holds in any case, and 'seccomp=unconfined'; others are refused");
        approximated(verdicts, "sysctls", "a node takes only those that its kubelet allows");
        approximated(verdicts, "privileged", "if the namespace admits such pods");
    }

    /** What was made for a Swarm. */
    private static void addSwarm(Map<String, Verdict> verdicts) {
        String waits = "a node waits at first 10 s, and twice as long each time, up to five minutes";
        noEffect(verdicts, "deploy.restart_policy.delay", waits, "Kubernetes documentation, Pod Lifecycle");
        noEffect(verdicts, "deploy.restart_policy.window", waits, "Kubernetes documentation, Pod Lifecycle");
        mapped(verdicts, "deploy.update_config.parallelism", "one replica that writes a volume is replaced alone");
        approximated(
                verdicts,
                "deploy.update_config.delay",
                "a new pod counts once it has been ready for so long, and the next ones follow then");
        approximated(
                verdicts,
                "deploy.update_config.monitor",
                "a new pod counts once it has been ready for so long, and the next ones follow then");
        approximated(
                verdicts,
                "deploy.update_config.failure_action",
                "a change stops at the pods that do not get ready, as with 'pause'; the others go on");
        noEffect(
                verdicts,
                "deploy.update_config.max_failure_ratio",
                "a change stops at the first pods that do not get ready",
                "Kubernetes documentation, Deployments");
        noEffect(
                verdicts,
                "deploy.rollback_config",
                "going back is a change like others, with 'update_config'",
                "Compose specification, deploy, rollback_config");
        mapped(
                verdicts,
                "deploy.placement.constraints",
                "of 'node.labels', 'node.hostname', 'node.role' and 'node.platform'; others are refused");
        mapped(verdicts, "deploy.placement.preferences", "over 'node.labels'; others are refused");
        approximated(
                verdicts,
                "deploy.placement.max_replicas_per_node",
                "1, by keeping pods apart, so that a change stops one before it starts the next; other numbers are refused");
        mapped(verdicts, "deploy.endpoint_mode", "'dnsrr' is a Service without an address of its own");
        refused(
                verdicts,
                "deploy.resources.reservations.generic_resources",
                "a cluster counts devices by the full names that their plug-ins give them");
    }

    private static void addOthers(Map<String, Verdict> verdicts) {
        noEffect(
                verdicts,
                "develop",
                "it is about 'docker compose watch', and 'up' does not follow sources",
                "Compose specification, develop");
        mapped(verdicts, "ports[].name", "as the name of the Service's port: lower-case letters, digits and dashes");
        mapped(verdicts, "ports[].app_protocol", "as the Service's, which is a word that controllers know");
        mapped(verdicts, "volumes[].image", "a cluster before 1.35 refuses it unless it is told to take it");
        refused(
                verdicts,
                "external_links",
                "what is outside of the application is reached by the name of its Service, such as 'db.other'");
        approximated(
                verdicts,
                "volumes_from",
                "named volumes, copies of configuration and images are mounted here, too; containers of others, and what only"
                        + " one container has, are refused");
        mapped(verdicts, "post_start", "a pod does not wait with its process for it, and starts it again if it fails");
        mapped(verdicts, "pre_stop", "a pod ends also if it fails");
        for (String hook : new String[] {"post_start[].", "pre_stop[]."}) {
            refused(verdicts, hook + "user", "a pod runs hooks as its process");
            refused(verdicts, hook + "privileged", "a pod runs hooks as its process");
            mapped(verdicts, hook + "working_dir", "by the image's /bin/sh");
            mapped(verdicts, hook + "environment", "by the image's /bin/sh");
        }
        mapped(verdicts, "pull_policy", "what asks for an image's age is 'always', since a node knows no ages");
        approximated(verdicts, "pull_refresh_after", "as 'always', since a node knows no ages");
    }

    /** What a Docker Engine tells the kernel, and a pod's node decides. */
    private static void addControls(Map<String, Verdict> verdicts) {
        mapped(verdicts, "cpu_quota", "as the limit of CPUs that it is");
        approximated(verdicts, "cpu_period", "the node has a period of its own; the share of it is the same");
        refused(verdicts, "cpu_rt_period", "a pod gets no real-time CPU");
        refused(verdicts, "cpu_rt_runtime", "a pod gets no real-time CPU");
        refused(
                verdicts,
                "cpu_shares",
                "a pod's weight follows from the CPUs that it reserves: write 'deploy.resources.reservations.cpus'");
        refused(verdicts, "cpuset", "the node's CPU manager hands out CPUs");
        noEffect(verdicts, "cpu_count", "it is about Windows containers", "Docker Engine API, HostConfig, CpuCount");
        noEffect(
                verdicts, "cpu_percent", "it is about Windows containers", "Docker Engine API, HostConfig, CpuPercent");
        noEffect(
                verdicts,
                "memswap_limit",
                "whether pods may swap is decided by the node",
                "Kubernetes documentation, Swap memory management");
        noEffect(
                verdicts,
                "mem_swappiness",
                "whether pods may swap is decided by the node",
                "Kubernetes documentation, Swap memory management");
        refused(verdicts, "oom_kill_disable", "what exceeds its limit of memory is killed");
        refused(verdicts, "oom_score_adj", "the node computes it from what a pod reserves");
        refused(verdicts, "blkio_config", "a pod has no limits of its use of disks");
        refused(verdicts, "cgroup_parent", "the node chooses the control group of a pod");
        refused(verdicts, "storage_opt", "the size of a container's own files belongs to the node");
        refused(verdicts, "device_cgroup_rules", "a pod gets devices from a device plugin only");
        for (String key : new String[] {"gpus", "deploy.resources.reservations.devices"}) {
            approximated(
                    verdicts,
                    key,
                    "as a limit of 'nvidia.com/gpu', which a device plugin of the cluster gives out; 'all' and other drivers are"
                            + " refused");
            refused(verdicts, key + "[].device_ids", "a device plugin chooses among its devices");
            refused(verdicts, key + "[].options", "a device plugin takes no options");
        }
        refused(verdicts, "isolation", "it is about Windows containers; 'default' is what happens in any case");
        approximated(verdicts, "runtime", "as the cluster's RuntimeClass of that name");
    }

    private static void approximated(Map<String, Verdict> verdicts, String key, String why) {
        verdicts.put(SERVICE + key, Verdict.approximated(why));
    }

    private static void mapped(Map<String, Verdict> verdicts, String key, String exception) {
        verdicts.put(SERVICE + key, Verdict.mapped(exception));
    }

    private static void refused(Map<String, Verdict> verdicts, String key, String why) {
        verdicts.put(SERVICE + key, Verdict.refused(why));
    }

    private static void noEffect(Map<String, Verdict> verdicts, String key, String why, String source) {
        verdicts.put(SERVICE + key, Verdict.noEffect(why, source));
    }
}
