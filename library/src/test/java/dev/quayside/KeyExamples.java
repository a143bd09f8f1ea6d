package dev.quayside;

import static dev.quayside.KeyExample.ofFile;
import static dev.quayside.KeyExample.ofNetwork;
import static dev.quayside.KeyExample.ofService;
import static dev.quayside.KeyExample.ofVolume;

import java.util.List;
import java.util.stream.Stream;

/** An example for each key that is read. */
public final class KeyExamples {
    public static final List<KeyExample> ALL = Stream.of(
                    file(),
                    process(),
                    build(),
                    lifecycle(),
                    development(),
                    hooks("post_start"),
                    hooks("pre_stop"),
                    deploy(),
                    swarm(),
                    own(),
                    connections(),
                    storage(),
                    isolation(),
                    controls(),
                    blockIo(),
                    deviceRequests("gpus", "gpus: [{%s}]\n"),
                    deviceRequests(
                            "deploy.resources.reservations.devices",
                            "deploy: {resources: {reservations: {devices: [{%s}]}}}\n"),
                    networks(),
                    volumes(),
                    files("configs"),
                    files("secrets"))
            .flatMap(List::stream)
            .toList();

    private KeyExamples() {}

    private static KeyExample whole(String key, String without, String with) {
        return new KeyExample(key, without, with);
    }

    private static List<KeyExample> file() {
        String web = "name: one\nservices: {web: {image: nginx, restart: always}}\n";
        String used = "name: one\nservices: {web: {image: nginx, restart: always, %s}}\n";
        return List.of(
                whole("version", web, web + "version: '3'\n"),
                whole("name", web, web.replace("one", "two")),
                whole("services", web, web.replace("}}", "}, more: {image: nginx, restart: always}}")),
                whole("include", web, web + "include: [more.yaml]\n"),
                whole("include[].path", web, web + "include: [{path: more.yaml}]\n"),
                whole(
                        "include[].env_file",
                        web + "include: [{path: more.yaml}]\n",
                        web + "include: [{path: more.yaml, env_file: one.env}]\n"),
                whole(
                        "include[].project_directory",
                        web + "include: [{path: more.yaml}]\n",
                        web + "include: [{path: more.yaml, project_directory: /q}]\n"),
                whole("networks", web, used.formatted("networks: [a]") + "networks: {a: }\n"),
                whole(
                        "volumes",
                        web,
                        used.formatted("volumes: ['aa:/a']") + "volumes: {aa: {x-quayside: {size: 1g}}}\n"),
                whole("configs", web, used.formatted("configs: [a]") + "configs: {a: {content: A}}\n"),
                whole("secrets", web, used.formatted("secrets: [a]") + "secrets: {a: {environment: TITLE}}\n"),
                whole("x-quayside", web, web + "x-quayside: {}\n"));
    }

    private static List<KeyExample> process() {
        return List.of(
                whole(
                        "services.NAME.image",
                        "services: {web: {image: nginx, restart: always}}\nname: one\n",
                        "services: {web: {image: caddy, restart: always}}\nname: one\n"),
                ofService("command", "command: [run]\n"),
                ofService("entrypoint", "entrypoint: [run]\n"),
                ofService("environment", "environment: {A: B}\n"),
                ofService("env_file", "env_file: one.env\n"),
                ofService("env_file[].path", "env_file: [{path: one.env}]\n"),
                ofService(
                        "env_file[].format",
                        "env_file: [{path: one.env}]\n",
                        "env_file: [{path: one.env, format: raw}]\n"),
                ofService(
                        "env_file[].required",
                        "env_file: [{path: none.env}]\n",
                        "env_file: [{path: none.env, required: false}]\n"),
                ofService("working_dir", "working_dir: /srv\n"),
                ofService("user", "user: '1000:1000'\n"),
                ofService("group_add", "group_add: [200]\n"),
                ofService("hostname", "hostname: here\n"),
                ofService("domainname", "domainname: here.org\n"),
                ofService("tty", "tty: true\n"),
                ofService("stdin_open", "stdin_open: true\n"),
                ofService("init", "init: true\n"),
                ofService("labels", "labels: {team: a}\n"),
                ofService("label_file", "label_file: one.env\n"),
                ofService("annotations", "annotations: {team: a}\n"),
                ofService("platform", "platform: linux/arm64\n"),
                ofService("pull_policy", "pull_policy: always\n"),
                ofService("pull_refresh_after", "pull_policy: refresh\npull_refresh_after: 12h\n"));
    }

