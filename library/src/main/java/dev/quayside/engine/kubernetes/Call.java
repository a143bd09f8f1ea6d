package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Header;
import dev.quayside.engine.http.PercentEncoding;
import dev.quayside.engine.http.RequestBody;
import dev.quayside.engine.http.Silence;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of the API before it becomes a request.
 *
 * @param verb as rights name it, such as {@code create}
 * @param about what it is about, for messages
 * @param part the part of the object that is called, such as {@code log}; empty: the object itself
 * @param silence how long the cluster may pause; empty: the usual limit
 */
record Call(
        String method,
        String verb,
        String path,
        String query,
        List<Header> headers,
        RequestBody body,
        Optional<Silence> silence,
        ObjectRef about,
        String part) {

    Call {
        headers = List.copyOf(headers);
    }

    private static Call of(String method, String verb, String path, ObjectRef about) {
        return new Call(method, verb, path, "", List.of(), new RequestBody.None(), Optional.empty(), about, "");
    }

    static Call get(ObjectRef object) {
        return of("GET", "get", object.path(), object);
    }

    /** What version the server is of. */
    static Call version() {
        return of("GET", "get", "/version", ObjectRef.all(Kind.NAMESPACE, ""));
    }

    static Call list(ObjectRef objects) {
        return of("GET", "list", objects.collection(), objects);
    }

    static Call watch(ObjectRef objects) {
        return of("GET", "watch", objects.collection(), objects).with("watch", "true");
    }

    static Call create(ObjectRef object, JsonObject json) {
        return of("POST", "create", object.collection(), object).body("application/json", json);
    }

    static Call patch(ObjectRef object, JsonObject json) {
        return of("PATCH", "patch", object.path(), object).body("application/strategic-merge-patch+json", json);
    }

    static Call replace(ObjectRef object, JsonObject json) {
        return of("PUT", "update", object.path(), object).body("application/json", json);
    }

    /** A server-side apply: the object becomes what is sent, as far as its manager has a say. */
    static Call apply(ObjectRef object, String json) {
        var body = new RequestBody.Text("application/apply-patch+yaml", json);
        return new Call("PATCH", "patch", object.path(), "", List.of(), body, Optional.empty(), object, "");
    }

    static Call delete(ObjectRef object, JsonObject json) {
        return of("DELETE", "delete", object.path(), object).body("application/json", json);
    }

    /** A call of a part of an object, such as its log. */
    static Call subresource(String method, String verb, ObjectRef object, String part) {
        var path = object.path() + "/" + part;
        return new Call(method, verb, path, "", List.of(), new RequestBody.None(), Optional.empty(), object, part);
    }

    /** The question whether the user may make this call. */
    Call review() {
        var resource = new JsonObject()
                .put("verb", verb)
                .putUnlessEmpty("group", about.kind().group())
                .put("resource", about.kind().plural())
                .putUnlessEmpty("subresource", part)
                .putUnlessEmpty("namespace", about.namespace())
                .putUnlessEmpty("name", about.name());
        var json = new JsonObject()
                .put("apiVersion", "authorization.k8s.io/v1")
                .put("kind", "SelfSubjectAccessReview")
                .put("spec", new JsonObject().put("resourceAttributes", resource));
        return of("POST", "create", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", about)
                .body("application/json", json);
    }

    /** A name as one path segment; an empty one is refused, because it would turn a call into another one. */
    static String segment(String kind, String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new QuaysideException(ErrorCode.INVALID_ARGUMENT, "'" + name + "' names no " + kind, "give its name");
        }
        return PercentEncoding.encode(name);
    }

    Call with(String name, String value) {
        var more = query + (query.isEmpty() ? "?" : "&") + PercentEncoding.encode(name) + "="
                + PercentEncoding.encode(value);
        return new Call(method, verb, path, more, headers, body, silence, about, part);
    }

    Call with(String name, long value) {
        return with(name, Long.toString(value));
    }

    Call withUnlessEmpty(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    /** The same with a body of that media type. */
    Call body(String mediaType, JsonObject json) {
        return new Call(
                method,
                verb,
                path,
                query,
                headers,
                new RequestBody.Text(mediaType, json.toString()),
                silence,
                about,
                part);
    }

    Call header(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Call(method, verb, path, query, more, body, silence, about, part);
    }

    Call silent(Silence limit) {
        return new Call(method, verb, path, query, headers, body, Optional.of(limit), about, part);
    }
}
