package dev.quayside.engine.http;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads certificates and private keys from PEM text with what the JDK has. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final byte[] VERSION_ZERO = {0x02, 0x01, 0x00};
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] EC_PUBLIC_KEY_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
    };
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int EC_PARAMETERS = 0xa0;

    private record Block(String label, String base64) {
        byte[] bytes() {
            try {
                return Base64.getMimeDecoder().decode(base64.replaceAll("(?m)^[A-Za-z-]+: .*$", ""));
            } catch (IllegalArgumentException e) {
                throw invalid("The PEM block '" + label + "' is not base64", e);
            }
        }
    }

    private Pem() {}

    static List<X509Certificate> certificates(String text) {
        try {
            var factory = CertificateFactory.getInstance("X.509");
            var found =
                    factory
                            .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (found.isEmpty()) {
                throw invalid("There is no certificate in the PEM text", null);
            }
            return found;
        } catch (CertificateException e) {
            throw invalid("A certificate cannot be read: " + e.getMessage(), e);
        }
    }

    static PrivateKey privateKey(String text) {
        var blocks = BLOCK.matcher(text).results().map(m -> new Block(m.group(1), m.group(2)));
        var block = blocks.filter(b -> b.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> invalid("There is no private key in the PEM text", null));
        return switch (block.label()) {
            case "PRIVATE KEY" -> pkcs8(block.bytes());
            case "RSA PRIVATE KEY" -> pkcs8(wrap(RSA_ALGORITHM, block.bytes()));
            case "EC PRIVATE KEY" -> pkcs8(wrap(ecAlgorithm(block.bytes()), block.bytes()));
            default -> throw invalid("A private key of kind '" + block.label() + "' cannot be read", null);
        };
    }

    private static PrivateKey pkcs8(byte[] der) {
        return Stream.of("RSA", "EC", "EdDSA")
                .map(algorithm -> tryKey(algorithm, der))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> invalid("The private key is damaged or of an unknown kind", null));
    }

    private static Optional<PrivateKey> tryKey(String algorithm, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm, e);
        }
    }

    /** PKCS#8 is a version, the algorithm and the older encoding of the key as an octet string. */
    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION_ZERO, algorithm, element(OCTET_STRING, key));
    }

    /** SEC1 carries the curve in an optional field tagged [0], after a version and the key itself. */
    private static byte[] ecAlgorithm(byte[] sec1) {
        var outer = Der.first(sec1, 0);
        var version = Der.first(sec1, outer.start());
        var key = Der.first(sec1, version.end());
        var parameters = Der.first(sec1, key.end());
        if (parameters.tag() != EC_PARAMETERS) {
            throw invalid("The EC key does not name its curve", null);
        }
        return element(SEQUENCE, EC_PUBLIC_KEY_OID, parameters.content(sec1));
    }

    private static byte[] element(int tag, byte[]... parts) {
        var out = new ByteArrayOutputStream();
        var length = Stream.of(parts).mapToInt(part -> part.length).sum();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** One element of DER: its tag and where its content starts and ends. */
    private record Der(int tag, int start, int end) {
        static Der first(byte[] bytes, int offset) {
            try {
                var length = bytes[offset + 1] & 0xff;
                var start = offset + 2;
                if (length >= 0x80) {
                    var digits = length & 0x7f;
                    length = 0;
                    for (var i = 0; i < digits; i++) {
                        length = (length << 8) | (bytes[start++] & 0xff);
                    }
                }
                if (length < 0 || start + length > bytes.length) {
                    throw invalid("The private key is cut short", null);
                }
                return new Der(bytes[offset] & 0xff, start, start + length);
            } catch (ArrayIndexOutOfBoundsException e) {
                throw invalid("The private key is cut short", e);
            }
        }

        byte[] content(byte[] bytes) {
            return Arrays.copyOfRange(bytes, start, end);
        }
    }

    private static QuaysideException invalid(String problem, @Nullable Throwable cause) {
        return new QuaysideException(
                ErrorCode.INVALID_ARGUMENT, problem, "check the PEM files, the key must not be encrypted", cause);
    }
}
