package dev.quayside.engine.kubernetes;

import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import java.util.ArrayList;
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
            this.app = app;
            this.options = options;
            this.namespace = options.namespace().orElseGet(() -> Names.dnsLabel("application", app.name()));
        }

        AppManifests run() {
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
            var storage = new StorageMapping(app, namespace, options, files, report);
            var network = new NetworkMapping(app, namespace, options, report);
            var waves = new Waves(app);
            var workloads = new ArrayList<Manifest>();
            for (Service service : app.services().values()) {
                workloads.addAll(
                        new WorkloadMapping(app, service, namespace, storage, network, waves, report).manifests());
            }
            manifests.addAll(files.manifests());
            manifests.addAll(storage.claims());
            manifests.addAll(network.manifests());
            manifests.addAll(workloads);
            report.check();
            return new AppManifests(manifests, report.notes());
        }

        private void refuseEqualNames() {
            var seen = new LinkedHashMap<String, String>();
            for (String service : app.services().keySet()) {
                String other = seen.put(Names.dnsLabel("service", service), service);
                if (other != null) {
                    report.refused(
                            "services." + service, "its name is the same as that of '" + other + "' in lower case");
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
