/** The one failure type: what failed, with which value, and what to do next. */
@NullMarked
package dev.quayside.error;

import org.jspecify.annotations.NullMarked;
