/** What an application is: immutable records without input or output, the same for every engine. */
@NullMarked
package dev.quayside.model;

import org.jspecify.annotations.NullMarked;
