/** Runs a plan: independent steps at the same time, waits judged by state, and a diagnosis at the first failure. */
@NullMarked
package dev.quayside.apply;

import org.jspecify.annotations.NullMarked;
