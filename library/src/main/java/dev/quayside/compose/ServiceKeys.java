package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.NAMES;
import static dev.quayside.compose.KeyTypes.bytes;
import static dev.quayside.compose.KeyTypes.castFlag;
import static dev.quayside.compose.KeyTypes.command;
import static dev.quayside.compose.KeyTypes.deviceRequest;
import static dev.quayside.compose.KeyTypes.duration;
import static dev.quayside.compose.KeyTypes.fileMounts;
import static dev.quayside.compose.KeyTypes.flag;
import static dev.quayside.compose.KeyTypes.hook;
import static dev.quayside.compose.KeyTypes.hosts;
import static dev.quayside.compose.KeyTypes.integer;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.nullableStructure;
import static dev.quayside.compose.KeyTypes.number;
import static dev.quayside.compose.KeyTypes.options;
import static dev.quayside.compose.KeyTypes.pairs;
import static dev.quayside.compose.KeyTypes.path;
import static dev.quayside.compose.KeyTypes.structure;
import static dev.quayside.compose.KeyTypes.text;
import static dev.quayside.compose.KeyTypes.textOrTexts;
import static dev.quayside.compose.KeyTypes.texts;
import static dev.quayside.compose.KeyTypes.textsOrNumbers;
import static dev.quayside.compose.KeyTypes.ulimits;
import static dev.quayside.compose.KeyTypes.wholeBytes;

import dev.quayside.compose.Key.Cast;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The table's part for services. */
final class ServiceKeys {
    private static final Set<String> PULL_POLICIES =
            Set.of("always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly");

    /** What is said of any container, be it a service's, a job's or one that runs before a service. */
    static final List<String> OF_CONTAINERS = List.of(
            "annotations",
            "blkio_config",
            "cap_add",
            "cap_drop",
            "cgroup",
            "cgroup_parent",
            "command",
            "configs",
            "cpu_count",
            "cpu_percent",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "cpu_shares",
            "cpus",
            "cpuset",
            "credential_spec",
            "device_cgroup_rules",
            "devices",
            "dns",
            "dns_opt",
            "dns_search",
            "domainname",
            "entrypoint",
            "env_file",
            "environment",
            "extra_hosts",
            "gpus",
            "group_add",
            "hostname",
            "image",
            "init",
            "ipc",
            "isolation",
            "label_file",
            "labels",
            "logging",
            "mac_address",
            "mem_limit",
            "mem_reservation",
            "mem_swappiness",
            "memswap_limit",
            "models",
            "network_mode",
            "networks",
            "oom_kill_disable",
            "oom_score_adj",
            "pid",
            "pids_limit",
            "platform",
            "privileged",
            "pull_policy",
            "pull_refresh_after",
            "read_only",
            "runtime",
            "secrets",
            "security_opt",
            "shm_size",
            "stop_grace_period",
            "stop_signal",
            "storage_opt",
            "sysctls",
            "tmpfs",
            "ulimits",
            "use_api_socket",
            "user",
            "userns_mode",
            "uts",
            "volumes",
            "volumes_from",
            "working_dir");

    /** More than a kernel takes, and all that the reference implementation can hold. */
    private static final int LARGEST_WEIGHT = 65_535;

    private ServiceKeys() {}

    /** Everything that a service may say. */
    static Key service() {
        Key service = structure();
        addProcess(service);
        addLifecycle(service);
        addConnectivity(service);
        addStorage(service);
        addIsolation(service);
        addHooks(service);
        addControls(service);
        return service.shown("pre_start", list(startHook(service)).repeats());
    }

    /** A container that is run to its end before the service's own; what it does not say is as in the service. */
    private static Key startHook(Key service) {
        Key hook = structure();
        for (String name : OF_CONTAINERS) {
            hook.key(name, service.child(name).orElseThrow());
        }
        // Empty addresses are left out of a service's list only.
        hook.key("dns", dns(Form.TEXTS));
        return hook.key("per_replica", flag());
    }

    private static void addHooks(Key service) {
        service.key("post_start", list(hook()))
                .key("pre_stop", list(hook()))
                .key("develop", development())
                .shown("provider", provider())
                .shown("models", models());
    }

