/** Wanted against observed gives the graph of operations: pure, printable, hashable. */
@NullMarked
package dev.quayside.plan;

import org.jspecify.annotations.NullMarked;
