package dev.quayside;

import dev.quayside.compose.Position;
import dev.quayside.engine.Verdict;

/**
 * What an engine makes of one key of a project's files.
 *
 * @param key as in the guide's table, such as {@code services.NAME.init}
 * @param path as in the file, such as {@code services.web.init}
 * @param position where it stands
 */
public record KeyFidelity(String key, String path, Position position, Verdict verdict) {}