    private static Key development() {
        Key watch = structure()
                .key(
                        "path",
                        path(PathRule.ENGINE)
                                .matching(path -> !path.replace("\n", "").isEmpty(), "a path"))
                .key("action", text().words("rebuild", "sync", "restart", "sync+restart", "sync+exec"))
                .key("target", text())
                .key("ignore", textOrTexts())
                .key("include", textOrTexts())
                .key("exec", hook().form(Form.PLAIN))
                .key("initial_sync", Key.of(Shape.FLAG).form(Form.FLAG))
                .required("path", "action");
        return nullableStructure().key("watch", list(watch));
    }

    private static Key provider() {
        Key option = Key.of(Shape.TEXT, Shape.NUMBER, Shape.FLAG, Shape.LIST)
                .items(Key.of(Shape.TEXT, Shape.NUMBER, Shape.FLAG))
                .form(Form.TEXTS);
        return structure()
                .key("type", text())
                .key("options", Key.of(Shape.MAPPING).any(option).anyNamed(KeyTypes.NOT_EMPTY))
                .required("type");
    }

    private static Key models() {
        Key model = Key.of(Shape.MAPPING, Shape.NULL)
                .key("endpoint_var", text())
                .key("model_var", text())
                .form(Form.NULLABLE_STRUCTURE);
        return Key.of(Shape.LIST, Shape.MAPPING)
                .items(text())
                .distinct()
                .any(model)
                .merge(MergeRule.NAMES)
                .shortSyntax(ShortSyntax.NAMES);
    }

    /** What a kernel, a runtime or another operating system is told. */
    private static void addControls(Key service) {
        service.key("blkio_config", blockDevices())
                .key("cgroup_parent", text())
                .key("cpu_count", wholeNumber().between(0, Double.POSITIVE_INFINITY))
                .key(
                        "cpu_percent",
                        Key.of(Shape.TEXT, Shape.INTEGER)
                                .cast(Cast.DECIMAL)
                                .form(Form.DECIMAL)
                                .between(0, 100))
                .key("cpu_period", castInteger())
                .key("cpu_quota", castInteger())
                .key("cpu_rt_period", castInteger())
                .key("cpu_rt_runtime", castInteger())
                .key("cpu_shares", castInteger())
                .key("cpuset", text())
                .key("memswap_limit", bytes())
                .key("mem_swappiness", wholeBytes())
                .key("oom_kill_disable", castFlag())
                .key("oom_score_adj", wholeNumber().between(-1000, 1000))
                .key("device_cgroup_rules", texts())
                .key(
                        "gpus",
                        Key.of(Shape.TEXT, Shape.LIST)
                                .words("all")
                                .items(deviceRequest().lenient())
                                .shortSyntax(ShortSyntax.DEVICES))
                .key("runtime", text())
                .key("isolation", text())
                .key(
                        "storage_opt",
                        Key.of(Shape.MAPPING)
                                .any(Key.of(Shape.TEXT, Shape.WHOLE, Shape.NULL))
                                .form(Form.OPTIONS))
                .shown(
                        "credential_spec",
                        structure().key("config", text()).key("file", text()).key("registry", text()))
                .shown("use_api_socket", Key.of(Shape.FLAG).form(Form.FLAG))
                .key("external_links", texts())
                .key("volumes_from", texts())
                .key("pull_refresh_after", text())
                .key(
                        "label_file",
                        Key.of(Shape.TEXT, Shape.LIST)
                                .items(path(PathRule.LOCAL))
                                .merge(MergeRule.APPEND)
                                .shortSyntax(ShortSyntax.LIST)
                                .form(Form.TEXTS));
    }

    private static Key wholeNumber() {
        return Key.of(Shape.TEXT, Shape.INTEGER).cast(Cast.INTEGER).form(Form.INTEGER);
    }

    private static Key castInteger() {
        return number().cast(Cast.INTEGER).form(Form.INTEGER);
    }

