package dev.quayside.error;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that Quayside throws: what failed with which value, and what to do next.
 *
 * <p>The message is {@code problem + "; " + remedy}. Neither part ever contains a secret or a stack trace.
 */
public final class QuaysideException extends RuntimeException {
    private final ErrorCode code;
    private final String problem;
    private final String remedy;

    /**
     * Creates a failure without an underlying cause.
     *
     * @param problem what failed, with the value it failed with
     * @param remedy what the reader can do next
     */
    public QuaysideException(ErrorCode code, String problem, String remedy) {
        this(code, problem, remedy, null);
    }

    /**
     * Creates a failure that was caused by another.
     *
     * @param problem what failed, with the value it failed with
     * @param remedy what the reader can do next
     */
    public QuaysideException(ErrorCode code, String problem, String remedy, @Nullable Throwable cause) {
        super(problem + "; " + remedy, cause);
        this.code = requireNonNull(code, "code");
        this.problem = problem;
        this.remedy = remedy;
    }

    /** What kind of failure this is. */
    public ErrorCode code() {
        return code;
    }

    /** What failed, with the value it failed with. */
    public String problem() {
        return problem;
    }

    /** What to do next. */
    public String remedy() {
        return remedy;
    }
}
