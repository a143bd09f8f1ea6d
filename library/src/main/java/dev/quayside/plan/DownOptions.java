package dev.quayside.plan;

import dev.quayside.model.App;
import java.time.Duration;
import java.util.Optional;

/**
 * How an app is taken down.
 *
 * @param app the app as its file says it, for the order; empty: everything stops at once
 * @param volumes what happens to the app's named volumes
 * @param grace how long each container may take to stop; empty: what it was created with
 */
public record DownOptions(Optional<App> app, Volumes volumes, Optional<Duration> grace) {
    /** Keeps the volumes; in no order. */
    public static final DownOptions DEFAULT = new DownOptions(Optional.empty(), Volumes.KEEP, Optional.empty());

    /** What happens to named volumes. */
    public enum Volumes {
        KEEP,
        /** They are removed with their data. */
        REMOVE
    }

    /** The same, in the order of this app's dependencies. */
    public DownOptions withApp(App other) {
        return new DownOptions(Optional.of(other), volumes, grace);
    }

    /** The same with this treatment of volumes. */
    public DownOptions withVolumes(Volumes other) {
        return new DownOptions(app, other, grace);
    }

    /** The same with this grace. */
    public DownOptions withGrace(Duration other) {
        return new DownOptions(app, volumes, Optional.of(other));
    }
}
