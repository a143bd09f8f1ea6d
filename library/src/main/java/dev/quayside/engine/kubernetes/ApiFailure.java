package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what an API server says when it fails into our one exception. */
final class ApiFailure {
    private static final int CAUSES = 3;

    /** How every authorizer's refusal is worded. */
    private static final Pattern MISSING_RIGHT = Pattern.compile("user \".*\" cannot ", Pattern.DOTALL);

    private static final Pattern USUAL_REFUSAL = Pattern.compile(
            "\\S+( \"[^\"]*\")? is forbidden: User \"(?<user>[^\"]*)\" cannot [a-z]+ resource \"[^\"]*\" in API group \"[^\"]*\""
                    + "( in the namespace \"[^\"]*\"| at the cluster scope)?(?<more>(: .*)?)",
            Pattern.DOTALL);

    private final Call call;
    private final int status;
    private final String body;
    private final Json answer;
    private final Function<Call, Right> rights;

    /** Whether the rules of access allow a call. */
    enum Right {
        GIVEN,
        MISSING,
        UNKNOWN
    }

    private ApiFailure(Call call, int status, String body, Function<Call, Right> rights) {
        this.call = call;
        this.rights = rights;
        this.status = status;
        this.body = body;
        this.answer = parse(body);
    }

    /**
     * What an answer with an error status means.
     *
     * @param rights asked only if the words of the answer do not tell whether a right is missing
     */
    static QuaysideException of(
            Call call, int status, String body, ClusterAccess access, Function<Call, Right> rights) {
        return new ApiFailure(call, status, body, rights).exception(access);
    }

    private static Json parse(String body) {
        try {
            return Json.parse(body);
        } catch (QuaysideException e) {
            return Json.ofTree(null);
        }
    }

    private QuaysideException exception(ClusterAccess access) {
        return switch (status) {
            case 400 -> failure(ErrorCode.INVALID_ARGUMENT, refused(), "correct what the message names");
            case 401 ->
                failure(
                        ErrorCode.AUTHENTICATION_FAILED,
                        "The cluster of context '" + access.context() + "' does not accept your credentials",
                        access.credentials().remedy());
            case 403 -> forbidden();
            case 404 -> absent();
            case 409 -> conflict();
            case 410 -> failure(ErrorCode.CONFLICT, refused(), "list again: what was listed is too old");
            case 422 ->
                isOfAPolicy()
                        ? refusedByPolicy()
                        : failure(ErrorCode.INVALID_ARGUMENT, invalid(), "correct the field that the message names");
            case 429 -> tooMany();
            case 501, 405, 406, 415 ->
                failure(ErrorCode.UNSUPPORTED, refused(), "use a cluster of a supported version");
            default -> failure(ErrorCode.ENGINE_FAILED, refused(), "see the message and the API server's log");
        };
    }

    private QuaysideException failure(ErrorCode code, String problem, String remedy) {
        return new QuaysideException(
                code, problem + " (" + call.method() + " " + call.path() + " answered " + status + ")", remedy);
    }

    /** Rights, quotas and admission all answer 403; mostly their words tell them apart. */
    private QuaysideException forbidden() {
        var words = message().toLowerCase(Locale.ROOT);
        var terminating = words.contains("because it is being terminated");
        if (terminating) {
            return failure(
                    ErrorCode.CONFLICT,
                    refused(),
                    "wait until the namespace is gone and create it again, or use another one");
        }
        if (isOfAPolicy() || (!MISSING_RIGHT.matcher(words).find() && rights.apply(call) == Right.GIVEN)) {
            return refusedByPolicy();
        }
        var object = call.about();
        var part = call.part().isEmpty() ? "" : "the " + call.part() + " of ";
        var resource = object.kind().resource() + (call.part().isEmpty() ? "" : "/" + call.part());
        var where = object.namespace().isEmpty() ? "in the whole cluster" : "in namespace '" + object.namespace() + "'";
        var elsewhere = object.kind() == Kind.NAMESPACE ? ", or name a namespace that you may use with -n" : "";
        return failure(
                ErrorCode.ENGINE_PERMISSION_DENIED,
                "You may not " + call.verb() + " " + part + object + reason(),
                "ask for a role that allows '" + call.verb() + "' on '" + resource + "' " + where + elsewhere);
    }

