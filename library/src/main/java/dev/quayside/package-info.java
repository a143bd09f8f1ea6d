/** The library's front door: {@link dev.quayside.Quayside} wires the other packages together. */
@NullMarked
package dev.quayside;

import org.jspecify.annotations.NullMarked;
