/** Progress on standard error: a tree that is redrawn, plain lines, JSON, or nothing. */
@NullMarked
package dev.quayside.app.cli.progress;

import org.jspecify.annotations.NullMarked;
