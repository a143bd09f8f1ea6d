/** The port: what every engine can do, its capabilities as data, and the progress it reports. */
@NullMarked
package dev.quayside.engine;

import org.jspecify.annotations.NullMarked;
