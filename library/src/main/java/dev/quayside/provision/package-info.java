/** Finds a container engine, or installs and starts one, and hands back a connection. */
@NullMarked
package dev.quayside.provision;

import org.jspecify.annotations.NullMarked;
