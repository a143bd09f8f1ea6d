/** One blocking HTTP connection: how bytes reach an engine, knowing nothing of what they mean. */
@NullMarked
package dev.quayside.engine.http;

import org.jspecify.annotations.NullMarked;
