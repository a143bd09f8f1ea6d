package dev.quayside.engine.kubernetes;

import java.nio.file.Path;
import java.util.Optional;

/** How a user proves who it is, beside a client certificate. None of these shows its secret as text. */
sealed interface Credentials {
    /** Nothing, or only the certificate. */
    record None() implements Credentials {}

    /** A fixed token. */
    record Token(String token) implements Credentials {
        @Override
        public String toString() {
            return "Token[]";
        }
    }

    /** A token in a file that somebody renews. */
    record TokenFile(Path file) implements Credentials {}

    /** A name and a password. */
    record Password(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** A program that gives a token or a certificate, and says how long it lasts. */
    record Plugin(CredentialPlugin program) implements Credentials {}

    /** What to do when the cluster does not accept them. */
    default String remedy() {
        return switch (this) {
            case None none -> "the client certificate may have expired: get a new configuration for this cluster";
            case Token token -> "the token may have expired: log in again, or put a new one into the configuration";
            case TokenFile file -> "the token in '" + file.file() + "' may have expired: see that it is renewed";
            case Password password -> "correct the user name and the password in the configuration";
            case Plugin plugin ->
                "log in again with the program '" + plugin.program().command() + "'";
        };
    }

    /** The plugin, if it is one. */
    default Optional<CredentialPlugin> plugin() {
        return this instanceof Plugin(var program) ? Optional.of(program) : Optional.empty();
    }
}
