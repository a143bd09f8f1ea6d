package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP request.
 *
 * @param target path and query, percent-encoded
 * @param silence how long the answer may pause
 */
public record Request(String method, String target, List<Header> headers, RequestBody body, Silence silence) {
    /** Refuses what would break out of the request line. */
    public Request {
        headers = List.copyOf(headers);
        if (!target.startsWith("/") || target.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The request target '" + target + "' is not an encoded path",
                    "percent-encode it");
        }
    }

    /** A request without a body. */
    public static Request of(String method, String target, Silence silence) {
        return new Request(method, target, List.of(), new RequestBody.None(), silence);
    }

    /** The same request with another body. */
    public Request withBody(RequestBody newBody) {
        return new Request(method, target, headers, newBody, silence);
    }

    /** The same request with one more header. */
    public Request withHeader(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Request(method, target, more, body, silence);
    }

    /** Whether sending it twice has the effect of sending it once and changes nothing. */
    boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether it may be sent again: one that leaves HTTP, such as for a command, may start something. */
    boolean isRepeatable() {
        return isSafe() && headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Upgrade"));
    }

    /** What the request is, for a person. */
    String describe() {
        var query = target.indexOf('?');
        return method + " " + (query < 0 ? target : target.substring(0, query));
    }
}
