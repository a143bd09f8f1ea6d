package dev.quayside.engine.docker;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs what must not be cut in the middle, on a thread that nobody interrupts, and waits for its end. */
final class Uninterrupted {
    private Uninterrupted() {}

    static void run(Runnable section) {
        var task = new FutureTask<Void>(section, null);
        // Not a daemon: a program that ends waits for it.
        Thread.ofPlatform().name("quayside-handover").start(task);
        var interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
