package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Interruption;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.view.Addresses;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Parameters;

/** {@code forward}. */
final class Forward implements Command {
    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("forward", "leads the published ports of this machine to the application in the cluster"),
                example("forward web", "leads those of the service web"));
    }

    @Override
    public int run(Invocation invocation) {
        var app = invocation.project(List.of()).app();
        var over = new CountDownLatch(1);
        try (var quayside = invocation.connect();
                var forwards = quayside.forward(app, services, failure -> invocation.warn(failure.problem()));
                var interruption = new Interruption(invocation, over::countDown)) {
            forwards.left().forEach(invocation::warn);
            if (forwards.forwarded().isEmpty()) {
                throw new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "the application '" + app.name() + "' publishes no port that can be forwarded",
                        "publish one under 'ports' of a service");
            }
            forwards.forwarded()
                    .forEach(port -> invocation.entry(
                            Addresses.line(port), Addresses.tree(port).members()));
            over.await();
            return interruption.status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuaysideException(ErrorCode.INTERRUPTED, "forwarding was interrupted", "run it again", e);
        }
    }
}
