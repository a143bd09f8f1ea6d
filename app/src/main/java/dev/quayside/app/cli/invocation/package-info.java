/** What a command is given: its surroundings, the options that every command knows, and how it reaches the library. */
@NullMarked
package dev.quayside.app.cli.invocation;

import org.jspecify.annotations.NullMarked;
