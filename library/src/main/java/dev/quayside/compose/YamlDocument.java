package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import java.util.List;

/**
 * One document of a YAML file.
 *
 * @param resets the paths that this document removes from what earlier documents said, by {@code !reset} or {@code !override}
 */
record YamlDocument(MappingNode root, List<KeyPath> resets) {
    YamlDocument {
        resets = List.copyOf(resets);
    }

    YamlDocument withRoot(MappingNode other) {
        return new YamlDocument(other, resets);
    }
}
