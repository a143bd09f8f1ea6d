/** The commands under the noun {@code network}. */
@NullMarked
package dev.quayside.app.cli.command.network;

import org.jspecify.annotations.NullMarked;
