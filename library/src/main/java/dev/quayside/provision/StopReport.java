package dev.quayside.provision;

import java.util.ArrayList;
import java.util.List;

/**
 * What was ended and removed when an embedded engine stopped, beyond what its daemon removes by itself.
 *
 * @param wasRunning whether its daemon lived
 * @param killedProcesses how many processes had to be killed, such as containers that outlived a killed daemon
 * @param mounts how many mounts were detached
 * @param interfaces network interfaces, such as bridges of networks
 * @param firewallRules how many rules and chains of the firewall
 * @param shimSockets how many sockets that containers were watched by
 * @param controlGroups how many control groups
 * @param remaining what could not be removed, in words; usually nothing
 */
public record StopReport(
        boolean wasRunning,
        int killedProcesses,
        int mounts,
        List<String> interfaces,
        int firewallRules,
        int shimSockets,
        int controlGroups,
        List<String> remaining) {
    /** There was nothing to stop or remove. */
    public static final StopReport NOTHING = new StopReport(false, 0, 0, List.of(), 0, 0, 0, List.of());

    /** Copies the lists. */
    public StopReport {
        interfaces = List.copyOf(interfaces);
        remaining = List.copyOf(remaining);
    }

    /** What was removed, in words for people; empty if nothing. */
    public List<String> removed() {
        var parts = new ArrayList<String>();
        add(parts, killedProcesses, "process that had to be killed", "processes that had to be killed");
        add(parts, mounts, "mount", "mounts");
        add(parts, interfaces.size(), "network interface", "network interfaces");
        add(parts, firewallRules, "firewall rule", "firewall rules");
        add(parts, shimSockets, "socket", "sockets");
        add(parts, controlGroups, "control group", "control groups");
        return List.copyOf(parts);
    }

    private static void add(List<String> parts, int number, String one, String many) {
        if (number > 0) {
            parts.add(number + " " + (number == 1 ? one : many));
        }
    }
}
