package dev.quayside;

import dev.quayside.engine.kubernetes.ForwardOptions;
import dev.quayside.engine.kubernetes.ForwardTarget;
import dev.quayside.engine.kubernetes.KubernetesEngine;
import dev.quayside.engine.kubernetes.PortForward;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.App;
import dev.quayside.model.ContainerPort;
import dev.quayside.model.PortMapping;
import dev.quayside.model.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The published ports of an application in a cluster, on this machine: each leads to a ready replica of its service, to another one
 * when that is gone. Closing it ends them.
 *
 * <p>What the file publishes at every address is forwarded at the loopback address: nobody else is let in.
 */
public final class PortForwards implements AutoCloseable {
    private final List<PortForward> open = new ArrayList<>();
    private final List<Forwarded> forwarded = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /**
     * One published port.
     *
     * @param local where it is reached on this machine
     */
    public record Forwarded(String service, InetSocketAddress local, ContainerPort port) {}

    private PortForwards() {}

    /** Forwards nothing. */
    public static PortForwards none() {
        return new PortForwards();
    }

    static PortForwards open(
            KubernetesEngine engine, App app, List<String> services, Consumer<QuaysideException> failures) {
        Selection.check(services, app.services().keySet(), app.name());
        var forwards = new PortForwards();
        try {
            for (Service service : app.services().values()) {
                if (services.isEmpty() || services.contains(service.name())) {
                    service.connectivity().ports().forEach(port -> forwards.add(engine, app, service, port, failures));
                }
            }
            return forwards;
        } catch (QuaysideException e) {
            forwards.close();
            throw e;
        }
    }

    private void add(
            KubernetesEngine engine, App app, Service service, PortMapping port, Consumer<QuaysideException> failures) {
        if (port.containerPort().protocol() != ContainerPort.Protocol.TCP) {
            left.add("port " + port.containerPort() + " of " + service.name() + " is not forwarded: only TCP can be");
            return;
        }
        var local = new InetSocketAddress(address(port), port.hostPort().orElse(0));
        var forward = engine.kubernetes()
                .portForward(
                        new ForwardTarget.Service(engine.objectName(service.name())),
                        engine.namespace(app.name()),
                        port.containerPort().number(),
                        ForwardOptions.DEFAULT.on(local).telling(failures));
        open.add(forward);
        forwarded.add(new Forwarded(service.name(), forward.localAddress(), port.containerPort()));
    }

    /** Only an address of this machine's own loopback is taken over. */
    private static InetAddress address(PortMapping port) {
        return port.hostAddress()
                .map(PortForwards::parsed)
                .filter(InetAddress::isLoopbackAddress)
                .orElse(InetAddress.getLoopbackAddress());
    }

    private static InetAddress parsed(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "'" + address + "' is no address of this machine",
                    "write one such as 127.0.0.1",
                    e);
        }
    }

    /** What is forwarded, by service in the order of the file. */
    public List<Forwarded> forwarded() {
        return List.copyOf(forwarded);
    }

    /** What is not forwarded, in sentences. */
    public List<String> left() {
        return List.copyOf(left);
    }

    @Override
    public void close() {
        open.forEach(PortForward::close);
        open.clear();
    }
}
