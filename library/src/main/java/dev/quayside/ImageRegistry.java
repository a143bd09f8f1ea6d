package dev.quayside;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.model.ImageRef;
import java.util.Locale;

/**
 * The registry to which the images that an app builds are pushed, so that the nodes of a cluster can pull them.
 *
 * @param host its address, with its port if it has one, such as {@code registry.example.com:5000}
 * @param path where in it the images are, such as {@code team}; empty: at its top
 */
public record ImageRegistry(String host, String path) {
    /** Checks that images can have such names. */
    public ImageRegistry {
        reference(host, path, "image", "latest");
    }

    /**
     * Reads {@code HOST[:PORT][/PATH]}.
     *
     * @throws QuaysideException INVALID_ARGUMENT for anything else
     */
    public static ImageRegistry parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        // A word alone would be read as a user of Docker Hub.
        boolean isHost = host.equals("localhost") || host.contains(".") || host.contains(":");
        if (!isHost || text.endsWith("/") || text.contains("://")) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + text + "' is not the address of a registry",
                    "write its host, with a port and a path if it has them, such as registry.example.com:5000/team");
        }
        return new ImageRegistry(host, slash < 0 ? "" : text.substring(slash + 1));
    }

    /** An image of an app's service in this registry. */
    ImageRef reference(String app, String service, String tag) {
        return reference(host, path, app + "-" + service, tag);
    }

    private static ImageRef reference(String host, String path, String name, String tag) {
        String folder = path.isEmpty() ? "" : path + "/";
        return ImageRef.parse(host + "/" + folder + name.toLowerCase(Locale.ROOT))
                .withTag(tag);
    }

    @Override
    public String toString() {
        return path.isEmpty() ? host : host + "/" + path;
    }
}
