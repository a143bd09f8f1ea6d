/** YAML that tools write for one another, read within limits; Compose files have a reader of their own. */
@NullMarked
package dev.quayside.yaml;

import org.jspecify.annotations.NullMarked;
