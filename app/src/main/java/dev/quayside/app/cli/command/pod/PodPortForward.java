package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Interruption;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.kubernetes.ForwardOptions;
import dev.quayside.engine.kubernetes.ForwardTarget;
import dev.quayside.engine.kubernetes.PortForward;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ContainerPort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pod port-forward}. */
public final class PodPortForward implements Command {
    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Where to listen on this machine (default: 127.0.0.1); another one lets others in")
    private String address = "127.0.0.1";

    @Parameters(
            paramLabel = "[KIND/]NAME",
            index = "0",
            description = "A pod, or service/NAME or deployment/NAME for a ready pod of it")
    private String target = "";

    @Parameters(
            paramLabel = "[LOCAL:]PORT",
            index = "1..*",
            arity = "1..*",
            description =
                    "A port of this machine, the same one if it is left out, a free one for 0 or nothing before the"
                            + " colon; and the port that it leads to")
    private List<String> ports = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod port-forward web-0 8080:80", "leads port 8080 of this machine to port 80 of a pod"),
                example("pod port-forward service/web :80", "leads a free port to a service, whichever pod serves it"));
    }

    @Override
    public int run(Invocation invocation) {
        var to = forwardTarget();
        var over = new CountDownLatch(1);
        var forwards = new ArrayList<PortForward>();
        try (var cluster = Cluster.connect(invocation);
                var interruption = new Interruption(invocation, over::countDown)) {
            try {
                for (String port : ports) {
                    forwards.add(open(port, to, cluster, invocation));
                }
                over.await();
                return interruption.status();
            } finally {
                forwards.forEach(PortForward::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "Forwarding was interrupted", "run it again", e);
        }
    }

    private PortForward open(String text, ForwardTarget to, Cluster cluster, Invocation invocation) {
        int colon = text.indexOf(':');
        int remote = ContainerPort.parse(text.substring(colon + 1)).number();
        String outside = colon < 0 ? Integer.toString(remote) : text.substring(0, colon);
        boolean free = outside.isEmpty() || outside.equals("0");
        int local = free ? 0 : ContainerPort.parse(outside).number();
        var options = ForwardOptions.DEFAULT
                .on(new InetSocketAddress(address, local))
                .telling(failure -> invocation.warn(failure.problem()));
        var forward = cluster.kubernetes().portForward(to, cluster.namespace(), remote, options);
        var listening = address + ":" + forward.localPort();
        invocation.entry(
                listening + " -> " + target + ":" + remote,
                new Tree()
                        .put("address", address)
                        .put("port", forward.localPort())
                        .put("target", target)
                        .put("targetPort", remote)
                        .members());
        return forward;
    }

    private ForwardTarget forwardTarget() {
        int slash = target.indexOf('/');
        String name = target.substring(slash + 1);
        return switch (slash < 0 ? "pod" : target.substring(0, slash)) {
            case "pod", "pods", "po" -> new ForwardTarget.Pod(name);
            case "service", "services", "svc" -> new ForwardTarget.Service(name);
            case "deployment", "deployments", "deploy" -> new ForwardTarget.Deployment(name);
            default ->
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "'" + target + "' names nothing that a port can be forwarded to",
                        "write the name of a pod, service/NAME or deployment/NAME");
        };
    }
}
