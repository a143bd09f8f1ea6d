/** Docker Engine: a typed client of its API, and the engine behind the port. */
@NullMarked
package dev.quayside.engine.docker;

import org.jspecify.annotations.NullMarked;