    private static Key blockDevices() {
        return structure()
                .key("weight", weight().form(Form.WEIGHT))
                .key(
                        "weight_device",
                        list(structure()
                                .key("path", text().form(Form.WRITTEN_TEXT))
                                .key("weight", deviceWeight())
                                .fallback("path", "")
                                .fallback("weight", "0")))
                .key("device_read_bps", list(rate()))
                .key("device_read_iops", list(rate()))
                .key("device_write_bps", list(rate()))
                .key("device_write_iops", list(rate()));
    }

    private static Key weight() {
        return Key.of(Shape.INTEGER, Shape.TEXT).between(0, LARGEST_WEIGHT);
    }

    private static Key deviceWeight() {
        return Key.of(Shape.INTEGER).form(Form.WRITTEN_INTEGER).between(0, LARGEST_WEIGHT);
    }

    private static Key rate() {
        return structure()
                .key("path", text().form(Form.WRITTEN_TEXT))
                .key("rate", wholeBytes().form(Form.WRITTEN_BYTES))
                .fallback("path", "")
                .fallback("rate", "0");
    }

    private static void addProcess(Key service) {
        service.key("image", text())
                .key("build", BuildKeys.build())
                .key("command", command())
                .key("entrypoint", command())
                .key("environment", pairs(Form.ENVIRONMENT))
                .key("env_file", envFile())
                .key("working_dir", text())
                .key("user", text())
                .key("group_add", textsOrNumbers())
                .key("hostname", text())
                .key("domainname", text())
                .key("tty", castFlag())
                .key("stdin_open", castFlag())
                .key("init", castFlag().form(Form.WRITTEN_FLAG))
                .key("labels", pairs(Form.LABELS))
                .key("annotations", pairs(Form.LABELS))
                .key("platform", text())
                .key("pull_policy", pullPolicy());
    }

    private static Key pullPolicy() {
        return text().matching(ServiceKeys::isPullPolicy, "always, never, missing or build");
    }

    private static boolean isPullPolicy(String text) {
        return PULL_POLICIES.contains(text)
                || (text.startsWith(PullReader.EVERY) && isInterval(text.substring(PullReader.EVERY.length())));
    }

    /** Numbers, each with a unit from weeks to seconds. */
    private static boolean isInterval(String text) {
        boolean inNumber = false;
        for (int i = 0; i < text.length(); i++) {
            boolean digit = Texts.isDigit(text.charAt(i));
            if (!digit && !(inNumber && "wdhms".indexOf(text.charAt(i)) >= 0)) {
                return false;
            }
            inNumber = digit;
        }
        return !text.isEmpty() && !inNumber;
    }

    private static Key envFile() {
        Key file = Key.of(Shape.TEXT, Shape.MAPPING)
                .key("path", path(PathRule.LOCAL))
                .key("format", text())
                .key("required", flag().form(Form.FLAG_UNLESS_FALSE))
                .required("path")
                .form(Form.STRUCTURE)
                .closed();
        return Key.of(Shape.TEXT, Shape.LIST)
                .items(file)
                .merge(MergeRule.APPEND)
                .unique(UniqueBy.PATH)
                .shortSyntax(ShortSyntax.ENV_FILES);
    }

    private static void addLifecycle(Key service) {
        service.key("profiles", texts().unique(UniqueBy.KEY))
                .key("extends", extension())
                .key("depends_on", dependencies())
                .key("links", texts().unique(UniqueBy.KEY))
                .key("healthcheck", healthCheck())
                .key("restart", text())
                .key("scale", integer().cast(Cast.INTEGER).form(Form.WRITTEN_INTEGER))
                .key("attach", flag().form(Form.WRITTEN_FLAG))
                .key(
                        "container_name",
                        text().matching(
                                        Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+")
                                                .asPredicate(),
                                        "at least two letters or digits"))
                .key("stop_signal", text())
                .key("stop_grace_period", duration())
                .key("logging", logging())
                .key("deploy", DeployKeys.deploy())
                .key("x-quayside", own());
    }

