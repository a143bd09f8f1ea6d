package dev.quayside.app.cli.view;

import dev.quayside.PortForwards.Forwarded;
import dev.quayside.app.cli.output.Table;
import dev.quayside.apply.Applied;
import dev.quayside.engine.Published;
import dev.quayside.model.ContainerPort.Protocol;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where an application can be reached. */
public final class Addresses {
    private static final String ANYWHERE = "0.0.0.0";
    private static final String LOCALHOST = "127.0.0.1";

    private Addresses() {}

    /** For people. */
    public static Table table(List<Published> addresses) {
        var table = Table.of("service", "address", "container port");
        distinct(addresses)
                .forEach(address -> table.row(
                        address.service(),
                        address(address),
                        address.port().containerPort().toString()));
        return table;
    }

    /** One for each port and replica: engines report one for IPv4 and one for IPv6. */
    private static List<Published> distinct(List<Published> addresses) {
        Map<String, Published> distinct = new LinkedHashMap<>();
        addresses.stream()
                .sorted(Comparator.comparing(Published::service)
                        .thenComparing(a -> a.container().orElse(""))
                        .thenComparingInt(a -> a.port().containerPort().number()))
                .forEach(address -> distinct.putIfAbsent(
                        address.service() + " " + address.container().orElse("") + " " + address(address), address));
        return List.copyOf(distinct.values());
    }

    private static String address(Published address) {
        if (address.container().isEmpty() && address.port().hostAddress().isEmpty()) {
            return "port " + address.port().hostPort().orElse(0) + " of any node";
        }
        String host = address.port().hostAddress().orElse(ANYWHERE);
        String reachable = host.equals(ANYWHERE) || host.equals("::") || host.isEmpty()
                ? LOCALHOST
                : host.contains(":") ? "[" + host + "]" : host;
        String text = reachable + ":" + address.port().hostPort().orElse(0);
        return address.port().containerPort().protocol() == Protocol.TCP ? "http://" + text : text;
    }

    /** For programs. */
    public static Tree tree(Published address) {
        return new Tree()
                .put("service", address.service())
                .put("container", address.container())
                .put("containerPort", address.port().containerPort().number())
                .put("protocol", address.port().containerPort().protocol())
                .put("hostAddress", address.port().hostAddress())
                .put("hostPort", address.port().hostPort());
    }

    /** A forwarded port, for people. */
    public static String line(Forwarded forwarded) {
        String host = forwarded.local().getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + forwarded.local().getPort() + " -> " + forwarded.service() + " " + forwarded.port();
    }

    /** A forwarded port, for programs. */
    public static Tree tree(Forwarded forwarded) {
        return new Tree()
                .put("service", forwarded.service())
                .put("address", forwarded.local().getAddress().getHostAddress())
                .put("port", forwarded.local().getPort())
                .put("containerPort", forwarded.port().number());
    }

    /** What a run has done, for programs. */
    public static Tree tree(String app, Applied applied) {
        return new Tree()
                .put("app", app)
                .put("steps", List.copyOf(applied.steps().keySet()))
                .put("addresses", applied.addresses(), Addresses::tree)
                .put("warnings", applied.warnings())
                .put("tookMillis", applied.took().toMillis());
    }
}
