/** The command line: finds the command that was asked for, parses its words, runs it, and reports what failed. */
@NullMarked
package dev.quayside.app.cli;

import org.jspecify.annotations.NullMarked;
