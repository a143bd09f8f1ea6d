package dev.quayside.engine.docker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a registry is told about who asks. Parts that are not known are empty; {@link #toString()} shows no secret.
 *
 * @param server the registry, as Docker's configuration names it
 * @param username the user, or empty with a token
 * @param password the password, or a token that is used like one
 * @param identityToken a token that stands for a login, or empty
 * @param registryToken a bearer token for the registry itself, or empty
 */
record RegistryCredential(String server, String username, String password, String identityToken, String registryToken) {
    static RegistryCredential ofPassword(String server, String username, String password) {
        return new RegistryCredential(server, username, password, "", "");
    }

    static RegistryCredential ofIdentityToken(String server, String token) {
        return new RegistryCredential(server, "", "", token, "");
    }

    boolean isEmpty() {
        return username.isEmpty() && password.isEmpty() && identityToken.isEmpty() && registryToken.isEmpty();
    }

    /** The fields that an engine expects, without those that are empty. */
    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("username", username);
        fields.put("password", password);
        fields.put("identitytoken", identityToken);
        fields.put("registrytoken", registryToken);
        fields.put("serveraddress", server);
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    @Override
    public String toString() {
        return "RegistryCredential[server=" + server + ", secrets hidden]";
    }
}
