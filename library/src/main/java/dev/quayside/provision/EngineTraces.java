package dev.quayside.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an engine leaves on the machine, whether it stopped cleanly, was killed, or never came up.
 *
 * <p>Each step can be repeated, so that cleaning up may itself be killed and run again.
 */
final class EngineTraces {
    /** Folders that all engines of a machine share, the inner ones first, and a key of older versions. */
    static final List<Path> SHARED_FOLDERS = Stream.of(
                    "/run/containerd/s",
                    "/run/containerd",
                    "/run/docker/plugins",
                    "/run/docker",
                    "/opt/containerd/bin",
                    "/opt/containerd/lib",
                    "/opt/containerd",
                    "/etc/docker/key.json",
                    "/etc/docker")
            .map(Path::of)
            .toList();

    private static final Path KEY = Path.of("/etc/docker/key.json");

    private static final Set<String> PROGRAMS = Set.of(
            "dockerd",
            "containerd",
            "containerd-shim",
            "runc",
            "docker-proxy",
            "docker-init",
            "setsid",
            "nsenter",
            "sh");
    private static final Pattern SHIM_SOCKET = Pattern.compile("unix:///run/containerd/s/[0-9a-f]+");
    private static final Pattern USER_BRIDGE = Pattern.compile("br-[0-9a-f]{12}");
    private static final Duration DEATH = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    private final EngineFolders folders;
    private final EngineState state;
    private final NetworkPlace place;

    EngineTraces(EngineFolders folders, EngineState state) {
        this.folders = folders;
        this.state = state;
        this.place = new NetworkPlace(state.namespace(), state.searchPath());
    }

    static String bridge(EngineFolders folders) {
        return "qs-" + folders.id();
    }

    static ControlGroups controlGroups(EngineFolders folders) {
        return new ControlGroups("quayside-" + folders.id());
    }

    /** Ends the engine and removes every trace of it except its data. */
    StopReport remove() {
        var daemon = new EngineDaemon(folders);
        // Before the daemon ends: it forgets networks that it takes down itself.
        var before = place.exists() ? bridges() : List.<NetworkPlace.Link>of();
        var wasRunning = daemon.terminate();
        new Mirror(folders, state).stop();
        var killed = killWhatIsLeft();
        var sockets = removeShimSockets();
        var mounts = MountTable.detach(mounts(), place.tools());
        var removedLinks = new ArrayList<String>();
        var rules = place.exists() ? removeNetwork(before, removedLinks) : 0;
        var groups = controlGroups(folders);
        var removedGroups = groups.remove();
        Trees.delete(folders.run(), place.tools());
        removeSharedFolders();
        var report = new StopReport(
                wasRunning, killed, mounts, removedLinks, rules, sockets, removedGroups, remaining(groups));
        if (report.remaining().isEmpty()) {
            FileAccess.delete(folders.state());
        }
        return report;
    }

    private List<String> remaining(ControlGroups groups) {
        return Stream.of(
                        processesLeft().stream().map(entry -> "process " + entry.pid() + " (" + entry.program() + ")"),
                        mounts().stream().map(point -> "mount " + point),
                        groups.exist() ? Stream.of("control groups '" + groups.name() + "'") : Stream.<String>empty())
                .flatMap(words -> words)
                .toList();
    }

    /** What the engine has mounted: not what was there before, such as a disk of its own for its data. */
    private List<String> mounts() {
        return Stream.concat(
                        MountTable.below(folders.run()).stream(),
                        MountTable.since(state.mountsBefore(), MountTable.below(folders.data())).stream())
                .toList();
    }

