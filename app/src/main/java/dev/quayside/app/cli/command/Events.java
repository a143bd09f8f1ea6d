package dev.quayside.app.cli.command;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Interruption;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.app.cli.invocation.Moments;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.app.cli.view.Tree;
import dev.quayside.engine.EngineEvent;
import dev.quayside.engine.ReplicaId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code events}. */
final class Events implements Command {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Also what happened since: 10m, or 2026-01-31T12:00:00Z")
    private @Nullable String since;

    @Parameters(paramLabel = "SERVICE", arity = "0..*", description = "Only these services")
    private List<String> services = new ArrayList<>();

    @Override
    public List<Example> examples() {
        return List.of(
                example("events", "shows what happens, until Ctrl-C"),
                example(
                        "events --since 1h --output json",
                        "begins an hour ago, and writes a line of JSON for each event"));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<Instant> from =
                Optional.ofNullable(since).map(text -> Moments.instant(text, invocation.now(), ZoneId.systemDefault()));
        String app = invocation.appName();
        try (var quayside = invocation.connect();
                var events = quayside.events(app, from);
                var interruption = new Interruption(invocation, events::close)) {
            for (Optional<EngineEvent> event = events.next(); event.isPresent(); event = events.next()) {
                if (isWanted(event.get())) {
                    invocation.entry(line(event.get()), tree(event.get()).members());
                }
            }
            return interruption.status();
        }
    }

    private boolean isWanted(EngineEvent event) {
        return services.isEmpty()
                || event.replica()
                        .map(ReplicaId::service)
                        .filter(services::contains)
                        .isPresent();
    }

    private static String line(EngineEvent event) {
        return event.time() + " " + event.type() + " " + Texts.printable(event.action()) + " "
                + Texts.printable(event.subject());
    }

    private static Tree tree(EngineEvent event) {
        return new Tree()
                .put("time", event.time())
                .put("type", event.type())
                .put("action", event.action())
                .put("subject", event.subject())
                .put("service", event.replica().map(ReplicaId::service))
                .put("attributes", event.attributes());
    }
}
