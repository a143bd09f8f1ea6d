/** Reads files of the Compose specification into the model and writes them back; touches no file, clock or environment. */
@NullMarked
package dev.quayside.compose;

import org.jspecify.annotations.NullMarked;
