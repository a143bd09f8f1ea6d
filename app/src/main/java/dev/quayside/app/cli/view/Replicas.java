package dev.quayside.app.cli.view;

import dev.quayside.app.cli.output.Table;
import dev.quayside.app.cli.output.Texts;
import dev.quayside.engine.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Containers of an application. */
public final class Replicas {
    private static final int SHORT_ID = 12;

    private Replicas() {}

    /** For people. */
    public static Table table(List<Replica> replicas, Instant now) {
        var table = Table.of("name", "service", "status", "ports", "image", "created");
        for (Replica replica : replicas) {
            table.row(
                    replica.name(),
                    replica.id().service(),
                    status(replica, now),
                    Ports.text(replica.ports()),
                    replica.image().startsWith("sha256:") ? shortId(replica.image()) : replica.image(),
                    Texts.ago(Duration.between(replica.created(), now)));
        }
        return table;
    }

    /** For programs. */
    public static Tree tree(Replica replica) {
        return new Tree()
                .put("name", replica.name())
                .put("service", replica.id().service())
                .put("generation", replica.id().generation())
                .put("number", replica.id().number())
                .put("id", replica.handle())
                .put("image", replica.image())
                .put("imageId", replica.imageId())
                .put("state", replica.state())
                .put("health", replica.health())
                .put("serving", replica.serving())
                .put("exitCode", replica.exitCode())
                .put("outOfMemory", replica.outOfMemory())
                .put("message", replica.message())
                .put("created", replica.created())
                .put("started", replica.started())
                .put("finished", replica.finished())
                .put("restarts", replica.restarts())
                .put("ports", replica.ports(), Ports::tree);
    }

    /** Its state in one phrase: {@code up 5 minutes (healthy)}. */
    public static String status(Replica replica, Instant now) {
        return switch (replica.state()) {
            case RUNNING -> "up " + since(replica.started().orElse(replica.created()), now) + health(replica);
            case EXITED ->
                "exited ("
                        + (replica.exitCode().isPresent() ? replica.exitCode().getAsInt() : "?") + ")"
                        + (replica.outOfMemory() ? ", out of memory" : "")
                        + replica.finished()
                                .map(f -> " " + since(f, now) + " ago")
                                .orElse("");
            case CREATED, PAUSED, RESTARTING, REMOVING -> replica.state().toString();
        };
    }

    private static String since(Instant moment, Instant now) {
        return Texts.age(Duration.between(moment, now));
    }

    private static String health(Replica replica) {
        return replica.health() == Replica.Health.NONE ? "" : " (" + replica.health() + ")";
    }

    /** The part of an id that people read. */
    public static String shortId(String id) {
        String plain = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
        return plain.length() > SHORT_ID ? plain.substring(0, SHORT_ID) : plain;
    }
}
