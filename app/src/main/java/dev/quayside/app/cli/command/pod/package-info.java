/** The commands under the noun {@code pod}. */
@NullMarked
package dev.quayside.app.cli.command.pod;

import org.jspecify.annotations.NullMarked;