    /** What only Quayside knows of a service. */
    private static Key own() {
        Key probe = structure()
                .key("path", text().matching(path -> path.startsWith("/"), "a path that starts with '/'"))
                .key("port", integer().cast(Cast.INTEGER))
                .required("port")
                .closed();
        Key autoscale = structure()
                .key("minimum", integer().cast(Cast.INTEGER))
                .key("maximum", integer().cast(Cast.INTEGER))
                .key("cpu_percent", integer().cast(Cast.INTEGER))
                .required("maximum")
                .closed();
        return structure()
                .key("drain", duration())
                .key("expose", exposure())
                .key("hardening", text().words("none", "baseline", "restricted"))
                .key("probe", probe)
                .key("liveness", castFlag())
                .key("pin", text().words("digest", "none"))
                .key("autoscale", autoscale)
                .closed();
    }

    private static Key exposure() {
        Key ingress = structure()
                .key("host", text())
                .key("class", text())
                .key("tls_secret", text())
                .closed();
        Key gateway = structure()
                .key("name", text())
                .key("namespace", text())
                .key("host", text())
                .required("name")
                .closed();
        return Key.of(Shape.TEXT, Shape.MAPPING)
                .words("forward", "nodeport", "loadbalancer", "ingress")
                .key("ingress", ingress)
                .key("gateway", gateway)
                .closed();
    }

    private static Key extension() {
        return Key.of(Shape.TEXT, Shape.MAPPING)
                .key("service", text())
                .key("file", path(PathRule.LOCAL))
                .required("service")
                .shortSyntax(ShortSyntax.EXTENDS)
                .closed();
    }

    private static Key dependencies() {
        Key dependency = structure()
                .key("condition", text().words("service_started", "service_healthy", "service_completed_successfully"))
                .key("restart", castFlag())
                .key("required", Key.of(Shape.FLAG).cast(Cast.FLAG).form(Form.WRITTEN_FLAG))
                .required("condition");
        return Key.of(Shape.LIST, Shape.MAPPING)
                .items(text())
                .distinct()
                .any(dependency)
                .anyNamed(NAMES)
                .merge(MergeRule.DEPENDENCIES)
                .shortSyntax(ShortSyntax.DEPENDENCIES);
    }

    private static Key healthCheck() {
        return structure()
                .key(
                        "test",
                        Key.of(Shape.TEXT, Shape.LIST)
                                .items(text())
                                .merge(MergeRule.REPLACE)
                                .form(Form.HEALTH_TEST))
                .key("interval", duration())
                .key("timeout", duration())
                .key("retries", number().cast(Cast.INTEGER).form(Form.COUNT))
                .key("start_period", duration())
                .key("start_interval", duration())
                .key("disable", castFlag());
    }

    private static Key logging() {
        return structure()
                .key("driver", text())
                .key("options", options(Shape.TEXT, Shape.NUMBER, Shape.NULL))
                .merge(MergeRule.LOGGING);
    }

    private static void addConnectivity(Key service) {
        service.key("ports", ports())
                .key("expose", textsOrNumbers().unique(UniqueBy.VALUE))
                .key("networks", networks())
                .key("network_mode", text())
                .key("extra_hosts", hosts().merge(MergeRule.APPEND))
                .key("dns", dns(Form.FILLED_TEXTS))
                .key(
                        "dns_search",
                        textOrTexts()
                                .shortSyntax(ShortSyntax.FILLED_LIST)
                                .merge(MergeRule.APPEND)
                                .unique(UniqueBy.KEY))
                .key("dns_opt", texts().merge(MergeRule.APPEND).unique(UniqueBy.KEY))
                .key("mac_address", text());
    }

    private static Key dns(Form form) {
        return textOrTexts().merge(MergeRule.APPEND).unique(UniqueBy.KEY).form(form);
    }

    private static Key ports() {
        Key port = Key.of(Shape.WHOLE, Shape.TEXT, Shape.MAPPING)
                .key("mode", text())
                .key("host_ip", text())
                .key("target", integer().cast(Cast.INTEGER).between(0, Double.POSITIVE_INFINITY))
                .key("published", Key.of(Shape.TEXT, Shape.INTEGER))
                .key("protocol", text())
                .key("name", text())
                .key("app_protocol", text());
        return list(port).distinct().unique(UniqueBy.PORT).shortSyntax(ShortSyntax.PORTS);
    }

