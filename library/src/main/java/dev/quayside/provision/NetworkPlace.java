package dev.quayside.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The network in which an engine runs: that of this process or a named namespace, with its interfaces and routes.
 *
 * @param namespace the name of a namespace in {@code /run/netns}; empty: the one of this process
 * @param tools where {@code ip} and the like are
 */
record NetworkPlace(Optional<String> namespace, SearchPath tools) {
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final Pattern LINK = Pattern.compile("^\\d+: ([^:@ ]+)[@:].*$");
    private static final Pattern BRIDGE = Pattern.compile(" master (\\S+)");
    private static final Pattern ADDRESS = Pattern.compile("^\\d+: (\\S+)\\s+inet (\\S+) .*$");

    /**
     * A network interface.
     *
     * @param bridge the bridge that it is a port of
     */
    record Link(String name, Optional<String> bridge, List<Subnet> subnets) {}

    /** The command line that runs a program in this network. Not by {@code ip netns exec}, which hides the cgroups. */
    List<String> entering(List<String> argv) {
        return namespace
                .map(name -> Stream.concat(
                                Stream.of(tools.require("nsenter"), "--net=" + Path.of("/run/netns", name)),
                                argv.stream())
                        .toList())
                .orElse(argv);
    }

    HostCommand command(String program, String... arguments) {
        var argv = new ArrayList<String>();
        argv.add(tools.require(program));
        argv.addAll(List.of(arguments));
        return HostCommand.of(entering(argv));
    }

    /** What is used already: addresses, routes other than the default one, and name servers. */
    List<Subnet> used() {
        var routes = command("ip", "-4", "route", "show", "table", "all").output();
        var addresses = links().stream().flatMap(link -> link.subnets().stream());
        var nameServers = FileAccess.read(Path.of("/etc/resolv.conf")).orElse("");
        return Stream.of(
                        subnets(routes, "local", "broadcast", "unreachable", "blackhole", "prohibit"),
                        addresses,
                        subnets(nameServers, "nameserver"))
                .flatMap(stream -> stream)
                .toList();
    }

    /** The first subnet of each line, which some words may precede. */
    static Stream<Subnet> subnets(String lines, String... words) {
        var before = List.of(words);
        return lines.lines()
                .map(line -> line.strip().split("\\s+"))
                .map(line -> before.contains(line[0]) && line.length > 1 ? line[1] : line[0])
                .flatMap(text -> Subnet.find(text).stream());
    }

    List<Link> links() {
        return links(
                command("ip", "-o", "link", "show").output(),
                command("ip", "-o", "-4", "address", "show").output());
    }

    static List<Link> links(String links, String addresses) {
        return links.lines()
                .map(LINK::matcher)
                .filter(Matcher::matches)
                .map(match -> new Link(match.group(1), bridgeOf(match.group()), subnetsOf(match.group(1), addresses)))
                .toList();
    }

    private static Optional<String> bridgeOf(String line) {
        var match = BRIDGE.matcher(line);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static List<Subnet> subnetsOf(String link, String addresses) {
        return addresses
                .lines()
                .map(ADDRESS::matcher)
                .filter(match -> match.matches() && match.group(1).equals(link))
                .flatMap(match -> Subnet.find(match.group(2)).stream())
                .toList();
    }

    void addBridge(String name, Subnet subnet) {
        command("ip", "link", "add", name, "type", "bridge").output();
        command("ip", "address", "add", subnet.address(1) + "/" + subnet.prefix(), "dev", name)
                .output();
        command("ip", "link", "set", name, "up").output();
    }

    /** Removes an interface; says whether there was one. */
    boolean removeLink(String name) {
        return command("ip", "link", "delete", name).run().succeeded();
    }

    boolean forwarding() {
        return command("cat", FORWARDING.toString()).output().strip().equals("1");
    }

    void setForwarding(boolean on) {
        command("tee", FORWARDING.toString()).reading(on ? "1\n" : "0\n").output();
    }

    /** The first port from a number on that nothing listens on. */
    int freePort(int from) {
        var sockets = command("cat", "/proc/net/tcp", "/proc/net/tcp6").run().output();
        var port = from;
        while (isTaken(sockets, port)) {
            port++;
        }
        return port;
    }

    static boolean isTaken(String sockets, int port) {
        var wanted = String.format(Locale.ROOT, ":%04X", port);
        return sockets.lines()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(fields -> fields.length > 1 && fields[1].endsWith(wanted));
    }

    /** The number by which the kernel knows this namespace, such as {@code net:[4026531992]}. */
    Optional<String> identity() {
        try {
            return Optional.of(
                    namespace.isEmpty()
                            ? Files.readSymbolicLink(Path.of("/proc/self/ns/net"))
                                    .toString()
                            : "net:[" + Files.getAttribute(Path.of("/run/netns", namespace.get()), "unix:ino") + "]");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the namespace is still there. */
    boolean exists() {
        return namespace.isEmpty() || FileAccess.exists(Path.of("/run/netns", namespace.get()));
    }
}
