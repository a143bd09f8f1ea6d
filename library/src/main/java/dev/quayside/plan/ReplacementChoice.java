package dev.quayside.plan;

import dev.quayside.engine.ImageFacts;
import dev.quayside.engine.Observed;
import dev.quayside.model.App;
import dev.quayside.model.Attachment;
import dev.quayside.model.Lifecycle;
import dev.quayside.model.Mount;
import dev.quayside.model.Network;
import dev.quayside.model.NetworkMode;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import dev.quayside.plan.Replacement.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how a service is replaced, from what can be held by one container only. */
final class ReplacementChoice {
    private static final Duration ENGINE_GRACE = Duration.ofSeconds(10);

    private final App app;
    private final Observed observed;
    private final PlanOptions options;

    ReplacementChoice(App app, Observed observed, PlanOptions options) {
        this.app = app;
        this.observed = observed;
        this.options = options;
    }

    /**
     * The way and its reason.
     *
     * @param lost why the old containers cannot be kept, if they cannot
     * @param oneShot whether the service runs to its end
     */
    Replacement of(Service service, Optional<ImageFacts> image, Optional<String> lost, boolean oneShot) {
        Optional<String> noWayBack = lost.or(
                () -> service.lifecycle().containerName().map(name -> "one container only can be called " + name));
        if (noWayBack.isPresent()) {
            return new Replacement(Way.NO_WAY_BACK, noWayBack.get() + gap(service));
        }
        List<String> single = single(service);
        List<String> writes = writes(service, image);
        Optional<String> detached = withoutHandover(service);
        Optional<Lifecycle.UpdateOrder> order = service.lifecycle().updateOrder();
        if (order.filter(Lifecycle.UpdateOrder.START_FIRST::equals).isPresent() && single.isEmpty() && !oneShot) {
            String warning = writes.isEmpty() ? "" : ", although it " + writes.getFirst();
            return detached.map(why -> new Replacement(Way.OVERLAP, "the file says so" + warning + "; " + why))
                    .orElseGet(() -> new Replacement(Way.HANDOVER, "the file says so" + warning));
        }
        var reasons = new ArrayList<String>();
        if (oneShot) {
            reasons.add("it runs to its end");
        }
        reasons.addAll(single);
        reasons.addAll(writes);
        boolean aloneAtATime = !reasons.isEmpty();
        detached.ifPresent(reasons::add);
        order.filter(Lifecycle.UpdateOrder.STOP_FIRST::equals).ifPresent(o -> reasons.add("the file says so"));
        if (reasons.isEmpty()) {
            return new Replacement(Way.HANDOVER, "two generations of it can run side by side");
        }
        boolean each = !aloneAtATime && service.lifecycle().replicas() > 1;
        return new Replacement(each ? Way.STOP_EACH : Way.STOP_ALL, String.join(", ", reasons) + gap(service));
    }

    /** What the service writes outside its own file system. */
    List<String> writes(Service service, Optional<ImageFacts> image) {
        var writes = new ArrayList<String>();
        for (Mount mount : service.storage().mounts()) {
            if (!mount.readOnly()) {
                describe(mount).ifPresent(writes::add);
            }
        }
        service.storage().volumesFrom().stream()
                .filter(source -> !source.readOnly())
                .forEach(source -> writes.add("writes the volumes of " + source.container()));
        image.map(ImageFacts::volumes).orElse(List.of()).stream()
                .filter(path -> service.storage().mounts().stream()
                        .noneMatch(m -> m.target().equals(path)))
                .forEach(path -> writes.add("writes the image's volume " + path));
        return writes;
    }

    private static Optional<String> describe(Mount mount) {
        return switch (mount) {
            case Mount.VolumeMount volume -> Optional.of("writes volume " + volume.volume());
            case Mount.AnonymousMount anonymous -> Optional.of("writes a volume at " + anonymous.target());
            case Mount.BindMount bind -> Optional.of("writes " + bind.source());
            case Mount.ImageMount ignored -> Optional.empty();
            case Mount.TmpfsMount ignored -> Optional.empty();
        };
    }

    /** What one running container only can have. */
    private List<String> single(Service service) {
        var single = new ArrayList<String>();
        for (PortMapping port : service.connectivity().ports()) {
            if (port.hostPort().isPresent()) {
                single.add("host port " + port.hostPort().getAsInt() + " can be held once");
            }
        }
        for (Attachment attachment : service.connectivity().attachments().values()) {
            attachment
                    .ipv4Address()
                    .or(attachment::ipv6Address)
                    .or(attachment::macAddress)
                    .ifPresent(address -> single.add("address " + address + " can be held once"));
        }
        service.connectivity().macAddress().ifPresent(mac -> single.add("address " + mac + " can be held once"));
        service.process()
                .hostname()
                .filter(this::isNameOfAService)
                .ifPresent(name -> single.add("its hostname " + name + " is a service's name, which resolves at once"));
        return single;
    }

    private boolean isNameOfAService(String hostname) {
        return app.services().containsKey(hostname)
                || app.services().values().stream()
                        .flatMap(s -> s.connectivity().attachments().values().stream())
                        .anyMatch(a -> a.aliases().contains(hostname));
    }

    /** Why the service's names cannot be moved between running containers; empty if they can. */
    private Optional<String> withoutHandover(Service service) {
        return switch (service.connectivity().mode()) {
            case NetworkMode.Host ignored -> Optional.of("it uses the host's network");
            case NetworkMode.None ignored -> Optional.of("it has no network");
            case NetworkMode.OfService shared -> Optional.of("it uses the network of " + shared.service());
            case NetworkMode.Networks networks ->
                networks.attachments().keySet().stream()
                        .map(app.networks()::get)
                        .flatMap(network ->
                                network == null ? Optional.<String>empty().stream() : fixed(network).stream())
                        .findFirst()
                        .or(() -> options.handover() ? Optional.empty() : Optional.of("this engine cannot move names"));
        };
    }

    private Optional<String> fixed(Network network) {
        if (network.external()) {
            return Optional.of("network " + network.name() + " is external");
        }
        Observed.Resource existing = observed.networks().get(network.name());
        return existing == null || existing.handover() || !existing.specHash().equals(SpecParts.networkHash(network))
                ? Optional.empty()
                : Optional.of("network " + network.name() + " was made without a subnet");
    }

    private static String gap(Service service) {
        Duration grace = service.lifecycle().stopGracePeriod().orElse(ENGINE_GRACE);
        return "; expected gap: its stop (at most " + grace.toSeconds() + " s) and its start";
    }
}
