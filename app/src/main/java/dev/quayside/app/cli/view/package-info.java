/** What data looks like: each kind of record as a row for people and as a tree for programs, in one place. */
@NullMarked
package dev.quayside.app.cli.view;

import org.jspecify.annotations.NullMarked;
