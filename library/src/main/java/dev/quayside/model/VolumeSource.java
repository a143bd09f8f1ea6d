package dev.quayside.model;

/**
 * Someone whose volumes a service's containers mount, too.
 *
 * @param container {@code service:NAME}, or {@code container:NAME} for one that belongs to nobody here
 * @param readOnly whether they may only be read
 */
public record VolumeSource(String container, boolean readOnly) {}