    private static List<KeyExample> build() {
        return Stream.of(
                        "",
                        "context: .",
                        "dockerfile: Other",
                        "dockerfile_inline: FROM busybox",
                        "args: {A: B}",
                        "target: base",
                        "labels: {a: b}",
                        "tags: [a/b]",
                        "platforms: [linux/amd64]",
                        "no_cache: true",
                        "pull: true",
                        "network: host",
                        "cache_from: [a]",
                        "extra_hosts: ['a=1.2.3.4']",
                        "shm_size: 1m",
                        "ulimits: {nofile: 10}",
                        "ulimits.NAME.soft: {nofile: {soft: 10, hard: 20}}",
                        "ulimits.NAME.hard: {nofile: {soft: 10, hard: 20}}")
                .map(KeyExamples::build)
                .toList();
    }

    private static KeyExample build(String line) {
        String context = line.startsWith("context") ? "" : "context: ., ";
        String key = line.isEmpty() ? "build" : "build." + line.substring(0, line.indexOf(':'));
        return ofService(key, "build: {" + context + line.replaceFirst("[.]NAME[.][a-z]+:", ":") + "}\n");
    }

    private static List<KeyExample> lifecycle() {
        String check = "healthcheck: {test: [CMD, ok]%s}\n";
        return List.of(
                ofService("profiles", "profiles: [none]\n"),
                ofService("extends", "extends: {file: base.yaml, service: base}\n"),
                ofService("extends.service", "extends: {file: base.yaml, service: base}\n"),
                ofService("extends.file", "extends: {file: base.yaml, service: base}\n"),
                dependency("depends_on", "depends_on: [more]\n"),
                dependency("depends_on.NAME.condition", "depends_on: {more: {condition: service_started}}\n"),
                dependency(
                        "depends_on.NAME.restart", "depends_on: {more: {condition: service_started, restart: true}}\n"),
                dependency(
                        "depends_on.NAME.required",
                        "depends_on: {more: {condition: service_started, required: false}}\n"),
                dependency("links", "links: ['more:other']\n"),
                dependency("volumes_from", "volumes_from: ['more:ro']\n"),
                ofService("healthcheck", check.formatted("")),
                ofService("healthcheck.test", check.formatted("")),
                ofService("healthcheck.interval", check.formatted(""), check.formatted(", interval: 3s")),
                ofService("healthcheck.timeout", check.formatted(""), check.formatted(", timeout: 3s")),
                ofService("healthcheck.retries", check.formatted(""), check.formatted(", retries: 7")),
                ofService("healthcheck.start_period", check.formatted(""), check.formatted(", start_period: 3s")),
                ofService("healthcheck.start_interval", check.formatted(""), check.formatted(", start_interval: 3s")),
                ofService("healthcheck.disable", check.formatted(""), check.formatted(", disable: true")),
                ofService("restart", "restart: unless-stopped\n"),
                ofService("scale", "scale: 2\n"),
                ofService("attach", "attach: false\n"),
                ofService("container_name", "container_name: website\n"),
                ofService("stop_signal", "stop_signal: SIGQUIT\n"),
                ofService("stop_grace_period", "stop_grace_period: 1m\n"),
                ofService("logging", "logging: {driver: local}\n"),
                ofService("logging.driver", "logging: {driver: local}\n"),
                ofService(
                        "logging.options",
                        "logging: {driver: local}\n",
                        "logging: {driver: local, options: {max-size: 1m}}\n"));
    }

