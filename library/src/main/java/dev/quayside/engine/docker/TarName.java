package dev.quayside.engine.docker;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The name of a file in a tar stream: with slashes, and read from its bytes as UTF-8 whatever the locale of this process is.
 *
 * <p>Without a UTF-8 locale, as in many containers, the JDK opens a file with an accent in its name but cannot print the name.
 */
final class TarName {
    /** The order in which engines expect the names in a folder: that of their bytes in UTF-8, which is that of code points. */
    static final Comparator<String> ORDER = TarName::compare;

    private static final char UNREADABLE = '\uFFFD';
    private static final Path ANY_ROOT = Path.of("/");

    private TarName() {}

    static String of(Path path) {
        var text = path.toString();
        if (text.indexOf(UNREADABLE) >= 0) {
            text = fromBytes(path);
        }
        return File.separatorChar == '/' ? text : text.replace(File.separatorChar, '/');
    }

    /** A URI shows the bytes of a name, percent-encoded. */
    private static String fromBytes(Path path) {
        var encoded = ANY_ROOT.resolve(path).toUri().getRawPath();
        int start = path.isAbsolute() ? 0 : 1;
        int end = encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
        var bytes = new ByteArrayOutputStream();
        for (int i = start; i < end; i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new QuaysideException(
                    ErrorCode.IO_FAILED,
                    "The name of '" + path + "' is not UTF-8, so it cannot be sent",
                    "rename it, or add its folder to .dockerignore",
                    e);
        }
    }

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean onlyOneIsPair = Character.isSurrogate(a) != Character.isSurrogate(b);
                return onlyOneIsPair ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return one.length() - other.length();
    }
}
