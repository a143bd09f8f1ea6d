package dev.quayside.compose;

import static dev.quayside.compose.AppReader.list;
import static dev.quayside.compose.AppReader.texts;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.Build;
import dev.quayside.model.ImageRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the model of a service's build. */
final class BuildReader {
    private static final String SECTION = "services/build";

    private final String name;
    private final MappingNode build;
    private final Optional<String> platform;
    private final Findings findings;

    BuildReader(String name, MappingNode build, Optional<String> platform, Findings findings) {
        this.name = name;
        this.build = build;
        this.platform = platform;
        this.findings = findings;
    }

    Build read() {
        return new Build(
                context(),
                build.text("dockerfile").orElse("Dockerfile"),
                build.text("dockerfile_inline"),
                texts(build, "args"),
                build.text("target"),
                texts(build, "labels"),
                tags(),
                platform(),
                build.isTrue("no_cache"),
                build.isTrue("pull"),
                build.text("network"),
                list(build, "cache_from"),
                extraHosts(),
                ServiceReader.whole(build.text("shm_size")),
                ServiceReader.ulimits(build));
    }

    private String context() {
        String context = build.text("context").orElse(".");
        if (!Paths.isAbsolute(context) && !Paths.isWindowsAbsolute(context)) {
            unsupported("context", "a build context that is not a local folder");
        }
        return context;
    }

    private List<ImageRef> tags() {
        var tags = new ArrayList<ImageRef>();
        for (Node item : build.items("tags")) {
            try {
                tags.add(ImageRef.parse(((ScalarNode) item).text()));
            } catch (QuaysideException e) {
                findings.impossible(
                        item.position(), "services." + name + ".build: " + e.problem(), e.remedy(), SECTION);
            }
        }
        return tags;
    }

    private Optional<String> platform() {
        List<String> platforms = list(build, "platforms");
        if (platforms.size() > 1) {
            unsupported("platforms", "a build for more than one platform");
        }
        return platform.or(() -> platforms.stream().findFirst());
    }

    private Map<String, String> extraHosts() {
        Map<String, String> hosts = new LinkedHashMap<>();
        for (String pair : list(build, "extra_hosts")) {
            String[] parts = pair.split("=", 2);
            if (hosts.put(parts[0], parts[1]) != null) {
                unsupported("extra_hosts", "a host with more than one address in a build");
            }
        }
        return hosts;
    }

    private void unsupported(String key, String what) {
        findings.unsupported(
                build.at(key),
                "services." + name + ".build." + key + ": this version does not read " + what + " yet",
                "write one that is simpler",
                SECTION);
    }
}