    private static List<KeyExample> development() {
        String watch = "develop: {watch: [{path: ./src, action: %s}]}\n";
        String exec = watch.formatted("sync+exec, target: /srv, exec: {command: run%s}");
        return List.of(
                ofService("develop", "develop: {}\n"),
                ofService("develop.watch", watch.formatted("rebuild")),
                ofService("develop.watch[].path", watch.formatted("rebuild")),
                ofService("develop.watch[].action", watch.formatted("rebuild")),
                ofService("develop.watch[].target", watch.formatted("sync, target: /srv")),
                ofService("develop.watch[].ignore", watch.formatted("rebuild, ignore: [a]")),
                ofService("develop.watch[].include", watch.formatted("rebuild, include: [a]")),
                ofService("develop.watch[].initial_sync", watch.formatted("sync, target: /srv, initial_sync: true")),
                ofService("develop.watch[].exec", exec.formatted("")),
                ofService("develop.watch[].exec.command", exec.formatted("")),
                ofService("develop.watch[].exec.user", exec.formatted(", user: root")),
                ofService("develop.watch[].exec.privileged", exec.formatted(", privileged: true")),
                ofService("develop.watch[].exec.working_dir", exec.formatted(", working_dir: /srv")),
                ofService("develop.watch[].exec.environment", exec.formatted(", environment: {A: B}")));
    }

    private static List<KeyExample> hooks(String when) {
        String hook = when + ": [{command: [run, it]%s}]\n";
        String plain = hook.formatted("");
        return List.of(
                ofService(when, plain),
                ofService(when + "[].command", plain),
                ofService(when + "[].user", plain, hook.formatted(", user: root")),
                ofService(when + "[].privileged", plain, hook.formatted(", privileged: true")),
                ofService(when + "[].working_dir", plain, hook.formatted(", working_dir: /srv")),
                ofService(when + "[].environment", plain, hook.formatted(", environment: {A: B}")));
    }

    private static KeyExample dependency(String key, String lines) {
        String base = """
                name: one
                services:
                  more: {image: nginx, restart: always}
                  web:
                    image: nginx
                    restart: always
                """;
        return new KeyExample("services.NAME." + key, base, base + lines.indent(4));
    }

    private static List<KeyExample> deploy() {
        return List.of(
                ofService("deploy", "deploy: {replicas: 2}\n"),
                ofService("deploy.mode", "deploy: {mode: global}\n"),
                ofService("deploy.replicas", "deploy: {replicas: 2}\n"),
                ofService("deploy.labels", "deploy: {labels: {a: b}}\n"),
                ofService("deploy.resources", "deploy: {resources: {limits: {cpus: '1'}}}\n"),
                ofService("deploy.resources.limits", "deploy: {resources: {limits: {cpus: '1'}}}\n"),
                ofService("deploy.resources.limits.cpus", "deploy: {resources: {limits: {cpus: '1'}}}\n"),
                ofService("deploy.resources.limits.memory", "deploy: {resources: {limits: {memory: 1g}}}\n"),
                ofService("deploy.resources.limits.pids", "deploy: {resources: {limits: {pids: 10}}}\n"),
                ofService("deploy.resources.reservations", "deploy: {resources: {reservations: {memory: 1g}}}\n"),
                ofService("deploy.resources.reservations.cpus", "deploy: {resources: {reservations: {cpus: '1'}}}\n"),
                ofService(
                        "deploy.resources.reservations.memory", "deploy: {resources: {reservations: {memory: 1g}}}\n"),
                ofService("deploy.restart_policy", "deploy: {restart_policy: {condition: on-failure}}\n"),
                ofService("deploy.restart_policy.condition", "deploy: {restart_policy: {condition: on-failure}}\n"),
                ofService(
                        "deploy.restart_policy.max_attempts",
                        "deploy: {restart_policy: {condition: on-failure}}\n",
                        "deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}\n"),
                ofService("deploy.update_config", "deploy: {update_config: {order: stop-first}}\n"),
                ofService("deploy.update_config.order", "deploy: {update_config: {order: stop-first}}\n"));
    }

