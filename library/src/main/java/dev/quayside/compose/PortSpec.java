package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The short syntax of published ports: {@code [[address:]published:]target[/protocol]}, each port a number or a range. */
final class PortSpec {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");

    /** Ports from one number to another. */
    record Range(int first, int last) {
        int size() {
            return last - first + 1;
        }

        /** A number, or two with a dash between them. */
        static Optional<Range> parse(String text) {
            int dash = text.indexOf('-');
            int first = number(dash < 0 ? text : text.substring(0, dash));
            int last = dash < 0 ? first : number(text.substring(dash + 1));
            return first >= 0 && first <= last && last <= 65535
                    ? Optional.of(new Range(first, last))
                    : Optional.empty();
        }

        /** A number of up to five digits; -1 if it is none. */
        private static int number(String text) {
            boolean number = !text.isEmpty() && text.length() <= 5 && Texts.isDigits(text);
            return number ? Integer.parseInt(text) : -1;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    private final String address;
    private final String published;
    private final String target;
    private final String protocol;

    private PortSpec(String address, String published, String target, String protocol) {
        this.address = address;
        this.published = published;
        this.target = target;
        this.protocol = protocol;
    }

    private static PortSpec split(String text) {
        int last = text.lastIndexOf(':');
        int before = last < 0 ? -1 : text.lastIndexOf(':', last - 1);
        String address = before < 0 ? "" : text.substring(0, before);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        String[] target = text.substring(last + 1).split("/", 2);
        return new PortSpec(
                bracketed ? address.substring(1, address.length() - 1) : address,
                last < 0 ? "" : text.substring(before + 1, last),
                target[0],
                target.length > 1 && !target[1].isEmpty() ? target[1].toLowerCase(Locale.ROOT) : "tcp");
    }

    /** The long form of a short one: one mapping for each target port; what is wrong with it, if there is none. */
    static Parsed parse(String text, Position position, Budget budget) {
        PortSpec spec = split(text);
        Optional<Range> target = Range.parse(spec.target);
        Optional<Range> published = spec.published.isEmpty() ? Optional.empty() : Range.parse(spec.published);
        if (target.isEmpty()) {
            return Parsed.failed("'" + spec.target + "' is not a port of the container");
        }
        if (!spec.published.isEmpty() && published.isEmpty()) {
            return Parsed.failed("'" + spec.published + "' is not a port of the host");
        }
        if (!PROTOCOLS.contains(spec.protocol)) {
            return Parsed.failed("'" + spec.protocol + "' is not a protocol");
        }
        if (!spec.address.isEmpty() && !Addresses.isAddress(spec.address)) {
            return Parsed.failed("'" + spec.address + "' is not an IP address");
        }
        boolean sameSize =
                published.isEmpty() || published.get().size() == target.get().size();
        if (target.get().size() > 1 && !sameSize) {
            return Parsed.failed(
                    "the ranges '" + spec.published + "' and '" + spec.target + "' have different lengths");
        }
        return budget.spend(target.get().size(), position)
                ? new Parsed(spec.ports(target.get(), published, position), Optional.empty())
                : new Parsed(List.of(), Optional.empty());
    }

    private List<Node> ports(Range targets, Optional<Range> published, Position position) {
        var ports = new ArrayList<Node>();
        for (int i = 0; i < targets.size(); i++) {
            var port = new LinkedHashMap<String, Node>();
            port.put("mode", ScalarNode.text(position, "ingress"));
            if (!address.isEmpty()) {
                port.put("host_ip", ScalarNode.text(position, address));
            }
            if (targets.first() + i > 0) {
                port.put("target", ScalarNode.integer(position, targets.first() + i));
            }
            if (published.isPresent()) {
                String host = targets.size() == 1
                        ? published.get().toString()
                        : Integer.toString(published.get().first() + i);
                port.put("published", ScalarNode.text(position, host));
            }
            port.put("protocol", ScalarNode.text(position, protocol));
            ports.add(MappingNode.of(position, port));
        }
        return ports;
    }

    /** The ports of one entry, or why there are none. */
    record Parsed(List<Node> ports, Optional<String> problem) {
        static Parsed failed(String problem) {
            return new Parsed(List.of(), Optional.of(problem));
        }
    }
}
