/** Files and folders of this machine as a tar, both ways. */
@NullMarked
package dev.quayside.tar;

import org.jspecify.annotations.NullMarked;