    private static List<KeyExample> swarm() {
        String restart = "deploy: {restart_policy: {condition: any%s}}\n";
        String devices = "deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec:"
                + " {kind: gpu, value: 2}}]}}}\n";
        String listed = "deploy.resources.reservations.generic_resources";
        String placement = "deploy: {placement: {%s}}\n";
        String spread = placement.formatted("preferences: [{spread: node.labels.zone}]");
        return Stream.concat(
                        Stream.of(
                                ofService(
                                        "deploy.restart_policy.delay",
                                        restart.formatted(""),
                                        restart.formatted(", delay: 3s")),
                                ofService(
                                        "deploy.restart_policy.window",
                                        restart.formatted(""),
                                        restart.formatted(", window: 3s")),
                                ofService(listed, devices),
                                ofService(listed + "[].discrete_resource_spec", devices),
                                ofService(listed + "[].discrete_resource_spec.kind", devices),
                                ofService(listed + "[].discrete_resource_spec.value", devices),
                                ofService(
                                        "deploy.endpoint_mode",
                                        "expose: [80]\n",
                                        "expose: [80]\ndeploy: {endpoint_mode: dnsrr}\n"),
                                ofService("deploy.placement", spread),
                                ofService(
                                        "deploy.placement.constraints",
                                        placement.formatted("constraints: [node.labels.disk==ssd]")),
                                ofService("deploy.placement.preferences", spread),
                                ofService("deploy.placement.preferences[].spread", spread),
                                ofService(
                                        "deploy.placement.max_replicas_per_node",
                                        placement.formatted("max_replicas_per_node: 1")),
                                ofService("deploy.rollback_config", "deploy: {rollback_config: {order: stop-first}}\n"),
                                ofService(
                                        "deploy.rollback_config.order",
                                        "deploy: {rollback_config: {order: stop-first}}\n")),
                        Stream.of("update_config", "rollback_config").flatMap(KeyExamples::changes))
                .toList();
    }

    private static Stream<KeyExample> changes(String section) {
        return Stream.of(
                        "parallelism: 2", "delay: 3s", "failure_action: pause", "monitor: 3s", "max_failure_ratio: 0.5")
                .map(line -> ofService(
                        "deploy." + section + "." + line.substring(0, line.indexOf(':')),
                        "deploy: {" + section + ": {" + line + "}}\n"));
    }

    private static List<KeyExample> own() {
        String published = "ports: ['80']\n";
        String ingress = published + "x-quayside: {expose: {ingress: {%s}}}\n";
        String gateway = published + "x-quayside: {expose: {gateway: {name: edge%s}}}\n";
        String probe = "x-quayside: {probe: {port: 80%s}}\n";
        String scaled = "deploy: {resources: {reservations: {cpus: '1'}}}\n";
        String scale = scaled + "x-quayside: {autoscale: {maximum: 3%s}}\n";
        String check = "healthcheck: {test: [CMD, ok]}\n";
        return List.of(
                ofService("x-quayside", probe.formatted("")),
                ofService("x-quayside.drain", "expose: [80]\n", "expose: [80]\nx-quayside: {drain: 9s}\n"),
                ofService("x-quayside.expose", "expose: [80]\n", "ports: ['80']\nx-quayside: {expose: nodeport}\n"),
                ofService("x-quayside.expose.ingress", published, ingress.formatted("")),
                ofService("x-quayside.expose.ingress.host", ingress.formatted(""), ingress.formatted("host: a.test")),
                ofService("x-quayside.expose.ingress.class", ingress.formatted(""), ingress.formatted("class: own")),
                ofService(
                        "x-quayside.expose.ingress.tls_secret",
                        ingress.formatted(""),
                        ingress.formatted("tls_secret: own")),
                ofService("x-quayside.expose.gateway", published, gateway.formatted("")),
                ofService("x-quayside.expose.gateway.name", published, gateway.formatted("")),
                ofService(
                        "x-quayside.expose.gateway.namespace",
                        gateway.formatted(""),
                        gateway.formatted(", namespace: infra")),
                ofService("x-quayside.expose.gateway.host", gateway.formatted(""), gateway.formatted(", host: a.test")),
                ofService("x-quayside.hardening", "x-quayside: {hardening: restricted}\n"),
                ofService("x-quayside.probe", probe.formatted("")),
                ofService("x-quayside.probe.port", probe.formatted("")),
                ofService("x-quayside.probe.path", probe.formatted(""), probe.formatted(", path: /ok")),
                ofService("x-quayside.liveness", check, check + "x-quayside: {liveness: true}\n"),
                ofService("x-quayside.pin", "x-quayside: {pin: none}\n"),
                ofService("x-quayside.autoscale", scaled, scale.formatted("")),
                ofService("x-quayside.autoscale.maximum", scaled, scale.formatted("")),
                ofService("x-quayside.autoscale.minimum", scale.formatted(""), scale.formatted(", minimum: 2")),
                ofService(
                        "x-quayside.autoscale.cpu_percent", scale.formatted(""), scale.formatted(", cpu_percent: 50")));
    }