    /** Who "you" are and what else was said; the usual refusal only repeats the call. */
    private String reason() {
        var usual = USUAL_REFUSAL.matcher(message());
        return usual.matches() ? " as '" + usual.group("user") + "'" + usual.group("more") : ": " + message();
    }

    /** Admission answers with any status that its rule names. */
    private boolean isOfAPolicy() {
        var words = message().toLowerCase(Locale.ROOT);
        return words.contains("exceeded quota")
                || words.contains("admission webhook")
                || words.contains("podsecurity")
                || words.contains("validatingadmissionpolicy")
                || (words.contains("maximum ") && words.contains("usage per"));
    }

    private QuaysideException refusedByPolicy() {
        return failure(
                ErrorCode.REFUSED_BY_POLICY, refused(), "correct what the cluster's rule names, or ask its owner");
    }

    private QuaysideException absent() {
        var details = answer.at("details");
        var missing = details.text("kind");
        if (!answer.text("kind").equals("Status") || missing.isEmpty()) {
            return failure(
                    ErrorCode.UNSUPPORTED,
                    "The cluster knows nothing of '" + call.about().kind().resource() + "'",
                    "check that the address is that of an API server, and that this is installed in the cluster");
        }
        var namespace = call.about().namespace();
        if (missing.equals("namespaces") && !namespace.isEmpty()) {
            return failure(
                    ErrorCode.NOT_FOUND, "There is no namespace '" + namespace + "'", "create it, or check its name");
        }
        var other = !details.text("name").equals(call.about().name());
        return failure(
                ErrorCode.NOT_FOUND,
                other ? refused() : "There is no " + call.about(),
                "check the name and the namespace");
    }

    private QuaysideException conflict() {
        if (answer.text("reason").equals("AlreadyExists")) {
            return failure(
                    ErrorCode.ALREADY_EXISTS,
                    "There is a " + call.about() + " already",
                    "choose another name, or update or delete the one that is there");
        }
        var managed = answer.at("details").items("causes").stream()
                .filter(cause -> cause.text("reason").equals("FieldManagerConflict"))
                .limit(CAUSES)
                .map(cause -> cause.text("field") + " (" + cause.text("message") + ")")
                .collect(Collectors.joining(", "));
        if (!managed.isEmpty()) {
            return failure(
                    ErrorCode.CONFLICT,
                    "Someone else manages what would change of " + call.about() + ": " + managed,
                    "leave it to them and take it out of the file, or take it over with --force-conflicts "
                            + call.about().shortName());
        }
        return failure(ErrorCode.CONFLICT, refused(), "read it again and repeat the change");
    }

    private QuaysideException tooMany() {
        return failure(ErrorCode.ENGINE_FAILED, refused(), "the cluster is overloaded: try again later");
    }

    private String refused() {
        return call.part().isEmpty()
                ? "The cluster did not " + call.verb() + " " + call.about() + ": " + message()
                : "The cluster refused the " + call.part() + " of " + call.about() + ": " + message();
    }

    private String invalid() {
        var causes = answer.at("details").items("causes").stream()
                .filter(cause -> !cause.text("field").isEmpty())
                .limit(CAUSES)
                .map(cause -> cause.text("field") + ": " + cause.text("message"))
                .collect(Collectors.joining("; "));
        return causes.isEmpty() ? refused() : "The " + call.about() + " is not valid: " + causes;
    }

    private String message() {
        var message = answer.text("message").strip();
        if (!message.isEmpty()) {
            return message;
        }
        return body.isBlank() ? "it gave no reason" : body.strip();
    }
}
