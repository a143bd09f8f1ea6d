package dev.quayside.model;

import java.util.Map;

/** Which network a service's containers live in. */
public sealed interface NetworkMode {
    /** Networks of the app, by key. */
    record Networks(Map<String, Attachment> attachments) implements NetworkMode {
        public Networks {
            attachments = Ordered.copyOf(attachments);
        }
    }

    /** The engine host's own network. */
    record Host() implements NetworkMode {}

    /** No network at all. */
    record None() implements NetworkMode {}

    /** The network of another service's container. */
    record OfService(String service) implements NetworkMode {}

    /** The app's default network, without further aliases. */
    static NetworkMode ofDefault() {
        return new Networks(Map.of(Network.DEFAULT, Attachment.PLAIN));
    }
}
