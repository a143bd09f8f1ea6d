/** Completion scripts for shells, made from the descriptions of all commands. */
@NullMarked
package dev.quayside.app.cli.completion;

import org.jspecify.annotations.NullMarked;
