package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.json.JsonObject;
import dev.quayside.model.ImageRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the credentials for a registry where the docker CLI finds them: {@code DOCKER_AUTH_CONFIG}, then in
 * {@code config.json} {@code credHelpers}, {@code credsStore} and {@code auths}.
 *
 * <p>Nothing is kept: each question reads the sources again, so that a login is seen at once. Safe for use by several threads.
 */
final class RegistryCredentials {
    private static final String HUB_KEY = "https://index.docker.io/v1/";
    private static final String VARIABLE = "DOCKER_AUTH_CONFIG";
    private static final Duration HELPER_DEADLINE = Duration.ofSeconds(30);
    private static final Json NOTHING = Json.parse("{}");
    private static final int LARGEST_FILE = 4 << 20;

    private final Sources sources;

    /**
     * Where credentials are looked for.
     *
     * @param configFile Docker's {@code config.json}, which need not exist
     * @param environment the variables of the process
     */
    record Sources(Path configFile, Map<String, String> environment) {
        Sources {
            environment = Map.copyOf(environment);
        }

        /** {@code $DOCKER_CONFIG/config.json}, or {@code .docker/config.json} in the home folder. */
        static Sources of(Map<String, String> environment, Path home) {
            var folder = environment.getOrDefault("DOCKER_CONFIG", "");
            var configFolder = folder.isEmpty() ? home.resolve(".docker") : Path.of(folder);
            return new Sources(configFolder.resolve("config.json"), environment);
        }

        /** Without the environment, which may hold secrets. */
        @Override
        public String toString() {
            return "Sources[" + configFile + "]";
        }
    }

    RegistryCredentials(Sources sources) {
        this.sources = sources;
    }

    /**
     * The credentials for a registry, such as {@code docker.io} or {@code localhost:5000}, if there are any.
     *
     * @throws QuaysideException INVALID_FILE for a malformed source, AUTHENTICATION_FAILED if a credential helper fails; never
     *     with the contents of either
     */
    Optional<RegistryCredential> find(String registry) {
        var key = key(registry);
        var fromVariable = fromVariable(key);
        return fromVariable.isPresent() ? fromVariable : fromFile(key);
    }

    /** The value of {@code X-Registry-Auth} for a call that concerns one image; without credentials it says so. */
    String authHeader(ImageRef image) {
        var json = new JsonObject();
        find(image.registry()).map(RegistryCredential::fields).orElse(Map.of()).forEach(json::put);
        return encoded(json);
    }

    /** The value of {@code X-Registry-Config} for a build: the credentials for the registries of these images, and no others. */
    String configHeader(Collection<ImageRef> images) {
        var all = new JsonObject();
        images.stream()
                .map(ImageRef::registry)
                .distinct()
                .forEach(registry ->
                        find(registry).ifPresent(credential -> all.put(key(registry), credential.fields())));
        return encoded(all);
    }

    private static String encoded(JsonObject json) {
        return Base64.getUrlEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String registry) {
        return registry.equals(ImageRef.DOCKER_HUB) || registry.equals("index.docker.io") ? HUB_KEY : registry;
    }

    private Optional<RegistryCredential> fromVariable(String key) {
        var text = sources.environment().getOrDefault(VARIABLE, "");
        if (text.isBlank()) {
            return Optional.empty();
        }
        return inAuths(
                parsed(text, "the variable " + VARIABLE).at("auths"), key, "the variable " + VARIABLE, Matching.EXACT);
    }

    private Optional<RegistryCredential> fromFile(String key) {
        var source = "'" + sources.configFile() + "'";
        var config = configFile(source);
        var helper = string(config.at("credHelpers"), key).or(() -> string(config, "credsStore"));
        if (helper.isPresent()) {
            return fromHelper(helper.get(), key);
        }
        return inAuths(config.at("auths"), key, source, Matching.EXACT_OR_HOST);
    }

    private Json configFile(String source) {
        try (var in = Files.newInputStream(sources.configFile())) {
            byte[] content = in.readNBytes(LARGEST_FILE);
            return content.length == 0 ? NOTHING : parsed(new String(content, StandardCharsets.UTF_8), source);
        } catch (NoSuchFileException e) {
            return NOTHING;
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    source + " cannot be read: " + IoProblem.of(e),
                    "make it readable, or set DOCKER_CONFIG to another folder",
                    e);
        }
    }

    private Optional<RegistryCredential> fromHelper(String name, String key) {
        var helper = new CredentialHelper(name, sources.environment(), HELPER_DEADLINE);
        return helper.get(key).map(answer -> {
            var fields = parsed(answer, "the answer of docker-credential-" + name);
            var username = string(fields, "Username").orElse("");
            var secret = string(fields, "Secret").orElse("");
            return username.equals("<token>")
                    ? RegistryCredential.ofIdentityToken(key, secret)
                    : RegistryCredential.ofPassword(key, username, secret);
        });
    }

    /** How a registry is looked for among {@code auths}. */
    private enum Matching {
        EXACT,
        EXACT_OR_HOST
    }

    private static Optional<RegistryCredential> inAuths(Json auths, String key, String source, Matching matching) {
        var byHost = auths.members();
        var exact = byHost.get(key);
        if (exact != null) {
            return credential(exact, key, source);
        }
        if (matching == Matching.EXACT) {
            return Optional.empty();
        }
        // Old files name registries by URLs.
        return byHost.entrySet().stream()
                .filter(entry -> key.equals(host(entry.getKey())))
                .findFirst()
                .flatMap(entry -> credential(entry.getValue(), key, source));
    }

    private static String host(String address) {
        int scheme = address.indexOf("://");
        var rest = scheme < 0 ? address : address.substring(scheme + 3);
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private static Optional<RegistryCredential> credential(Json auth, String key, String source) {
        var username = string(auth, "username").orElse("");
        var password = string(auth, "password").orElse("");
        var both = string(auth, "auth");
        if (both.isPresent()) {
            var decoded = decoded(both.get(), key, source);
            int colon = decoded.indexOf(':');
            username = decoded.substring(0, colon);
            password = decoded.substring(colon + 1).replaceAll("^\0+|\0+$", "");
        }
        var credential = new RegistryCredential(
                key,
                username,
                password,
                string(auth, "identitytoken").orElse(""),
                string(auth, "registrytoken").orElse(""));
        return Optional.of(credential).filter(found -> !found.isEmpty());
    }

    private static String decoded(String auth, String key, String source) {
        try {
            var decoded = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
            if (decoded.indexOf(':') > 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // The exception quotes the secret, so it is not kept as a cause.
        }
        throw new QuaysideException(
                ErrorCode.INVALID_FILE,
                "The 'auth' of '" + key + "' in " + source + " is not the base64 form of USER:PASSWORD",
                "run 'docker login " + key + "' again");
    }

    private static Json parsed(String text, String source) {
        try {
            var json = Json.parse(text);
            if (json.isObject()) {
                return json;
            }
        } catch (QuaysideException e) {
            // The parser's message quotes what it read, so it is not kept as a cause.
        }
        throw new QuaysideException(
                ErrorCode.INVALID_FILE,
                "Registry credentials cannot be read: " + source + " is not a JSON object",
                "correct it, or run 'docker login' again (its content is not shown here, as it may hold secrets)");
    }

    private static Optional<String> string(Json json, String name) {
        return Optional.of(json.at(name)).filter(Json::isText).map(Json::text).filter(text -> !text.isEmpty());
    }
}
