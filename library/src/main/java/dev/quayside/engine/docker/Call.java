package dev.quayside.engine.docker;

import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.PercentEncoding;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.engine.http.Silence;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the engine's API before it becomes a request: method, encoded path, query, body.
 *
 * @param path below the version prefix
 * @param silence how long the engine may pause; empty: the usual limit
 */
record Call(
        String method, String path, String query, List<Header> headers, RequestBody body, Optional<Silence> silence) {

    Call {
        headers = List.copyOf(headers);
    }

    private static Call of(String method, String path) {
        return new Call(method, path, "", List.of(), new RequestBody.None(), Optional.empty());
    }

    static Call get(String path) {
        return of("GET", path);
    }

    static Call post(String path) {
        return of("POST", path);
    }

    static Call put(String path) {
        return of("PUT", path);
    }

    static Call delete(String path) {
        return of("DELETE", path);
    }

    /** A name as one path segment; an empty one is refused, because it would turn a call into another one. */
    static String segment(String kind, String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "'" + name + "' names no " + kind, "give its name or id");
        }
        return PercentEncoding.encode(name);
    }

    /** An image's name as path segments. */
    static String imageSegments(String name) {
        if (name.isBlank() || name.contains("..") || name.startsWith("/")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "'" + name + "' names no image", "give its name or id");
        }
        return PercentEncoding.encode(name, "/:@");
    }

    Call with(String name, String value) {
        var more = query + (query.isEmpty() ? "?" : "&") + PercentEncoding.encode(name) + "="
                + PercentEncoding.encode(value, ":/,");
        return new Call(method, path, more, headers, body, silence);
    }

    Call with(String name, long value) {
        return with(name, Long.toString(value));
    }

    Call withIf(boolean condition, String name) {
        return condition ? with(name, "true") : this;
    }

    Call withIfPresent(String name, Optional<String> value) {
        return value.map(present -> with(name, present)).orElse(this);
    }

    /** Filters, in the form of a map from a key to the values one of which must hold. */
    Call filtered(Map<String, ? extends Collection<String>> filters) {
        if (filters.isEmpty()) {
            return this;
        }
        var json = new JsonObject();
        filters.forEach((key, values) -> json.putTexts(key, values));
        return with("filters", json.toString());
    }

    Call body(JsonObject json) {
        return body(new RequestBody.Text("application/json", json.toString()));
    }

    Call body(RequestBody newBody) {
        return new Call(method, path, query, headers, newBody, silence);
    }

    Call header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Call(method, path, query, more, body, silence);
    }

    /** The engine may be silent as long as it answers pings. */
    Call patient() {
        return silent(Silence.whileAlive());
    }

    Call silent(Silence limit) {
        return new Call(method, path, query, headers, body, Optional.of(limit));
    }
}