    private static Key networks() {
        Key attachment = Key.of(Shape.MAPPING, Shape.NULL)
                .key("aliases", texts().unique(UniqueBy.KEY))
                .key("ipv4_address", text())
                .key("ipv6_address", text())
                .key("link_local_ips", texts().unique(UniqueBy.KEY))
                .key("mac_address", text())
                .key("driver_opts", options(Shape.TEXT, Shape.NUMBER))
                .key("priority", Key.of(Shape.NUMBER).form(Form.INTEGER))
                .key("interface_name", text())
                .key("gw_priority", Key.of(Shape.NUMBER).form(Form.INTEGER))
                .form(Form.NULLABLE_STRUCTURE);
        return Key.of(Shape.LIST, Shape.MAPPING)
                .items(text())
                .distinct()
                .any(attachment)
                .anyNamed(NAMES)
                .merge(MergeRule.NAMES)
                .shortSyntax(ShortSyntax.NAMES);
    }

    private static void addStorage(Key service) {
        service.key("volumes", volumes())
                .key(
                        "tmpfs",
                        textOrTexts()
                                .shortSyntax(ShortSyntax.FILLED_LIST)
                                .merge(MergeRule.APPEND)
                                .unique(UniqueBy.KEY))
                .key("configs", fileMounts(UniqueBy.CONFIG_TARGET))
                .key("secrets", fileMounts(UniqueBy.SECRET_TARGET))
                .key("shm_size", bytes());
    }

    private static Key volumes() {
        Key volume = Key.of(Shape.TEXT, Shape.MAPPING)
                .key("type", text().words("bind", "volume", "tmpfs", "cluster", "npipe", "image"))
                .key("source", text())
                .key("target", text())
                .key("read_only", castFlag())
                .key("consistency", text())
                .key("bind", bind())
                .key(
                        "volume",
                        structure()
                                .key("nocopy", castFlag())
                                .key("subpath", text())
                                .key("labels", pairs(Form.LABELS)))
                .key(
                        "tmpfs",
                        structure()
                                .key("size", wholeBytes().between(0, Double.POSITIVE_INFINITY))
                                .key(
                                        "mode",
                                        Key.of(Shape.NUMBER).form(Form.INTEGER).between(0, Integer.MAX_VALUE)))
                .key("image", structure().key("subpath", text()))
                .required("type")
                .shortSyntax(ShortSyntax.VOLUME)
                .form(Form.STRUCTURE);
        return list(volume).distinct().unique(UniqueBy.VOLUME_TARGET);
    }

    private static Key bind() {
        return structure()
                .key("propagation", text())
                .key("create_host_path", flag().form(Form.FLAG_UNLESS_FALSE))
                .key("selinux", text().words("z", "Z"))
                .key("recursive", text().words("enabled", "disabled", "writable", "readonly"))
                .fallback("create_host_path", "false");
    }

    private static void addIsolation(Key service) {
        service.key("privileged", castFlag())
                .key("read_only", castFlag())
                .key("cap_add", texts().unique(UniqueBy.KEY))
                .key("cap_drop", texts().unique(UniqueBy.KEY))
                .key("security_opt", texts())
                .key("sysctls", pairs(Form.LABELS))
                .key("ulimits", ulimits(Cast.INTEGER, MergeRule.ULIMIT))
                .key("devices", devices())
                .key("pid", Key.of(Shape.TEXT, Shape.NULL))
                .key("ipc", text())
                .key("uts", text())
                .key("userns_mode", text())
                .key("cgroup", text().words("host", "private"))
                .key("cpus", number().cast(Cast.DECIMAL).form(Form.DECIMAL))
                .key("mem_limit", bytes())
                .key("mem_reservation", wholeBytes())
                .key("pids_limit", number().cast(Cast.INTEGER).form(Form.INTEGER));
    }

    private static Key devices() {
        Key device = Key.of(Shape.TEXT, Shape.MAPPING)
                .key("source", text())
                .key("target", text())
                .key("permissions", text())
                .required("source")
                .shortSyntax(ShortSyntax.DEVICE)
                .form(Form.STRUCTURE);
        return list(device).unique(UniqueBy.DEVICE_TARGET);
    }
}
