package dev.quayside.apply;

import dev.quayside.engine.Published;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has done.
 *
 * @param steps how long each step took, by its id, in the order in which they ended
 * @param addresses what the app publishes now
 * @param warnings steps that failed and were not needed
 * @param took how long it all took
 */
public record Applied(Map<String, Duration> steps, List<Published> addresses, List<String> warnings, Duration took) {
    public Applied {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        addresses = List.copyOf(addresses);
        warnings = List.copyOf(warnings);
    }
}
