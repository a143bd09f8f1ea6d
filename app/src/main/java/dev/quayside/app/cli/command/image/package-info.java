/** The commands under the noun {@code image}. */
@NullMarked
package dev.quayside.app.cli.command.image;

import org.jspecify.annotations.NullMarked;
