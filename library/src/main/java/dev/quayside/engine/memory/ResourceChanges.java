package dev.quayside.engine.memory;

import dev.quayside.engine.Change;
import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.Observed.Resource;
import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.FileContent;
import dev.quayside.model.ImageRef;
import java.util.Optional;

/** What is done to images, networks and volumes. The world's lock must be held. */
final class ResourceChanges {
    private final World world;

    ResourceChanges(World world) {
        this.world = world;
    }

    void pull(ImageRef image, ProgressListener progress) {
        if (world.refusedImages.contains(image.canonical())) {
            throw new QuaysideException(
                    ErrorCode.NOT_FOUND, "no registry has the image '" + image + "'", "check its name and tag");
        }
        progress.on(new Progress(image.canonical(), "pulling", 1, 1, ""));
        bring(image, "pulled " + image, "pull");
    }

    void build(Change.BuildImage build, ProgressListener progress) {
        if (world.refusedImages.contains(build.reference().canonical())) {
            throw new QuaysideException(
                    ErrorCode.BUILD_FAILED, "the image of '" + build.service() + "' cannot be built", "see its output");
        }
        progress.on(Progress.line(build.service(), "built"));
        bring(build.reference(), "built " + build.build(), "build");
        build.build()
                .tags()
                .forEach(tag -> world.images.put(
                        tag.canonical(),
                        world.images.getOrDefault(build.reference().canonical(), facts(tag.canonical()))));
    }

    private void bring(ImageRef image, String source, String action) {
        ImageFacts remote = world.remoteImages.get(image.canonical());
        world.images.put(image.canonical(), remote == null ? facts(source) : remote);
        world.event("image", action, image.canonical(), Optional.empty());
        world.moment();
    }

    private static ImageFacts facts(String source) {
        return ImageFacts.of("sha256:" + FileContent.of(source).digest());
    }

    void createNetwork(Change.CreateNetwork change) {
        String name = change.network().name();
        World.Owned existing = world.networks.get(name);
        checkFree(new Name(Name.Kind.NETWORK, name));
        if (existing != null) {
            checkSame(existing, change.ownership().app(), change.ownership().specHash(), "network");
            return;
        }
        put(change, "probe", false);
        world.moment();
        world.networks.remove(name);
        world.moment();
        put(change, change.ownership().specHash(), true);
        world.event("network", "create", name, Optional.empty());
        world.moment();
    }

    private void put(Change.CreateNetwork change, String hash, boolean handover) {
        String name = change.network().name();
        var resource = new Resource(change.network().key(), world.newHandle("network"), name, hash, handover);
        world.networks.put(name, new World.Owned(resource, change.ownership()));
    }

    void removeNetwork(Change.RemoveNetwork change) {
        String name = change.network().name();
        World.Owned existing = world.networks.get(name);
        if (existing == null
                || !existing.resource().handle().equals(change.network().handle())) {
            return;
        }
        checkOwner(existing, change.app(), "network");
        world.replicas.values().stream()
                .filter(replica -> replica.runs() && replica.endpoints.containsKey(name))
                .findFirst()
                .ifPresent(user -> {
                    throw inUse("network", name, user);
                });
        world.networks.remove(name);
        world.event("network", "destroy", name, Optional.empty());
        world.moment();
    }

    void createVolume(Change.CreateVolume change) {
        String name = change.volume().name();
        checkFree(new Name(Name.Kind.VOLUME, name));
        World.Owned existing = world.volumes.get(name);
        if (existing != null) {
            checkOwner(existing, change.ownership().app(), "volume");
            return;
        }
        var resource = new Resource(
                change.volume().key(),
                world.newHandle("volume"),
                name,
                change.ownership().specHash(),
                false);
        world.volumes.put(name, new World.Owned(resource, change.ownership()));
        world.event("volume", "create", name, Optional.empty());
        world.moment();
    }

    void removeVolume(Change.RemoveVolume change) {
        String name = change.volume().name();
        World.Owned existing = world.volumes.get(name);
        if (existing == null
                || !existing.resource().handle().equals(change.volume().handle())) {
            return;
        }
        checkOwner(existing, change.app(), "volume");
        world.replicas.values().stream()
                .filter(replica -> replica.spec.volumes().values().stream()
                        .anyMatch(v -> v.name().equals(name)))
                .findFirst()
                .ifPresent(user -> {
                    throw inUse("volume", name, user);
                });
        world.volumes.remove(name);
        world.event("volume", "destroy", name, Optional.empty());
        world.moment();
    }

    private void checkFree(Name name) {
        String holder = world.strangers.get(name);
        if (holder != null) {
            throw notOwned(name.kind().toString(), name.name(), holder);
        }
    }

    private static void checkSame(World.Owned existing, String app, String hash, String kind) {
        checkOwner(existing, app, kind);
        if (!existing.resource().specHash().equals(hash)) {
            throw new QuaysideException(
                    ErrorCode.CONFLICT,
                    "the " + kind + " '" + existing.resource().name() + "' exists with another specification",
                    "remove it first");
        }
    }

    private static void checkOwner(World.Owned existing, String app, String kind) {
        if (!existing.ownership().app().equals(app)) {
            String holder = "app " + existing.ownership().app();
            throw notOwned(kind, existing.resource().name(), holder);
        }
    }

    private static QuaysideException notOwned(String kind, String name, String holder) {
        return new QuaysideException(
                ErrorCode.NOT_OWNED, "the " + kind + " name '" + name + "' belongs to " + holder, "use another name");
    }

    private static QuaysideException inUse(String kind, String name, MemoryReplica user) {
        return new QuaysideException(
                ErrorCode.CONFLICT,
                "the " + kind + " '" + name + "' is used by " + user.spec.name(),
                "remove that first");
    }
}
