package dev.quayside.provision;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an embedded engine is doing.
 *
 * @param running whether its daemon lives
 * @param pid the daemon's process
 * @param socket where it listens when it runs
 * @param data the folder of everything it keeps
 * @param dataBytes what that takes on the disk
 * @param addresses what its containers get their addresses from, such as {@code 172.31.0.0/16}
 * @param mirroring whether images made from packages are served to it now
 */
public record EmbeddedStatus(
        boolean running,
        OptionalLong pid,
        Path socket,
        Path data,
        long dataBytes,
        Optional<String> addresses,
        boolean mirroring) {}
