package dev.quayside.compose;

import dev.quayside.compose.Node.Entry;
import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks whether the active services of a canonical tree fit together and with what they refer to. */
final class ConsistencyCheck {
    private static final Set<String> TEST_KINDS = Set.of("CMD", "CMD-SHELL", "NONE");
    /** What may be done with a watched file without copying it. */
    private static final Set<String> TARGETLESS = Set.of("rebuild", "restart");

    /** What a service's containers may come from. */
    private static final Set<String> ORIGINS = Set.of("image", "build", "provider");

    private static final String OF_SERVICE = "service:";

    private final MappingNode root;
    private final MappingNode services;
    private final MappingNode jobs;
    private final Set<String> active;
    private final Set<String> activeJobs;
    private final Findings findings;

    ConsistencyCheck(MappingNode root, Set<String> active, Set<String> activeJobs, Findings findings) {
        this.root = root;
        this.services = root.mapping("services").orElse(MappingNode.empty(root.position()));
        this.jobs = root.mapping("jobs").orElse(MappingNode.empty(root.position()));
        this.active = active;
        this.activeJobs = activeJobs;
        this.findings = findings;
    }

    void run() {
        for (String name : active) {
            Entry entry = services.entries().get(name);
            if (entry != null && entry.value() instanceof MappingNode service) {
                new Service(name, service, entry.position()).check();
            }
        }
        jobs.entries().forEach((name, entry) -> {
            if (services.has(name)) {
                findings.error(
                        entry.position(),
                        "jobs." + name + " has the name of a service",
                        "give the job another name",
                        "jobs");
            }
            if (activeJobs.contains(name) && entry.value() instanceof MappingNode job) {
                job.mapping("depends_on")
                        .ifPresent(needs -> new Dependencies("jobs." + name, "", "jobs", true).check(needs));
            }
        });
        new CycleCheck(services, active, findings).run();
        containerNames();
    }

    /** Whether something is there, though wrong. */
    private boolean isLost(String... path) {
        return findings.isLost(KeyPath.of(path)) || findings.isLost(KeyPath.of(path[0]));
    }

    private void containerNames() {
        Map<String, String> owners = new HashMap<>();
        services.entries().forEach((name, entry) -> {
            if (!active.contains(name) || !(entry.value() instanceof MappingNode service)) {
                return;
            }
            String container = service.text("container_name").orElse("");
            String owner = container.isEmpty() ? null : owners.putIfAbsent(container, name);
            if (owner != null) {
                findings.error(
                        service.at("container_name"),
                        "services." + name + " has the container name '" + container + "' of services." + owner,
                        "give it another name, or none",
                        "services/container_name");
            }
        });
    }

    /** The checks of what a service or a job depends on: on services, and a job also on other jobs. */
    private final class Dependencies {
        private final String path;
        private final String own;
        private final String section;
        private final boolean onJobs;

        /** The checks of a service or a job; {@code own} is the service on which it cannot depend, as it is that one itself. */
        Dependencies(String path, String own, String section, boolean onJobs) {
            this.path = path;
            this.own = own;
            this.section = section;
            this.onJobs = onJobs;
        }

        void check(MappingNode dependencies) {
            dependencies.entries().forEach((other, entry) -> {
                if (!active.contains(other)
                        && !(onJobs && activeJobs.contains(other))
                        && !isLost("services", other)
                        && !(onJobs && isLost("jobs", other))) {
                    absent(other, entry);
                }
            });
        }

        private void absent(String other, Entry entry) {
            if (jobs.has(other) && !services.has(other)) {
                error(entry, other, onJobs ? "a job in no active profile" : "a job", "depend on a service, or on none");
            } else if (Selection.isRequired(entry.value())) {
                boolean exists = services.has(other);
                error(
                        entry,
                        other,
                        exists ? "in no active profile" : "no service of this app",
                        exists
                                ? "activate its profile, or write 'required: false'"
                                : "define it under 'services:', or " + findings.suggestion(other, active, own));
            } else if (!services.has(other)) {
                // The canonical tree keeps such a dependency without the service, so it must be possible to read.
                findings.warning(
                        entry.position(),
                        path + " would wait for '" + other + "', which is no service of this app",
                        findings.suggestion(other, active, own),
                        section);
            }
        }

