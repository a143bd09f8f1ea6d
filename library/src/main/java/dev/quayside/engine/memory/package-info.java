/** An engine that only remembers: the fake of every test, and of {@code --dry-run}. */
@NullMarked
package dev.quayside.engine.memory;

import org.jspecify.annotations.NullMarked;
