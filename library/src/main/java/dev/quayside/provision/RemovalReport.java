package dev.quayside.provision;

/**
 * What went when an embedded engine was removed.
 *
 * @param stop what stopping it removed
 * @param freedBytes what its data took on the disk: images, containers, volumes, programs
 */
public record RemovalReport(StopReport stop, long freedBytes) {}