        private void error(Entry entry, String other, String what, String remedy) {
            findings.error(entry.position(), path + " depends on '" + other + "', which is " + what, remedy, section);
        }
    }

    /** The checks of one service. */
    private final class Service {
        private final String name;
        private final MappingNode service;
        private final Position position;

        Service(String name, MappingNode service, Position position) {
            this.name = name;
            this.service = service;
            this.position = position;
        }

        void check() {
            if (ORIGINS.stream().noneMatch(key -> service.has(key) || isLost("services", name, key))
                    && !isLost("services", name, "extends")) {
                error(position, "has neither an image nor a build", "add 'image:' or 'build:'", "image");
            }
            service.mapping("build").ifPresent(this::build);
            networks();
            service.mapping("depends_on")
                    .ifPresent(new Dependencies("services." + name, name, "services/depends_on", false)::check);
            healthTest();
            references();
            new ScaleCheck(name, service, findings).run();
            watched();
            devices();
            targets();
        }

        private void build(MappingNode build) {
            contexts(build);
            if (build.has("dockerfile") && build.has("dockerfile_inline")) {
                error(build.at("dockerfile_inline"), "has two Dockerfiles", "keep one of them", "build");
            }
            Optional<String> platform = service.text("platform");
            List<Object> platforms =
                    build.items("platforms").stream().map(Node::content).toList();
            if (platform.isPresent() && !platforms.isEmpty() && !platforms.contains(platform.get())) {
                error(
                        build.at("platforms"),
                        "is built for other platforms than '" + platform.get() + "'",
                        "add '" + platform.get() + "' to build.platforms",
                        "build");
            }
        }

        /** A context that is another service's image must be one that is built. */
        private void contexts(MappingNode build) {
            build.mapping("additional_contexts")
                    .ifPresent(contexts -> contexts.entries().forEach((key, entry) -> {
                        String context = contexts.text(key).orElse("");
                        String other = context.startsWith(OF_SERVICE) ? context.substring(OF_SERVICE.length()) : "";
                        if (other.isEmpty()) {
                            return;
                        }
                        if (!services.has(other) && !isLost("services", other)) {
                            error(
                                    entry.position(),
                                    "builds with the image of '" + other + "', which is no service of this app",
                                    "define it under 'services:', or correct the name",
                                    "build");
                        } else if (services.mapping(other)
                                .filter(known -> !known.has("build") && !isLost("services", other, "build"))
                                .isPresent()) {
                            error(
                                    entry.position(),
                                    "builds with the image of '" + other + "', which is not built",
                                    "name that image: docker-image://NAME",
                                    "build");
                        }
                    }));
        }

        private void networks() {
            Optional<String> mode = service.text("network_mode");
            MappingNode networks = service.mapping("networks").orElse(MappingNode.empty(position));
            if (mode.isPresent() && !networks.entries().isEmpty()) {
                error(
                        service.at("network_mode"),
                        "has both 'network_mode' and 'networks'",
                        "keep one of them",
                        "network_mode");
            }
            networks.entries()
                    .forEach((network, entry) -> defined("networks", "network", network, entry.position(), "networks"));
            mode.filter(text -> text.startsWith(OF_SERVICE))
                    .map(text -> text.substring(OF_SERVICE.length()))
                    .filter(other -> !active.contains(other) && !dependsOn(other))
                    .ifPresent(other -> error(
                            service.at("network_mode"),
                            "uses the network of '" + other + "', which is no active service",
                            findings.suggestion(other, active),
                            "network_mode"));
        }

        /** Then the missing service is missed as a dependency. */
        private boolean dependsOn(String other) {
            return service.mapping("depends_on")
                    .filter(needs -> needs.has(other))
                    .isPresent();
        }

