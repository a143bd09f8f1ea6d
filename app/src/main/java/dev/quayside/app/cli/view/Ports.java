package dev.quayside.app.cli.view;

import dev.quayside.model.PortMapping;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Published ports. */
public final class Ports {
    private static final String EVERY_IPV6_ADDRESS = "::";
    private static final String EVERY_ADDRESS = "0.0.0.0";

    private Ports() {}

    /** For people, as docker writes them; a port that is open on all IPv4 and all IPv6 addresses once. */
    public static String text(List<PortMapping> ports) {
        var texts = new LinkedHashSet<String>();
        for (PortMapping port : ports) {
            boolean everywhere =
                    port.hostAddress().filter(EVERY_IPV6_ADDRESS::equals).isPresent();
            var shown = everywhere
                    ? new PortMapping(port.containerPort(), Optional.of(EVERY_ADDRESS), port.hostPort())
                    : port;
            texts.add(shown.toString());
        }
        return String.join(", ", texts);
    }

    /** For programs. */
    public static Tree tree(PortMapping port) {
        return new Tree()
                .put("container", port.containerPort().number())
                .put("protocol", port.containerPort().protocol())
                .put("hostAddress", port.hostAddress())
                .put("hostPort", port.hostPort());
    }
}
