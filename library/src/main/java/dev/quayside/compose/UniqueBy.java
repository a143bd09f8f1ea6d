package dev.quayside.compose;

import dev.quayside.compose.Node.MappingNode;
import dev.quayside.compose.Node.ScalarNode;
import java.util.Optional;

/** What makes two items of a list the same: the later one takes the place of the earlier. */
enum UniqueBy {
    /** Every item stays. */
    NOTHING,
    /** The part before {@code =}. */
    KEY,
    /** A volume's target. */
    VOLUME_TARGET,
    /** A device's target. */
    DEVICE_TARGET,
    /** The path of an env file. */
    PATH,
    /** The whole value. */
    VALUE,
    /** A config's target. */
    CONFIG_TARGET,
    /** A secret's target. */
    SECRET_TARGET,
    /** Address, both ports and protocol. */
    PORT;

    /** What identifies an item; empty if it cannot be said, and then the item stays. */
    Optional<String> identity(Node item) {
        return switch (this) {
            case NOTHING -> Optional.empty();
            case KEY -> text(item).map(text -> text.split("=", 2)[0]);
            case VALUE -> item instanceof ScalarNode scalar ? Optional.of(scalar.text()) : Optional.empty();
            case VOLUME_TARGET -> target(item).or(() -> text(item).flatMap(VolumeSpec::target));
            case DEVICE_TARGET -> target(item).or(() -> text(item).map(UniqueBy::deviceTarget));
            case PATH -> item instanceof MappingNode mapping ? mapping.text("path") : text(item);
            case CONFIG_TARGET -> mountTarget(item, "");
            case SECRET_TARGET -> mountTarget(item, "/run/secrets");
            case PORT -> item instanceof MappingNode mapping ? port(mapping) : text(item);
        };
    }

    private static Optional<String> text(Node item) {
        return item instanceof ScalarNode scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    private static Optional<String> target(Node item) {
        return item instanceof MappingNode mapping ? mapping.text("target") : Optional.empty();
    }

    private static String deviceTarget(String text) {
        String[] parts = text.split(":", -1);
        return parts.length == 1 ? parts[0] : parts[1];
    }

    /** Items without target and source are the same. */
    private static Optional<String> mountTarget(Node item, String folder) {
        return target(item)
                .or(() -> (item instanceof MappingNode mapping
                                ? mapping.text("source").or(() -> Optional.of(""))
                                : text(item))
                        .map(source -> folder + "/" + source));
    }

    /** A number and the same digits as text are different to the reference implementation. */
    private static String published(MappingNode port) {
        boolean number = port.get("published").orElse(null) instanceof ScalarNode scalar
                && scalar.kind() == ScalarNode.Kind.INTEGER;
        return (number ? "#" : "") + port.text("published").orElse("");
    }

    private static Optional<String> port(MappingNode port) {
        return port.text("target")
                .map(target -> port.text("host_ip").orElse("0.0.0.0") + ":"
                        + published(port) + ":" + target + "/"
                        + port.text("protocol").orElse("tcp"));
    }
}
