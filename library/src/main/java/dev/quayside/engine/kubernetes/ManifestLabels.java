package dev.quayside.engine.kubernetes;

import dev.quayside.engine.Ownership;
import dev.quayside.json.JsonObject;
import dev.quayside.model.App;
import dev.quayside.model.Service;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of an app's objects. Pods and selectors carry only what never changes: app, service, networks and aliases. Anything
 * else in a pod's labels would restart it.
 */
final class ManifestLabels {
    /** The label of a pod with its service. */
    static final String SERVICE = Ownership.PREFIX + "service";

    /** What the labels of a pod begin with that name its networks. */
    static final String NETWORK = "network.dev.quayside/";
    /** What the labels of a pod begin with that name its aliases. */
    static final String ALIAS = "alias.dev.quayside/";

    private static final String YES = "true";

    private ManifestLabels() {}

    /** What chooses the pods of a service. */
    static Map<String, String> ofService(App app, Service service) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(Ownership.APP, app.name());
        labels.put(SERVICE, Names.dnsLabel("service", service.name()));
        return labels;
    }

    /** What chooses the pods of any of some services, by their names here. */
    static JsonObject ofServices(App app, Collection<String> names) {
        var any = new JsonObject().put("key", SERVICE).put("operator", "In").putTexts("values", names);
        return new JsonObject()
                .put("matchLabels", Map.of(Ownership.APP, app.name()))
                .putObjects("matchExpressions", List.of(any));
    }

    /** What chooses the pods in a network. */
    static Map<String, String> ofNetwork(App app, String network) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(Ownership.APP, app.name());
        labels.put(NETWORK + Names.objectName(network), YES);
        return labels;
    }

    /** What chooses the pods that answer to an alias. */
    static Map<String, String> ofAlias(App app, String alias) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(Ownership.APP, app.name());
        labels.put(ALIAS + Names.dnsLabel("alias", alias), YES);
        return labels;
    }

    /** The labels of a service's pods. */
    static Map<String, String> ofPods(App app, Service service, Iterable<String> aliases) {
        var labels = new LinkedHashMap<>(ofService(app, service));
        service.connectivity().attachments().keySet().forEach(network -> labels.putAll(ofNetwork(app, network)));
        aliases.forEach(alias -> labels.putAll(ofAlias(app, alias)));
        return labels;
    }

    /** The metadata of an object of the app. */
    static JsonObject metadata(App app, String namespace, String name, String kind, String key) {
        var labels = new LinkedHashMap<String, String>();
        labels.put(OwnLabels.NAME, Names.objectName(key));
        labels.put("app.kubernetes.io/part-of", app.name());
        labels.put(OwnLabels.MANAGED_BY, Ownership.OWNER_NAME);
        labels.put(Ownership.OWNER, Ownership.OWNER_NAME);
        labels.put(Ownership.APP, app.name());
        labels.put(Ownership.KIND, kind);
        labels.put(Ownership.KEY, Names.objectName(key));
        var metadata = new JsonObject().put("name", name);
        return (namespace.isEmpty() ? metadata : metadata.put("namespace", namespace)).put("labels", labels);
    }
}
