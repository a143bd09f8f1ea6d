package dev.quayside.provision;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@code daemon.json} of an embedded engine. */
record DaemonConfiguration(String controlGroup, AddressPlan addresses, int mirrorPort, boolean timeNamespaces) {
    private static final Pattern VERSION = Pattern.compile("version v?(\\d+)\\.(\\d+)");

    static DaemonConfiguration of(EngineFolders folders, EngineState state) {
        return new DaemonConfiguration(
                EngineTraces.controlGroups(folders).name(),
                state.addresses(),
                state.mirrorPort(),
                !needsTimeNamespacesOff(state.searchPath()));
    }

    /** Engine 29 asks for namespaces that runc before 1.2 does not know. */
    private static boolean needsTimeNamespacesOff(SearchPath tools) {
        return version(tools, "dockerd") >= 29_000 && version(tools, "runc") < 1_002;
    }

    private static int version(SearchPath tools, String program) {
        return version(HostCommand.of(List.of(tools.require(program), "--version"))
                .run()
                .output());
    }

    /** Major and minor version as one number, such as 20010; 0 if the text names none. */
    static int version(String text) {
        var match = VERSION.matcher(text.toLowerCase(Locale.ROOT));
        return match.find() ? Integer.parseInt(match.group(1)) * 1000 + Integer.parseInt(match.group(2)) : 0;
    }

    /** Nothing in it needs quoting: names and numbers are ours. */
    String json() {
        var pools = addresses.pools().stream()
                .map(pool -> "{\"base\": \"" + pool + "\", \"size\": 24}")
                .collect(Collectors.joining(", "));
        return """
                {
                  "cgroup-parent": "/%s",
                  "exec-opts": ["native.cgroupdriver=cgroupfs"],
                  "default-address-pools": [%s],
                  "registry-mirrors": ["http://127.0.0.1:%d"],
                  "insecure-registries": ["127.0.0.1:%d"]%s
                }
                """.formatted(
                        controlGroup,
                        pools,
                        mirrorPort,
                        mirrorPort,
                        timeNamespaces ? "" : ",\n  \"features\": {\"time-namespaces\": false}");
    }
}
