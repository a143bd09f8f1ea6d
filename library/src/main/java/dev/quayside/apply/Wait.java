package dev.quayside.apply;

import dev.quayside.engine.ReplicaId;
import java.util.Optional;
import java.util.function.Consumer;

/** A wait for something that engines do in their own time, with what it saw last. One per wait; not thread-safe. */
sealed interface Wait permits Waiter, ServiceWaiter {
    /** Returns when all is as it should be; tells what it waits for at least every two seconds. */
    void await(Consumer<String> report) throws InterruptedException;

    /** What a health check said last; empty if none was asked. */
    default String healthOutput() {
        return "";
    }

    /** Of the replicas of a service that the engine keeps by itself, the one in trouble at the last look. */
    default Optional<ReplicaId> sick() {
        return Optional.empty();
    }
}
