package dev.quayside.provision;

import dev.quayside.provision.Firewall.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything of the machine that an engine may change: taken before and after, the two must be equal. */
record Machine(
        List<String> processes,
        List<String> mounts,
        List<String> interfaces,
        List<String> rules,
        List<String> controlGroups,
        List<String> folders,
        boolean forwarding) {
    private static final Set<String> PROGRAMS =
            Set.of("dockerd", "containerd", "containerd-shim", "docker-proxy", "docker-registry", "runc");

    /** What belongs to the engine of some folders, and everything of the network that it runs in. */
    static Machine now(EngineFolders folders, NetworkPlace place) {
        return new Machine(
                processes(folders, place),
                Stream.concat(MountTable.below(folders.data()).stream(), MountTable.below(folders.run()).stream())
                        .toList(),
                place.links().stream().map(NetworkPlace.Link::name).sorted().toList(),
                rules(place),
                EngineTraces.controlGroups(folders).exist()
                        ? List.of(EngineTraces.controlGroups(folders).name())
                        : List.of(),
                Stream.concat(Stream.of(folders.run()), EngineTraces.sharedFolders().stream())
                        .filter(FileAccess::exists)
                        .map(Path::toString)
                        .toList(),
                place.forwarding());
    }

    private static List<String> processes(EngineFolders folders, NetworkPlace place) {
        var network = place.identity();
        return ProcessTable.all(entry -> PROGRAMS.contains(entry.program())
                        && (entry.mentions(folders.run().toString())
                                || entry.network().equals(network)))
                .stream()
                .map(entry -> entry.program() + " " + entry.pid())
                .toList();
    }

    private static List<String> rules(NetworkPlace place) {
        var all = new ArrayList<String>();
        for (var family : List.of("iptables", "ip6tables")) {
            for (var table : Table.parse(place.command(family + "-save").run().output())) {
                // Chains of the kernel appear with the first look at a table.
                table.chains().stream()
                        .filter(chain -> !chain.matches("[A-Z]+") || chain.startsWith("DOCKER"))
                        .forEach(chain -> all.add(family + " " + table.name() + " :" + chain));
                table.rules().forEach(rule -> all.add(family + " " + table.name() + " " + rule));
            }
        }
        return all.stream().sorted().toList();
    }
}