        private void healthTest() {
            List<Node> test = service.mapping("healthcheck")
                    .map(check -> check.items("test"))
                    .orElse(List.of());
            if (!test.isEmpty() && !TEST_KINDS.contains(test.getFirst().content())) {
                error(
                        test.getFirst().position(),
                        "has a health test that starts with neither CMD, CMD-SHELL nor NONE",
                        "write [CMD, program, argument], or the command as one text",
                        "healthcheck");
            }
        }

        private void references() {
            for (Node item : service.items("volumes")) {
                if (item instanceof MappingNode mount
                        && mount.text("type").equals(Optional.of("volume"))
                        && mount.get("source").orElse(null) instanceof ScalarNode source) {
                    defined("volumes", "volume", source.text(), source.position(), "volumes");
                }
            }
            service.mapping("models")
                    .ifPresent(models -> models.entries()
                            .forEach((key, entry) -> defined("models", "model", key, entry.position(), "models")));
            service.mapping("build").ifPresent(build -> mounted("secrets", build, "build"));
            for (String kind : List.of("configs", "secrets")) {
                mounted(kind, service, kind);
            }
        }

        private void mounted(String kind, MappingNode where, String section) {
            for (Node item : where.items(kind)) {
                if (item instanceof MappingNode mount) {
                    String source = mount.text("source").orElse("");
                    defined(kind, kind.substring(0, 6), source, mount.at("source"), section);
                }
            }
        }

        private void watched() {
            List<Node> rules = service.mapping("develop")
                    .map(develop -> develop.items("watch"))
                    .orElse(List.of());
            for (Node item : rules) {
                if (item instanceof MappingNode rule
                        && !rule.has("target")
                        && !TARGETLESS.contains(rule.text("action").orElse(""))) {
                    error(
                            rule.position(),
                            "watches '" + rule.text("path").orElse("") + "' without a target",
                            "add 'target: PATH', where it is copied to",
                            "develop");
                }
            }
        }

        private void devices() {
            requests(service.items("gpus"), "gpus");
            service.mapping("deploy")
                    .flatMap(deploy -> deploy.mapping("resources"))
                    .flatMap(resources -> resources.mapping("reservations"))
                    .ifPresent(reservations -> requests(reservations.items("devices"), "deploy"));
        }

        private void requests(List<Node> requests, String section) {
            for (Node item : requests) {
                if (item instanceof MappingNode request && request.has("count") && request.has("device_ids")) {
                    error(
                            request.at("device_ids"),
                            "asks for a number of devices and for these ones",
                            "keep 'count' or 'device_ids'",
                            section);
                }
            }
        }

        private void defined(String kind, String word, String key, Position at, String section) {
            MappingNode known = root.mapping(kind).orElse(MappingNode.empty(position));
            if (!known.has(key) && !isLost(kind, key)) {
                String remedy = kind.equals("volumes") && key.contains("/")
                        ? "write './" + key + "' if it is a folder, or define it under 'volumes:'"
                        : "define it under '" + kind + ":', or "
                                + findings.suggestion(key, known.entries().keySet());
                error(at, "uses the " + word + " '" + key + "', which is not defined", remedy, section);
            }
        }

        private void targets() {
            Map<String, Position> targets = new HashMap<>();
            for (Node item : service.items("tmpfs")) {
                if (item instanceof ScalarNode tmpfs) {
                    target(tmpfs.text().split(":", 2)[0], tmpfs.position(), targets);
                }
            }
            for (Node item : service.items("volumes")) {
                if (item instanceof MappingNode mount) {
                    target(mount.text("target").orElse(""), mount.position(), targets);
                }
            }
        }

        private void target(String target, Position at, Map<String, Position> targets) {
            Position before = targets.putIfAbsent(target, at);
            if (before != null) {
                error(
                        at,
                        "mounts something at '" + target + "' already, in "
                                + (before.file().equals(at.file()) ? "line " + before.line() : before),
                        "keep one of them",
                        "volumes");
            }
        }

        private void error(Position at, String message, String remedy, String section) {
            findings.error(at, "services." + name + " " + message, remedy, "services/" + section);
        }
    }
}
