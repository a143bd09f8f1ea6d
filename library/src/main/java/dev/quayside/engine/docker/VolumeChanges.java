package dev.quayside.engine.docker;

import dev.quayside.engine.Change;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Ownership;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.LinkedHashMap;

/** Creates and removes the named volumes of apps. Thread-safe. */
final class VolumeChanges {
    private static final String KIND = "volume";

    private final DockerVolumes volumes;

    VolumeChanges(DockerVolumes volumes) {
        this.volumes = volumes;
    }

    /** A volume that exists is kept, whatever its settings: it holds data. */
    void create(Change.CreateVolume change) {
        var wanted = change.volume();
        var existing = volumes.find(wanted.name());
        if (existing.isPresent()) {
            requireOwned(existing.get(), change.ownership().app());
            return;
        }
        var labels = new LinkedHashMap<>(wanted.labels());
        labels.keySet().removeIf(key -> key.startsWith(Ownership.PREFIX));
        labels.putAll(change.ownership().labels());
        var options = new CreateVolumeOptions(wanted.driver().orElse(""), wanted.driverOptions(), labels);
        // The engine answers with the volume of that name, whoever made it in the meantime: so look again.
        requireOwned(volumes.ensure(wanted.name(), options), change.ownership().app());
    }

    void remove(Change.RemoveVolume change) {
        var found = volumes.find(change.volume().name());
        if (found.isEmpty()) {
            return;
        }
        requireOwned(found.get(), change.app());
        try {
            volumes.remove(found.get().name());
        } catch (QuaysideException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static void requireOwned(DockerVolume volume, String app) {
        var owned = Ownership.fromLabels(volume.labels())
                .filter(owner -> owner.app().equals(app) && owner.kind().equals(KIND))
                .isPresent();
        if (!owned) {
            throw Holder.refusal(new Name(Name.Kind.VOLUME, volume.name()), volume.labels());
        }
    }
}
