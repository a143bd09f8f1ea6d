package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import dev.quayside.compose.Node.SequenceNode;
import java.util.List;
import java.util.Optional;

/** Makes the paths of a tree absolute: seen from a folder, with {@code ~} for the home directory. */
final class PathResolver {
    private static final List<String> REMOTE_CONTEXTS =
            List.of("https://", "http://", "git://", "ssh://", "github.com/", "git@", "service:");

    private final String folder;
    private final Optional<String> home;

    PathResolver(String folder, Optional<String> home) {
        this.folder = folder;
        this.home = home;
    }

    MappingNode resolve(MappingNode root) {
        var resolved = (MappingNode) resolve(root, KeyTable.ROOT);
        return resolved.change("services", this::services)
                .change("jobs", this::services)
                .change("volumes", this::volumes);
    }

    private Node resolve(Node node, Key key) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.changeAll((name, value) ->
                        key.child(name).map(child -> resolve(value, child)).orElse(value));
            case SequenceNode list ->
                key.item()
                        .<Node>map(item -> list.changeAll(value -> resolve(value, item)))
                        .orElse(list);
            case ScalarNode scalar -> resolve(scalar, key.path());
        };
    }

    private ScalarNode resolve(ScalarNode scalar, PathRule rule) {
        boolean path = rule != PathRule.NONE && scalar.kind() == ScalarNode.Kind.TEXT;
        return path ? ScalarNode.text(scalar.position(), resolve(scalar.text(), rule)) : scalar;
    }

    private String resolve(String text, PathRule rule) {
        return switch (rule) {
            case NONE -> text;
            case LOCAL -> local(text);
            case ENGINE -> engine(text);
            case CONTEXT -> isRemote(text) ? text : local(text);
        };
    }

    /** A path of this machine. */
    String local(String text) {
        String expanded = expandHome(text);
        return expanded.isEmpty() || Paths.isAbsolute(expanded) ? expanded : Paths.join(folder, expanded);
    }

    private String engine(String text) {
        String expanded = expandHome(text);
        return Paths.isAbsolute(expanded) || Paths.isWindowsAbsolute(expanded)
                ? expanded
                : Paths.join(folder, expanded);
    }

    private static boolean isRemote(String context) {
        return context.contains("://") || REMOTE_CONTEXTS.stream().anyMatch(context::startsWith);
    }

    private String expandHome(String path) {
        return path.startsWith("~") && home.isPresent() ? Paths.join(home.get(), path.substring(1)) : path;
    }

    private Node services(Node services) {
        return services instanceof MappingNode mapping
                ? mapping.changeAll((name, service) -> service instanceof MappingNode known
                        ? known.change("volumes", this::mounts).change("pre_start", this::hooks)
                        : service)
                : services;
    }

    private Node hooks(Node hooks) {
        return hooks instanceof SequenceNode list
                ? list.changeAll(
                        hook -> hook instanceof MappingNode known ? known.change("volumes", this::mounts) : hook)
                : hooks;
    }

    private Node mounts(Node mounts) {
        return mounts instanceof SequenceNode list ? list.changeAll(this::mount) : mounts;
    }

    private Node mount(Node node) {
        return node instanceof MappingNode mount && mount.text("type").equals(Optional.of("bind"))
                ? mount.change("source", source -> resolvePath(source))
                : node;
    }

    private Node volumes(Node volumes) {
        return volumes instanceof MappingNode mapping
                ? mapping.changeAll((name, volume) ->
                        volume instanceof MappingNode known && isBindMount(known) ? device(known) : volume)
                : volumes;
    }

    /** A volume of the local driver whose options make it a bind mount. */
    private static boolean isBindMount(MappingNode volume) {
        return volume.text("driver").equals(Optional.of("local"))
                && volume.mapping("driver_opts")
                        .filter(options -> options.text("o").equals(Optional.of("bind")))
                        .isPresent();
    }

    private Node device(MappingNode volume) {
        return volume.change(
                "driver_opts",
                options -> options instanceof MappingNode known ? known.change("device", this::resolvePath) : options);
    }

    private Node resolvePath(Node node) {
        return node instanceof ScalarNode scalar ? resolve(scalar, PathRule.ENGINE) : node;
    }
}
