package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.named;
import static dev.quayside.compose.KeyTypes.structure;
import static dev.quayside.compose.KeyTypes.text;

import java.util.Optional;

/**
 * The table that drives the reader: every key of the Compose specification is one entry.
 *
 * <p>The check of unknown keys and types, the merging of files, the interpolation's casts, the resolution of paths and the
 * canonical form all read it, so that a key cannot be forgotten in one of them.
 */
final class KeyTable {
    /** The entry of the whole file. */
    static final Key ROOT = root();

    private KeyTable() {}

    private static Key root() {
        Key service = ServiceKeys.service();
        return structure()
                .key("version", text())
                .key("name", text())
                .key("include", list(ResourceKeys.include()))
                .key("services", named(service))
                .key("networks", named(ResourceKeys.network()))
                .key("volumes", named(ResourceKeys.volume()))
                .key("configs", named(ResourceKeys.config()))
                .key("secrets", named(ResourceKeys.secret()))
                .key("x-quayside", structure().closed())
                .shown("models", named(ResourceKeys.model()))
                .shown("jobs", named(JobKeys.job(service)).repeats());
    }

    /** The entry of a resource, such as a service; empty if none can have this name. */
    static Optional<Key> resource(String kind, String name) {
        return ROOT.child(kind).flatMap(resources -> resources.child(name));
    }
}
