package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.model.App;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reading gives.
 *
 * @param canonical the merged files with everything written out: what {@code config} prints
 * @param warnings what the author of the files should know
 * @param variables the variables that the files use, by name
 * @param profiles every profile that a service names, in the order of their names
 * @param unattached services whose output is not shown by default
 */
public record ReadResult(
        App app,
        MappingNode canonical,
        List<Finding> warnings,
        Map<String, Variable> variables,
        Set<String> profiles,
        Set<String> unattached) {
    public ReadResult {
        warnings = List.copyOf(warnings);
        variables = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(variables));
        profiles = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(profiles));
        unattached = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(unattached));
    }

    /** The names of the selected services, in file order. */
    public List<String> services() {
        return List.copyOf(app.services().keySet());
    }

    /** The keys of the volumes in use. */
    public List<String> volumes() {
        return List.copyOf(app.volumes().keySet());
    }

    /** The keys of the networks in use. */
    public List<String> networks() {
        return List.copyOf(app.networks().keySet());
    }

    /** The images of the selected services, in file order. */
    public List<String> images() {
        return app.services().values().stream()
                .map(service -> service.image().reference().toString())
                .toList();
    }
}
