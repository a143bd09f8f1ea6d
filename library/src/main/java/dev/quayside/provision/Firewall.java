package dev.quayside.provision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The firewall rules that engines leave when they stop, even when they stop cleanly.
 *
 * <p>Rules that name a bridge or an address of an engine are its own. The chains whose names begin with {@code DOCKER} are
 * shared by all engines of a network.
 */
final class Firewall {
    private static final List<String> FAMILIES = List.of("iptables", "ip6tables");
    private static final String SHARED = "DOCKER";
    private static final int TRIES = 3;

    private final NetworkPlace place;

    Firewall(NetworkPlace place) {
        this.place = place;
    }

    /** What tells rules of one engine from others. */
    record Marks(Set<String> bridges, List<Subnet> subnets) {
        Marks {
            bridges = Set.copyOf(bridges);
            subnets = List.copyOf(subnets);
        }

        boolean fit(String rule) {
            var words = Arrays.asList(rule.split(" "));
            for (var i = 0; i + 1 < words.size(); i++) {
                var value = words.get(i + 1);
                var found = switch (words.get(i)) {
                    case "-i", "-o" -> bridges.contains(value);
                    case "-s", "-d" -> isOurs(value);
                    case "--to-destination" -> isOurs(value.split(":", 2)[0]);
                    default -> false;
                };
                if (found) {
                    return true;
                }
            }
            return false;
        }

        private boolean isOurs(String address) {
            return Subnet.find(address)
                    .filter(found -> subnets.stream().anyMatch(subnet -> subnet.contains(found)))
                    .isPresent();
        }
    }

    /** One table of a family, as {@code iptables-save} prints it. */
    record Table(String name, List<String> chains, List<String> rules) {
        /** The tables of a whole listing. */
        static List<Table> parse(String listing) {
            Map<String, Table> tables = new LinkedHashMap<>();
            var current = new Table("", new ArrayList<>(), new ArrayList<>());
            for (var line : listing.lines().toList()) {
                if (line.startsWith("*")) {
                    current = new Table(line.substring(1), new ArrayList<>(), new ArrayList<>());
                    tables.put(current.name(), current);
                } else if (line.startsWith(":")) {
                    current.chains().add(line.substring(1).split(" ", 2)[0]);
                } else if (line.startsWith("-A ")) {
                    current.rules().add(line.substring(3));
                }
            }
            return List.copyOf(tables.values());
        }

        /** What {@code iptables-restore} must do; empty if nothing. */
        List<String> removal(Marks marks, Predicate<String> goes) {
            var doomed = chains.stream().filter(goes).toList();
            // Rules in a chain that goes are flushed with it.
            var single = rules.stream()
                    .filter(rule -> !doomed.contains(rule.split(" ", 2)[0]))
                    .filter(rule -> marks.fit(rule) || jumpsTo(rule, doomed));
            return Stream.of(
                            single.map(rule -> "-D " + rule),
                            doomed.stream().map(chain -> "-F " + chain),
                            doomed.stream().map(chain -> "-X " + chain))
                    .flatMap(steps -> steps)
                    .toList();
        }

        private static boolean jumpsTo(String rule, List<String> chains) {
            var words = Arrays.asList(rule.split(" "));
            return Stream.of("-j", "-g")
                    .map(words::indexOf)
                    .anyMatch(i -> i >= 0 && i + 1 < words.size() && chains.contains(words.get(i + 1)));
        }
    }

    /** The shared chains that are there, as {@code iptables/filter/DOCKER}. */
    List<String> sharedChains() {
        return FAMILIES.stream()
                .flatMap(family -> tables(family).stream()
                        .flatMap(table -> table.chains().stream()
                                .filter(chain -> chain.startsWith(SHARED))
                                .map(chain -> name(family, table, chain))))
                .toList();
    }

    private static String name(String family, Table table, String chain) {
        return family + "/" + table.name() + "/" + chain;
    }

    private List<Table> tables(String family) {
        if (place.tools().find(family + "-save").isEmpty()) {
            return List.of();
        }
        // A kernel without IPv6 has no tables for it.
        return Table.parse(place.command(family + "-save").run().output());
    }

    /**
     * Removes the rules of one engine.
     *
     * @param goes which shared chains go as well
     * @return how many rules and chains are gone
     */
    int remove(Marks marks, Predicate<String> goes) {
        var removed = 0;
        for (var family : FAMILIES) {
            for (var attempt = 0; attempt < TRIES; attempt++) {
                var steps = removal(family, marks, goes);
                if (steps.isEmpty()) {
                    break;
                }
                removed += restore(family, steps);
            }
        }
        return removed;
    }

    private List<String> removal(String family, Marks marks, Predicate<String> goes) {
        var script = new ArrayList<String>();
        for (var table : tables(family)) {
            var steps =
                    table.removal(marks, chain -> chain.startsWith(SHARED) && goes.test(name(family, table, chain)));
            if (!steps.isEmpty()) {
                script.add("*" + table.name());
                script.addAll(steps);
                script.add("COMMIT");
            }
        }
        return script;
    }

    /** Either all steps of a table happen or none, if someone else has changed it meanwhile. */
    private int restore(String family, List<String> script) {
        var done = place.command(family + "-restore", "--noflush", "--wait")
                .reading(String.join("\n", script) + "\n")
                .run();
        return done.succeeded()
                ? (int) script.stream()
                        .filter(step -> step.startsWith("-D") || step.startsWith("-X"))
                        .count()
                : 0;
    }
}