    private static List<KeyExample> connections() {
        String port = "ports: [{target: 80%s}]\n";
        String plain = port.formatted("");
        String pools = """
                networks:
                  default:
                    enable_ipv6: true
                    ipam: {config: [{subnet: 10.1.0.0/16}, {subnet: 'fd00:1::/64'}]}
                """;
        return List.of(
                ofService("ports", "ports: ['8080:80']\n"),
                ofService("ports[].mode", plain, port.formatted(", mode: host")),
                ofService(
                        "ports[].host_ip",
                        port.formatted(", published: '1'"),
                        port.formatted(", host_ip: 127.0.0.1, published: '1'")),
                ofService("ports[].target", plain),
                ofService("ports[].published", plain, port.formatted(", published: '8080'")),
                ofService("ports[].protocol", plain, port.formatted(", protocol: udp")),
                ofService("ports[].name", plain, port.formatted(", name: web")),
                ofService("ports[].app_protocol", plain, port.formatted(", app_protocol: http")),
                ofService("external_links", "external_links: ['elsewhere:db']\n"),
                ofService("expose", "expose: [80]\n"),
                ofService("networks", "networks: {default: {aliases: [other]}}\n"),
                joined("aliases", "[other]", ""),
                joined("ipv4_address", "10.1.0.9", pools),
                joined("ipv6_address", "'fd00:1::9'", pools),
                joined("link_local_ips", "[169.254.1.1]", ""),
                joined("mac_address", "'02:00:00:00:00:01'", ""),
                joined("driver_opts", "{a: b}", ""),
                joined("gw_priority", "3", ""),
                joined("interface_name", "lan0", ""),
                joined("priority", "3", ""),
                ofService("network_mode", "network_mode: none\n"),
                ofService("extra_hosts", "extra_hosts: ['a=1.2.3.4']\n"),
                ofService("dns", "dns: 1.1.1.1\n"),
                ofService("dns_search", "dns_search: here.org\n"),
                ofService("dns_opt", "dns_opt: ['ndots:2']\n"),
                ofService("mac_address", "mac_address: '02:00:00:00:00:01'\n"));
    }

    /** A key of how the service joins its network. */
    private static KeyExample joined(String key, String value, String networks) {
        KeyExample example = ofService(
                "networks.NAME." + key,
                "networks: {default: {}}\n",
                "networks: {default: {" + key + ": " + value + "}}\n");
        return new KeyExample(example.key(), example.without() + networks, example.with() + networks);
    }

