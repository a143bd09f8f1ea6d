/** One file per verb; the folders below hold the nouns, so that the folder tree is the command tree. */
@NullMarked
package dev.quayside.app.cli.command;

import org.jspecify.annotations.NullMarked;
