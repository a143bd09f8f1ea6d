/** The commands under the noun {@code container}. */
@NullMarked
package dev.quayside.app.cli.command.container;

import org.jspecify.annotations.NullMarked;