    private static KeyExample mount(String key, String without, String with) {
        String tail = "volumes:\n  data: {x-quayside: {size: 1g}}\n";
        KeyExample example = ofService(
                key, without.isEmpty() ? "" : "volumes: [{" + without + "}]\n", "volumes: [{" + with + "}]\n");
        return new KeyExample(example.key(), example.without() + tail, example.with() + tail);
    }

    private static List<KeyExample> storage() {
        String volume = "type: volume, source: data, target: /data";
        String bind = "type: bind, source: ./a.conf, target: /a.conf";
        String memory = "type: tmpfs, target: /tmp";
        String image = "type: image, source: 'busybox:1.37', target: /tools, image: {subpath: bin}";
        return Stream.concat(
                        Stream.of(
                                mount("volumes", "", volume),
                                mount("volumes[].type", "", volume),
                                mount("volumes[].source", "", volume),
                                mount("volumes[].target", volume, volume.replace("/data", "/other")),
                                mount("volumes[].read_only", volume, volume + ", read_only: true"),
                                mount("volumes[].consistency", volume, volume + ", consistency: cached"),
                                mount("volumes[].bind", "", bind + ", bind: {}"),
                                mount("volumes[].bind.propagation", bind, bind + ", bind: {propagation: shared}"),
                                mount(
                                        "volumes[].bind.create_host_path",
                                        bind + ", bind: {create_host_path: false}",
                                        bind + ", bind: {create_host_path: true}"),
                                mount("volumes[].bind.selinux", bind, bind + ", bind: {selinux: z}"),
                                mount("volumes[].volume", volume, volume + ", volume: {nocopy: true}"),
                                mount("volumes[].volume.nocopy", volume, volume + ", volume: {nocopy: true}"),
                                mount("volumes[].volume.subpath", volume, volume + ", volume: {subpath: in}"),
                                mount(
                                        "volumes[].bind.recursive",
                                        bind + ", bind: {create_host_path: false}",
                                        bind + ", bind: {create_host_path: false, recursive: disabled}"),
                                mount(
                                        "volumes[].volume.labels",
                                        "type: volume, target: /data",
                                        "type: volume, target: /data, volume: {labels: {a: b}}"),
                                mount("volumes[].image", "", image),
                                mount("volumes[].image.subpath", image.replace("subpath: bin", ""), image),
                                mount("volumes[].tmpfs", memory, memory + ", tmpfs: {size: 1000}"),
                                mount("volumes[].tmpfs.size", memory, memory + ", tmpfs: {size: 1000}"),
                                mount("volumes[].tmpfs.mode", memory, memory + ", tmpfs: {mode: 448}"),
                                ofService("tmpfs", "tmpfs: /tmp\n"),
                                ofService("shm_size", "shm_size: 1m\n")),
                        Stream.of("configs", "secrets").flatMap(KeyExamples::mountedFiles))
                .toList();
    }

    private static Stream<KeyExample> mountedFiles(String section) {
        String definition = section + ":\n  title: {environment: TITLE}\n";
        String file = section + ": [{source: title%s}]\n";
        return Stream.of(
                        ofService(section, section + ": [title]\n"),
                        ofService(section + "[].source", file.formatted("")),
                        ofService(section + "[].target", file.formatted(""), file.formatted(", target: /etc/title")),
                        ofService(section + "[].uid", file.formatted(""), file.formatted(", uid: '7'")),
                        ofService(section + "[].gid", file.formatted(""), file.formatted(", gid: '7'")),
                        ofService(section + "[].mode", file.formatted(""), file.formatted(", mode: 0755")))
                .map(example ->
                        new KeyExample(example.key(), example.without() + definition, example.with() + definition));
    }

