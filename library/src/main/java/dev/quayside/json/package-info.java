/** JSON text as values: tolerant to read, typed to write, never by reflection. */
@NullMarked
package dev.quayside.json;

import org.jspecify.annotations.NullMarked;
