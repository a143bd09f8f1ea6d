package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what an engine says when it fails into our one exception. */
final class ApiFailure {
    /** Words by which a message is known, and what they mean. The first that matches counts. */
    private record Rule(Pattern words, ErrorCode code, String remedy) {
        Rule(String words, ErrorCode code, String remedy) {
            this(Pattern.compile(words), code, remedy);
        }
    }

    private static final String LOG_IN = "log in to the registry and check that the account may do this";

    private static final List<Rule> BY_MESSAGE = List.of(
            new Rule(
                    "port is already allocated|address already in use.*(port|/tcp|/udp|listen)"
                            + "|(listen|bind|port).*address already in use",
                    ErrorCode.PORT_IN_USE,
                    "stop what uses the port or publish another one"),
            new Rule(
                    "has active endpoints|volume is in use|volume .* is being used|cannot be removed without force|unable to remove repository reference|conflict: unable to",
                    ErrorCode.CONFLICT,
                    "disconnect, stop or remove what uses it first"),
            new Rule(
                    "authorization denied by plugin",
                    ErrorCode.ENGINE_PERMISSION_DENIED,
                    "ask whoever runs the engine for the right to do this"),
            new Rule("no space left on device", ErrorCode.DISK_FULL, "free space on the engine's disk and try again"),
            new Rule(
                    "client version .* is too (old|new)",
                    ErrorCode.ENGINE_INCOMPATIBLE,
                    "unset DOCKER_API_VERSION, or use versions of Quayside and the engine that fit together"),
            new Rule(
                    "already in use by container|name .* is already in use|network with name .* already exists|volume .* already exists",
                    ErrorCode.ALREADY_EXISTS,
                    "choose another name or remove the one that has it"),
            new Rule(
                    "toomanyrequests|too many requests|rate limit",
                    ErrorCode.ENGINE_FAILED,
                    "the registry limits how much is pulled: log in to it or wait"),
            new Rule(
                    "no basic auth credentials|incorrect username or password",
                    ErrorCode.AUTHENTICATION_FAILED,
                    LOG_IN),
            new Rule(
                    "pull access denied|repository does not exist",
                    ErrorCode.NOT_FOUND,
                    "check the image's name; if it is private, log in to its registry"),
            new Rule(
                    "unauthorized|authentication required|access denied|access forbidden|insufficient_scope|denied:",
                    ErrorCode.AUTHENTICATION_FAILED,
                    LOG_IN),
            new Rule("network not found", ErrorCode.NOT_FOUND, "check the network's name"),
            new Rule(
                    "does not exist locally|tag does not exist|manifest unknown|manifest for .* not found|not found: manifest|no matching manifest|failed to resolve reference.*not found|parsing http 404 response"
                            + "|name unknown|repository name not known",
                    ErrorCode.NOT_FOUND,
                    "check the image's name, tag and platform"),
            new Rule(
                    "dial tcp|no such host|connection refused|i/o timeout|tls handshake timeout|network is unreachable"
                            + "|server misbehaving|client\\.timeout|context deadline exceeded|connection reset"
                            + "|x509: |server gave http response to https client|eof$",
                    ErrorCode.REGISTRY_UNREACHABLE,
                    "check the registry's name and the engine's network and proxy settings"));

    private ApiFailure() {}

    /** What an answer with an error status means. */
    static QuaysideException of(String call, int status, String body) {
        var message = message(body, status);
        var byMessage = byMessage(message);
        var registryOnly = byMessage != null
                && (byMessage.code() == ErrorCode.REGISTRY_UNREACHABLE
                        || byMessage.code() == ErrorCode.AUTHENTICATION_FAILED);
        if (byMessage != null && (!registryOnly || talksToRegistry(call))) {
            return failure(byMessage.code(), message, call, status, byMessage.remedy());
        }
        return byStatus(call, status, message);
    }

    /** What an error inside a stream of progress means. */
    static QuaysideException inStream(String call, String message, ErrorCode otherwise) {
        var rule = byMessage(message);
        var code = rule == null ? otherwise : rule.code();
        var remedy = rule == null ? "see the engine's message" : rule.remedy();
        return new QuaysideException(code, message.strip() + " (" + call + ")", remedy);
    }

    private static QuaysideException byStatus(String call, int status, String message) {
        return switch (status) {
            case 400 -> failure(ErrorCode.INVALID_ARGUMENT, message, call, status, "correct what the message names");
            case 401 ->
                failure(ErrorCode.AUTHENTICATION_FAILED, message, call, status, "check your rights on this engine");
            case 403 -> failure(ErrorCode.CONFLICT, message, call, status, "the engine forbids this: see its message");
            case 404 ->
                failure(
                        ErrorCode.NOT_FOUND,
                        message,
                        call,
                        status,
                        message.toLowerCase(Locale.ROOT).contains("no such image")
                                ? "pull or build the image first"
                                : "check the name");
            case 409 ->
                failure(ErrorCode.CONFLICT, message, call, status, "stop, disconnect or remove what uses it first");
            case 501 -> failure(ErrorCode.UNSUPPORTED, message, call, status, "use an engine that can do it");
            default -> failure(ErrorCode.ENGINE_FAILED, message, call, status, "see the engine's message and its log");
        };
    }

    private static boolean talksToRegistry(String call) {
        return call.contains("/images/create") || call.contains("/push") || call.contains("/distribution/");
    }

    private static @Nullable Rule byMessage(String message) {
        var lower = message.toLowerCase(Locale.ROOT);
        return BY_MESSAGE.stream()
                .filter(rule -> rule.words().matcher(lower).find())
                .findFirst()
                .orElse(null);
    }

    private static QuaysideException failure(ErrorCode code, String message, String call, int status, String remedy) {
        return new QuaysideException(code, message + " (" + call + " answered " + status + ")", remedy);
    }

    private static String message(String body, int status) {
        try {
            var message = Json.parse(body).text("message").strip();
            return message.isEmpty() ? "The engine answered " + status : message;
        } catch (QuaysideException e) {
            return body.isBlank() ? "The engine answered " + status : body.strip();
        }
    }
}