    private static List<KeyExample> isolation() {
        String device = "devices: [{source: /dev/fuse, target: /dev/fuse}]\n";
        return List.of(
                ofService("privileged", "privileged: true\n"),
                ofService("read_only", "read_only: true\n"),
                ofService("cap_add", "cap_add: [NET_ADMIN]\n"),
                ofService("cap_drop", "cap_drop: [ALL]\n"),
                ofService("security_opt", "security_opt: ['seccomp=unconfined']\n"),
                ofService("sysctls", "sysctls: {net.core.somaxconn: '1000'}\n"),
                ofService("ulimits", "ulimits: {nofile: 10}\n"),
                ofService(
                        "ulimits.NAME.soft",
                        "ulimits: {nofile: {soft: 10, hard: 20}}\n",
                        "ulimits: {nofile: {soft: 11, hard: 20}}\n"),
                ofService(
                        "ulimits.NAME.hard",
                        "ulimits: {nofile: {soft: 10, hard: 20}}\n",
                        "ulimits: {nofile: {soft: 10, hard: 21}}\n"),
                ofService("devices", "devices: ['/dev/fuse']\n"),
                ofService("devices[].source", "devices: [{source: /dev/fuse, target: /dev/fuse}]\n"),
                ofService("devices[].target", device, device.replace("target: /dev/fuse", "target: /dev/other")),
                ofService("devices[].permissions", device, device.replace("}", ", permissions: r}")),
                ofService("pid", "pid: host\n"),
                ofService("ipc", "ipc: host\n"),
                ofService("uts", "uts: host\n"),
                ofService("userns_mode", "userns_mode: host\n"),
                ofService("cgroup", "cgroup: private\n", "cgroup: host\n"),
                ofService("cpus", "cpus: 0.5\n"),
                ofService("mem_limit", "mem_limit: 1g\n"),
                ofService("mem_reservation", "mem_reservation: 1g\n"),
                ofService("pids_limit", "pids_limit: 10\n"));
    }

    private static List<KeyExample> controls() {
        return List.of(
                ofService("cgroup_parent", "cgroup_parent: /own\n"),
                ofService("cpu_count", "cpu_count: 2\n"),
                ofService("cpu_percent", "cpu_percent: 50\n"),
                ofService("cpu_period", "cpu_period: 50000\n"),
                ofService("cpu_quota", "cpu_quota: 25000\n"),
                ofService("cpu_rt_period", "cpu_rt_period: 1000000\n"),
                ofService("cpu_rt_runtime", "cpu_rt_runtime: 950000\n"),
                ofService("cpu_shares", "cpu_shares: 512\n"),
                ofService("cpuset", "cpuset: '0'\n"),
                ofService("memswap_limit", "mem_limit: 1g\n", "mem_limit: 1g\nmemswap_limit: 1500m\n"),
                ofService("mem_swappiness", "mem_swappiness: 10\n"),
                ofService("oom_kill_disable", "oom_kill_disable: true\n"),
                ofService("oom_score_adj", "oom_score_adj: 500\n"),
                ofService("storage_opt", "storage_opt: {size: 1G}\n"),
                ofService("device_cgroup_rules", "device_cgroup_rules: ['c 1:3 mr']\n"),
                ofService("runtime", "runtime: runsc\n"),
                ofService("isolation", "isolation: hyperv\n"));
    }

    private static List<KeyExample> blockIo() {
        String weights = "blkio_config: {weight_device: [{path: /dev/sda, weight: 300}]}\n";
        return Stream.concat(
                        Stream.of(
                                ofService(
                                        "blkio_config",
                                        "blkio_config: {device_read_bps: [{path: /dev/sda, rate: 1000}]}\n"),
                                ofService("blkio_config.weight", "blkio_config: {weight: 300}\n"),
                                ofService("blkio_config.weight_device", weights),
                                ofService("blkio_config.weight_device[].path", weights),
                                ofService("blkio_config.weight_device[].weight", weights)),
                        Stream.of("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops")
                                .flatMap(KeyExamples::rates))
                .toList();
    }

    private static List<KeyExample> deviceRequests(String key, String line) {
        String one = "capabilities: [gpu], count: 1";
        return List.of(
                ofService(key, line.formatted(one)),
                ofService(key + "[].capabilities", line.formatted(one)),
                ofService(key + "[].count", line.formatted(one), line.formatted(one.replace("1", "2"))),
                ofService(key + "[].driver", line.formatted(one), line.formatted(one + ", driver: nvidia")),
                ofService(key + "[].device_ids", line.formatted("capabilities: [gpu], device_ids: ['0']")),
                ofService(key + "[].options", line.formatted(one), line.formatted(one + ", options: {a: b}")));
    }