    private int killWhatIsLeft() {
        var killed = new LinkedHashSet<Long>();
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var left = processesLeft();
            left.forEach(ProcessTable.Entry::kill);
            left.forEach(entry -> killed.add(entry.pid()));
            if (Waiting.until(() -> processesLeft().isEmpty(), DEATH)) {
                break;
            }
        }
        return killed.size();
    }

    private List<ProcessTable.Entry> processesLeft() {
        var execRoot = folders.execRoot().toString();
        return Stream.concat(
                        controlGroups(folders).processes().stream(),
                        ProcessTable.all(entry -> PROGRAMS.contains(entry.program())
                                        && (entry.mentions(execRoot) || isProxyOfOurs(entry)))
                                .stream())
                .distinct()
                .toList();
    }

    /** Programs that forward a published port name only the container's address. */
    private boolean isProxyOfOurs(ProcessTable.Entry entry) {
        return entry.program().equals("docker-proxy")
                && entry.argv().stream()
                        .flatMap(argument -> Subnet.find(argument).stream())
                        .anyMatch(state.addresses().block()::contains);
    }

    private int removeShimSockets() {
        var tasks = folders.execRoot().resolve("containerd/daemon/io.containerd.runtime.v2.task/moby");
        var addresses = FileAccess.list(tasks).stream()
                .flatMap(task -> Stream.of("address", "bootstrap.json").map(task::resolve))
                .flatMap(file -> FileAccess.read(file).stream())
                .flatMap(text -> SHIM_SOCKET.matcher(text).results())
                .map(MatchResult::group)
                .distinct()
                .toList();
        addresses.forEach(address -> FileAccess.delete(Path.of(address.substring("unix://".length()))));
        return addresses.size();
    }

    /** Bridges that the daemon noted in its data, or whose addresses are ours alone. */
    private List<NetworkPlace.Link> bridges() {
        var notes = FileAccess.read(folders.dataRoot().resolve("network/files/local-kv.db"))
                .orElse("");
        var noted = USER_BRIDGE.matcher(notes).results().map(MatchResult::group).collect(Collectors.toSet());
        var block = state.addresses().block();
        return place.links().stream()
                .filter(link -> link.name().equals(bridge(folders))
                        || noted.contains(link.name())
                        || (USER_BRIDGE.matcher(link.name()).matches()
                                && link.subnets().stream().anyMatch(block::contains)))
                .toList();
    }

    /** Removes bridges, their ports and firewall rules; gives the number of rules. */
    private int removeNetwork(List<NetworkPlace.Link> before, List<String> removedLinks) {
        var links = Stream.concat(before.stream(), bridges().stream()).toList();
        var names =
                new LinkedHashSet<>(links.stream().map(NetworkPlace.Link::name).toList());
        var subnets = Stream.concat(
                        Stream.of(state.addresses().block()), links.stream().flatMap(link -> link.subnets().stream()))
                .distinct()
                .toList();
        place.links().stream()
                .filter(link -> link.bridge().filter(names::contains).isPresent())
                .map(NetworkPlace.Link::name)
                .filter(place::removeLink)
                .forEach(removedLinks::add);
        names.stream().filter(place::removeLink).forEach(removedLinks::add);
        names.add(bridge(folders));
        var alone = !othersLiveHere();
        if (alone && !state.forwardingBefore()) {
            place.setForwarding(false);
        }
        return new Firewall(place).remove(new Firewall.Marks(names, subnets), sharedChains(alone));
    }

    /** The shared chains go with the last engine of the network, unless they were there before ours. */
    private Predicate<String> sharedChains(boolean alone) {
        return chain -> alone && !state.chainsBefore().contains(chain);
    }

    private boolean othersLiveHere() {
        var network = place.identity();
        return !ProcessTable.all(entry -> entry.program().equals("dockerd")
                        && !entry.mentions(folders.execRoot().toString())
                        && entry.network().equals(network))
                .isEmpty();
    }

    private void removeSharedFolders() {
        var others = ProcessTable.all(entry -> entry.program().equals("dockerd"));
        for (var folder : SHARED_FOLDERS) {
            if (state.foldersBefore().contains(folder)) {
                continue;
            }
            if (folder.equals(KEY) && others.isEmpty()) {
                FileAccess.delete(KEY);
            } else if (FileAccess.isFolder(folder)) {
                FileAccess.deleteIfEmpty(folder);
            }
        }
    }

    /** Which of the shared folders are there. */
    static List<Path> sharedFolders() {
        return SHARED_FOLDERS.stream().filter(FileAccess::exists).toList();
    }
}
