package dev.quayside.engine.http;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in words why no secure connection came about: the messages of the JDK name its own classes. */
public final class TlsProblem {
    private TlsProblem() {}

    /** The reason, as a clause about the peer. */
    public static String of(SSLException failure) {
        return find(failure, CertificateExpiredException.class)
                .map(expired -> "its certificate has expired")
                .or(() -> find(failure, CertificateNotYetValidException.class)
                        .map(early -> "its certificate is not valid yet; is this machine's clock right?"))
                .or(() -> find(failure, CertPathValidatorException.class)
                        .map(unknown -> "its certificate is not signed by an authority that is trusted here"))
                .or(() -> find(failure, CertPathBuilderException.class)
                        .map(unknown -> "its certificate is not signed by an authority that is trusted here"))
                .or(() -> find(failure, CertificateException.class)
                        .map(other -> "its certificate does not fit: " + other.getMessage()))
                .orElseGet(() -> String.valueOf(failure.getMessage()));
    }

    private static <T extends Exception> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
