/** The commands under the noun {@code deployment}. */
@NullMarked
package dev.quayside.app.cli.command.deployment;

import org.jspecify.annotations.NullMarked;
