/** How data and progress are written: tables, JSON, YAML, colours. Knows nothing of commands. */
@NullMarked
package dev.quayside.app.cli.output;

import org.jspecify.annotations.NullMarked;
