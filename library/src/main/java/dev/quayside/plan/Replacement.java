package dev.quayside.plan;

/**
 * How a changed service is replaced.
 *
 * @param reason why this way, for people
 */
record Replacement(Way way, String reason) {
    /** Which of old and new runs first, and what it costs. */
    enum Way {
        /** The new one runs beside the old one, and takes over its names when it is ready. */
        HANDOVER,
        /** The new one runs beside the old one, under the same names from its start. */
        OVERLAP,
        /** One after the other: the old one stops and is kept until the new one is ready. */
        STOP_EACH,
        /** All old ones stop, and are kept until the new ones are ready. */
        STOP_ALL,
        /** All old ones stop and are removed before the new ones can be created. */
        NO_WAY_BACK
    }

    /** One clause for a cause. */
    String describe() {
        return switch (way) {
            case HANDOVER -> "start-first without a gap: " + reason;
            case OVERLAP -> "start-first, both answer for a while: " + reason;
            case STOP_EACH -> "stop-first, one after the other: " + reason;
            case STOP_ALL -> "stop-first, the old one is kept until the new one is ready: " + reason;
            case NO_WAY_BACK -> "stop-first, the old one cannot be kept: " + reason;
        };
    }

    boolean startsFirst() {
        return way == Way.HANDOVER || way == Way.OVERLAP;
    }
}
