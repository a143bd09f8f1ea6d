package dev.quayside.engine;

/**
 * How a command ended.
 *
 * @param output the end of its output and error output, at most 64 KiB
 */
public record ExecResult(int exitCode, String output) {}
