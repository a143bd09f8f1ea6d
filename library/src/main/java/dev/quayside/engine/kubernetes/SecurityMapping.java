package dev.quayside.engine.kubernetes;

import dev.quayside.engine.ImageFacts;
import dev.quayside.json.JsonObject;
import dev.quayside.model.Isolation;
import dev.quayside.model.Orchestration.Hardening;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a service's process is and what it may do. */
final class SecurityMapping {
    private static final Pattern NUMERIC_USER = Pattern.compile("(\\d{1,10})(?::(\\d{1,10}))?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final String UNCONFINED = "seccomp[:=]unconfined";
    private static final String KNOWN_OPTIONS = UNCONFINED + "|no-new-privileges(?:[:=]true)?";

    private final Service service;
    private final Optional<String> userOfImage;
    private final StorageMapping.PodStorage storage;
    private final MappingReport report;
    private final String place;

    SecurityMapping(
            Service service, Optional<ImageFacts> image, StorageMapping.PodStorage storage, MappingReport report) {
        this.service = service;
        this.userOfImage = image.flatMap(ImageFacts::user);
        this.storage = storage;
        this.report = report;
        this.place = "services." + service.name();
    }

    JsonObject ofPod() {
        var security = new JsonObject();
        Optional<Long> group = group();
        if (group.isPresent() && (storage.writesVolume() || storage.needsGroup())) {
            security.put("fsGroup", group.get());
            // Once: at every start it would open what the process closed, such as the folder of a database.
            security.put("fsGroupChangePolicy", "OnRootMismatch");
        }
        var groups = new ArrayList<Long>();
        for (String name : service.process().groups()) {
            if (NUMBER.matcher(name).matches()) {
                groups.add(Long.parseLong(name));
            } else {
                report.refused(place + ".group_add", "'" + name + "' is a name in the image; Kubernetes takes numbers");
            }
        }
        if (!groups.isEmpty()) {
            security.putNumbers("supplementalGroups", groups);
        }
        if (!service.isolation().sysctls().isEmpty()) {
            report.byTable(service.name(), "sysctls");
            security.putObjects(
                    "sysctls",
                    service.isolation().sysctls().entrySet().stream()
                            .map(sysctl -> PodBody.variable(sysctl.getKey(), sysctl.getValue()))
                            .toList());
        }
        return security;
    }

    /** The process's group, or its user's number where the group is not said. */
    private Optional<Long> group() {
        return service.process()
                .user()
                .or(() -> userOfImage)
                .map(NUMERIC_USER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(2) == null ? matcher.group(1) : matcher.group(2)));
    }

    JsonObject ofContainer() {
        Isolation isolation = service.isolation();
        var security = new JsonObject();
        service.process().user().ifPresent(user -> addUser(security, user));
        addPrivileges(security, isolation);
        security.putIfTrue("readOnlyRootFilesystem", isolation.readOnlyRoot());
        boolean restricted = service.orchestration().hardening() == Hardening.RESTRICTED;
        security.putUnlessEmpty(
                "capabilities",
                new JsonObject()
                        .putUnlessEmpty("add", capabilities(isolation.addedCapabilities()))
                        .putUnlessEmpty(
                                "drop", restricted ? List.of("ALL") : capabilities(isolation.droppedCapabilities())));
        isolation.securityOptions().stream()
                .filter(option -> !option.matches(KNOWN_OPTIONS))
                .forEach(option -> report.refused(place + ".security_opt", "'" + option + "' is not mapped"));
        return security;
    }

    private void addPrivileges(JsonObject security, Isolation isolation) {
        Hardening hardening = service.orchestration().hardening();
        if (hardening == Hardening.RESTRICTED) {
            refuseWhatIsRestricted(isolation);
            security.put("runAsNonRoot", true);
        }
        if (isolation.privileged()) {
            report.byTable(service.name(), "privileged");
            security.put("privileged", true);
            return;
        }
        List<String> options = isolation.securityOptions();
        boolean mayGain = hardening == Hardening.NONE
                || capabilities(isolation.addedCapabilities()).stream()
                        .anyMatch(name -> name.equals("SYS_ADMIN") || name.equals("ALL"));
        if (!mayGain || options.stream().anyMatch(option -> option.startsWith("no-new-privileges"))) {
            security.put("allowPrivilegeEscalation", false);
        }
        boolean unconfined = options.stream().anyMatch(option -> option.matches(UNCONFINED));
        if (unconfined || hardening != Hardening.NONE) {
            security.put("seccompProfile", new JsonObject().put("type", unconfined ? "Unconfined" : "RuntimeDefault"));
        }
    }

    private void refuseWhatIsRestricted(Isolation isolation) {
        boolean unconfined = isolation.securityOptions().stream().anyMatch(option -> option.matches(UNCONFINED));
        boolean more =
                capabilities(isolation.addedCapabilities()).stream().anyMatch(name -> !name.equals("NET_BIND_SERVICE"));
        if (isolation.privileged() || unconfined || more) {
            report.refused(
                    place + ".x-quayside.hardening",
                    "what is restricted cannot be privileged, unconfined or have capabilities but NET_BIND_SERVICE");
        }
    }

    private void addUser(JsonObject security, String user) {
        var matcher = NUMERIC_USER.matcher(user);
        if (!matcher.matches()) {
            report.refused(
                    place + ".user",
                    "'" + user + "' is a name in the image; Kubernetes takes numbers, such as 1000:1000");
            return;
        }
        security.put("runAsUser", Long.parseLong(matcher.group(1)));
        if (matcher.group(2) != null) {
            security.put("runAsGroup", Long.parseLong(matcher.group(2)));
        }
    }

    private static List<String> capabilities(Set<String> names) {
        return names.stream().map(SecurityMapping::capability).distinct().toList();
    }

    private static String capability(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }
}
