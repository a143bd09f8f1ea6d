package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Comparator;
import java.util.regex.Pattern;

/** A version of the Docker Engine API, such as 1.44. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The oldest version we speak: Docker Engine 20.10. */
    public static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** The newest version we speak; newer engines speak it too. */
    public static final ApiVersion NEWEST = new ApiVersion(1, 56);

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\.\\d+)?");
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** Reads {@code 1.44}. */
    public static ApiVersion parse(String text) {
        var match = FORM.matcher(text.strip());
        if (!match.matches()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not an API version",
                    "write it as in " + NEWEST + " or leave DOCKER_API_VERSION unset");
        }
        return new ApiVersion(Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    /** The newest version that both sides speak; an engine that is too old is refused. */
    static ApiVersion negotiate(ApiVersion engine) {
        if (engine.compareTo(OLDEST) < 0) {
            throw new QuaysideException(
                    ErrorCode.ENGINE_INCOMPATIBLE,
                    "The engine speaks API " + engine + ", Quayside needs " + OLDEST + " or newer",
                    "upgrade the engine to Docker 20.10 or newer");
        }
        return engine.compareTo(NEWEST) < 0 ? engine : NEWEST;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
