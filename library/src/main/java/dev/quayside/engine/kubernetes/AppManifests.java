package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * An app as Kubernetes objects, in the order in which they are needed.
 *
 * @param manifests the namespace first, if it is the app's own; workloads after what they use
 * @param notes what Kubernetes expresses differently
 */
public record AppManifests(List<Manifest> manifests, List<MappingNote> notes) {
    public AppManifests {
        manifests = List.copyOf(manifests);
        notes = List.copyOf(notes);
    }

    /**
     * Maps an app. Pure: the same app and options give the same objects.
     *
     * @throws QuaysideException UNSUPPORTED with everything that Kubernetes cannot do; INVALID_ARGUMENT for a name that it does
     *     not take
     */
    public static AppManifests of(App app, ManifestOptions options) {
        return new Mapping(app, options).run();
    }

    /** One mapping. */
    private static final class Mapping {
        private final App app;
        private final ManifestOptions options;
        private final MappingReport report = new MappingReport();
        private final List<Manifest> manifests = new ArrayList<>();
        private final String namespace;

        Mapping(App app, ManifestOptions options) {
            this.app = VolumeSharing.resolved(app, options, report);
            this.options = options;
            this.namespace = options.namespace().orElseGet(() -> Names.dnsLabel("application", app.name()));
        }

        AppManifests run() {
            checkName();
            refuseEqualNames();
            if (options.namespace().isEmpty()) {
                var metadata = ManifestLabels.metadata(app, "", namespace, "namespace", app.name());
                manifests.add(manifest("v1", "Namespace", metadata, new JsonObject()));
            }
            manifests.add(manifest(
                    "v1",
                    "ServiceAccount",
                    ManifestLabels.metadata(app, namespace, accountName(app), "account", app.name()),
                    new JsonObject().put("automountServiceAccountToken", false)));
            var files = new FileMapping(app, namespace, options, report);
            var claims = new ClaimMapping(app, namespace, options, report);
            var storage = new StorageMapping(app, options, files, claims, report);
            var sharers = new Sharers(app);
            var network = new NetworkMapping(app, namespace, options, report);
            var waves = new Waves(app);
            var workloads = new ArrayList<Manifest>();
            for (Service service : app.services().values()) {
                var workload =
                        new WorkloadMapping(app, service, namespace, options, storage, sharers, network, waves, report);
                workloads.addAll(workload.manifests());
            }
            manifests.addAll(files.manifests());
            manifests.addAll(claims.manifests());
            manifests.addAll(network.manifests());
            manifests.addAll(Followers.linked(app, workloads));
            refuseEqualObjects();
            report.check();
            return new AppManifests(manifests, report.notes());
        }

        private void checkName() {
            if (!Names.isLabel(Ownership.APP, app.name())) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The application '" + app.name()
                                + "' cannot have this name on Kubernetes, where labels have at most " + Names.LABEL
                                + " letters, digits, '-', '_' and '.', a letter or digit at both ends",
                        "call it '" + Names.objectName(app.name()) + "'");
            }
        }

        /** What differs in capitals or in signs that Kubernetes does not take would be one object. */
        private void refuseEqualNames() {
            refuseEqualNames("services", app.services().keySet());
            refuseEqualNames("networks", app.networks().keySet());
            refuseEqualNames("volumes", app.volumes().keySet());
            refuseEqualNames("configs", app.configs().keySet());
            refuseEqualNames("secrets", app.secrets().keySet());
        }

        private void refuseEqualNames(String section, Iterable<String> keys) {
            var seen = new LinkedHashMap<String, String>();
            for (String key : keys) {
                String other = seen.put(Names.objectName(key), key);
                if (other != null) {
                    report.refused(
                            section + "." + key, "on Kubernetes its name is the same as that of '" + other + "'");
                }
            }
        }

        /** A service may be called like what another one's published ports are reached by. */
        private void refuseEqualObjects() {
            var seen = new HashSet<String>();
            for (Manifest manifest : manifests) {
                if (!seen.add(manifest.toString())) {
                    report.refused("services." + manifest.name(), "there would be two objects " + manifest);
                }
            }
        }
    }

    /** The account without rights that all its pods have. */
    static String accountName(App app) {
        return Names.objectName(app.name());
    }

    /** An object of these parts. */
    static Manifest manifest(String version, String kind, JsonObject metadata, JsonObject more) {
        var content = new LinkedHashMap<String, Object>();
        content.put("apiVersion", version);
        content.put("kind", kind);
        content.put("metadata", metadata.members());
        content.putAll(more.members());
        return new Manifest(kind, String.valueOf(metadata.members().get("name")), content);
    }
}
