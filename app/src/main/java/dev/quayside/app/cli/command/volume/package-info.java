/** The commands under the noun {@code volume}. */
@NullMarked
package dev.quayside.app.cli.command.volume;

import org.jspecify.annotations.NullMarked;
