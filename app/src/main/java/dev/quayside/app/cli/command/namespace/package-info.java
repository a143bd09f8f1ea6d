/** The commands under the noun {@code namespace}. */
@NullMarked
package dev.quayside.app.cli.command.namespace;

import org.jspecify.annotations.NullMarked;
