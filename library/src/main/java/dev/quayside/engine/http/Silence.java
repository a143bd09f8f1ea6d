package dev.quayside.engine.http;

import java.time.Duration;

/** How long a peer may say nothing before the call has failed. */
public sealed interface Silence {
    /** The peer must send at least one byte in each period of this length. */
    record AtMost(Duration limit) implements Silence {}

    /** The peer may rightly be silent for hours; a ping on another connection tells whether it is still there. */
    record WhileAlive() implements Silence {}

    /** The peer must send something at least this often. */
    static Silence atMost(Duration limit) {
        return new AtMost(limit);
    }

    /** The peer may be silent as long as it answers pings. */
    static Silence whileAlive() {
        return new WhileAlive();
    }
}
