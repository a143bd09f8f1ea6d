/** A rehearsal of the usual commands, from which the launcher makes its cache of loaded classes. */
@NullMarked
package dev.quayside.app.warmup;

import org.jspecify.annotations.NullMarked;
