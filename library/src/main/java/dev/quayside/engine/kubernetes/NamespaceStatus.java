package dev.quayside.engine.kubernetes;

/** What a namespace is doing. */
public enum NamespaceStatus {
    /** It can be used. */
    ACTIVE,
    /** It is being deleted with everything in it. */
    TERMINATING,
    /** Something that this version does not know. */
    UNKNOWN;

    static NamespaceStatus of(String phase) {
        return switch (phase) {
            case "Active" -> ACTIVE;
            case "Terminating" -> TERMINATING;
            default -> UNKNOWN;
        };
    }
}
