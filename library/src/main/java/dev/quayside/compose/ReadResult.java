package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a reading gives.
 *
 * @param app what engines run; {@link #app()} throws the refusal, if there is one
 * @param refusal why no engine can run it: this version does not do everything that the files say, or nobody can
 * @param canonical the merged files with everything written out: what {@code config} prints
 * @param warnings what the author of the files should know
 * @param variables the variables that the files use, by name
 * @param profiles every profile that a service names, in the order of their names
 * @param unattached services whose output is not shown by default
 */
public record ReadResult(
        App app,
        Optional<QuaysideException> refusal,
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

    /**
     * The application.
     *
     * @throws QuaysideException UNSUPPORTED, with every place that this version does not do; INVALID_FILE, if one of them cannot be done
     *     at all
     */
    @Override
    public App app() {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return app;
    }

    /** The application's name. */
    public String name() {
        return app.name();
    }

    /** The names of the selected services, in file order. */
    public List<String> services() {
        return canonical
                .mapping("services")
                .map(services -> List.copyOf(services.entries().keySet()))
                .orElse(List.of());
    }

    /** The keys of the volumes in use. */
    public List<String> volumes() {
        return List.copyOf(app.volumes().keySet());
    }

    /** The keys of the networks in use. */
    public List<String> networks() {
        return List.copyOf(app.networks().keySet());
    }

    /** The models in use, by what they are called where they come from. */
    public List<String> models() {
        MappingNode models = canonical.mapping("models").orElse(MappingNode.empty(canonical.position()));
        return models.entries().keySet().stream()
                .flatMap(key -> models.mapping(key).flatMap(model -> model.text("model")).stream())
                .toList();
    }

    /**
     * What shapes the containers of each selected service, as a number in which every change shows: 64 hexadecimal digits. The number
     * of replicas and how the image is built change nothing in it; contents of files do not, either.
     */
    public Map<String, String> hashes() {
        return ServiceHashes.of(canonical);
    }

    /** The images of the selected services and jobs, in file order and as they are written. */
    public List<String> images() {
        return Stream.of("services", "jobs")
                .flatMap(kind -> canonical.mapping(kind).stream())
                .flatMap(containers -> containers.entries().keySet().stream()
                        .map(key -> containers
                                .mapping(key)
                                .flatMap(container -> container.text("image"))
                                .orElse(name() + "-" + key)))
                .toList();
    }
}
