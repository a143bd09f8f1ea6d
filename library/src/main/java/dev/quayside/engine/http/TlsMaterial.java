package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS connection trusts and how it identifies itself.
 *
 * @param authorities the only certificates trusted as roots; empty means those of the JDK
 * @param identity the client's certificate and key, if it has one
 * @param verification whether the peer's certificate and host name are checked
 */
public record TlsMaterial(List<X509Certificate> authorities, Optional<Identity> identity, Verification verification) {
    private static final char[] NO_PASSWORD = new char[0];

    /** Whether the peer must prove who it is. */
    public enum Verification {
        /** The certificate must lead to an authority and name the host. */
        FULL,
        /** Anyone is trusted: for engines that the user declared insecure. */
        NONE
    }

    /** A client's certificate chain, leaf first, and its key. */
    public record Identity(List<X509Certificate> chain, PrivateKey key) {
        /** Copies the chain. */
        public Identity {
            chain = List.copyOf(chain);
        }

        /** Reads both from PEM text; keys may be PKCS#8, PKCS#1 (RSA) or SEC1 (EC). */
        public static Identity fromPem(String certificates, String key) {
            return new Identity(Pem.certificates(certificates), Pem.privateKey(key));
        }
    }

    /** Copies the authorities. */
    public TlsMaterial {
        authorities = List.copyOf(authorities);
    }

    /** The certificates of a PEM text. */
    public static List<X509Certificate> certificatesFromPem(String text) {
        return Pem.certificates(text);
    }

    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The TLS certificates cannot be used: " + e.getMessage(),
                    "check that certificate and key belong together",
                    e);
        }
    }

    private KeyManager[] keyManagers() {
        return identity.map(known -> new KeyManager[] {new OneIdentity(known)}).orElseGet(() -> new KeyManager[0]);
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        if (verification == Verification.NONE) {
            return new TrustManager[] {new TrustEveryone()};
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        for (var i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** The key as it is: a key store would first encrypt it, for a tenth of a second, and then decrypt it again. */
    private static final class OneIdentity extends X509ExtendedKeyManager {
        private static final String NAME = "client";

        private final Identity identity;

        OneIdentity(Identity identity) {
            this.identity = identity;
        }

        private boolean isOf(String keyType) {
            return keyType.equals(identity.key().getAlgorithm());
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return Stream.of(keyTypes).anyMatch(this::isOf) ? NAME : null;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return Stream.of(keyTypes).anyMatch(this::isOf) ? NAME : null;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return isOf(keyType) ? new String[] {NAME} : new String[0];
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return getClientAliases(keyType, issuers);
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return isOf(keyType) ? NAME : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }
    }

    /** Used only when the user asked for TLS without verification, as {@code DOCKER_TLS=1} does. */
    private static final class TrustEveryone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
