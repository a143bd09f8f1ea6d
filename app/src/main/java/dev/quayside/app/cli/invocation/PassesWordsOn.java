package dev.quayside.app.cli.invocation;

/** A command for which everything behind its first argument, options too, is meant for another program. */
public interface PassesWordsOn extends Command {}
