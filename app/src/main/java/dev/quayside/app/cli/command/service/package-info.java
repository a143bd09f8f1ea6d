/** The commands under the noun {@code service}. */
@NullMarked
package dev.quayside.app.cli.command.service;

import org.jspecify.annotations.NullMarked;