    private static Stream<KeyExample> rates(String key) {
        String rate = "blkio_config: {" + key + ": [{path: /dev/sda, rate: 1000}]}\n";
        return Stream.of(
                ofService("blkio_config." + key, rate),
                ofService("blkio_config." + key + "[].path", rate, rate.replace("/dev/sda", "/dev/sdb")),
                ofService("blkio_config." + key + "[].rate", rate, rate.replace("1000", "2000")));
    }

    private static List<KeyExample> networks() {
        String pool = "ipam: {config: [{subnet: 10.1.0.0/16%s}]}\n";
        String plain = pool.formatted("");
        return List.of(
                ofNetwork("name", "name: other\n"),
                ofNetwork("driver", "driver: nobodys\n"),
                ofNetwork("driver_opts", "driver_opts: {a: b}\n"),
                ofNetwork("ipam", pool.formatted("")),
                ofNetwork("ipam.driver", "ipam: {driver: default}\n"),
                ofNetwork("ipam.config", pool.formatted("")),
                ofNetwork("ipam.config[].subnet", pool.formatted("")),
                ofNetwork("ipam.config[].ip_range", plain, pool.formatted(", ip_range: 10.1.1.0/24")),
                ofNetwork("ipam.config[].gateway", plain, pool.formatted(", gateway: 10.1.0.9")),
                ofNetwork("ipam.config[].aux_addresses", plain, pool.formatted(", aux_addresses: {a: 10.1.0.2}")),
                ofNetwork("external", "external: true\n"),
                ofNetwork("external.name", "external: {name: other}\n"),
                ofNetwork("internal", "internal: true\n"),
                ofNetwork("ipam.options", "ipam: {options: {a: b}}\n"),
                ofNetwork("enable_ipv4", "enable_ipv6: true\n", "enable_ipv4: false\nenable_ipv6: true\n"),
                ofNetwork("enable_ipv6", "enable_ipv6: true\n"),
                ofNetwork("attachable", "attachable: true\n"),
                ofNetwork("labels", "labels: {a: b}\n"));
    }

    private static List<KeyExample> volumes() {
        String sized = "x-quayside: {size: 1g%s}\n";
        String plain = sized.formatted("");
        return List.of(
                ofVolume("name", plain, plain + "name: other\n"),
                ofVolume("driver", plain, plain + "driver: nfs\n"),
                ofVolume("driver_opts", plain, plain + "driver_opts: {type: tmpfs, device: tmpfs}\n"),
                ofVolume("external", plain, "external: true\nname: there\n"),
                ofVolume("external.name", plain, "external: {name: there}\n"),
                ofVolume("labels", plain, plain + "labels: {a: b}\n"),
                ofVolume("x-quayside", "", plain.replace("1g", "3g")),
                ofVolume("x-quayside.size", "", plain.replace("1g", "3g")),
                ofVolume("x-quayside.access", plain, sized.formatted(", access: many-nodes")));
    }

    private static List<KeyExample> files(String section) {
        String plain = "environment: TITLE\n";
        var examples = List.of(
                ofFile(section, "name", plain, plain + "name: other\n"),
                ofFile(section, "environment", "file: ./a\n", plain),
                ofFile(section, "file", plain, "file: ./a\n"),
                ofFile(section, "external", plain, "external: true\nname: there\n"),
                ofFile(section, "external.name", plain, "external: {name: there}\n"),
                ofFile(section, "labels", plain, plain + "labels: {a: b}\n"));
        return section.equals("secrets")
                ? examples
                : Stream.concat(examples.stream(), Stream.of(ofFile(section, "content", plain, "content: Hello\n")))
                        .toList();
    }
}
