/** Docker Engine behind the port, and the client that it is built on. */
@NullMarked
package dev.quayside.engine.docker;

import org.jspecify.annotations.NullMarked;
