package dev.quayside.engine.docker;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Which engine was chosen, and why no other.
 *
 * @param origin what named it, such as {@code DOCKER_HOST} or {@code default socket}
 * @param explicit whether the user chose it
 * @param rejected what was tried before
 * @param warnings what the user should know about the choice
 */
public record EngineChoice(
        Endpoint endpoint, String origin, boolean explicit, List<Rejected> rejected, List<String> warnings) {
    /** A place where there was no engine. */
    public record Rejected(Endpoint endpoint, String origin, String reason) {
        /** Where that is, such as {@code unix:///var/run/docker.sock}. */
        public String address() {
            return endpoint.toString();
        }
    }

    /** An engine that answers. */
    record Connected(EngineChoice choice, DockerApi api) {}

    /** Copies the lists. */
    public EngineChoice {
        rejected = List.copyOf(rejected);
        warnings = List.copyOf(warnings);
    }

    /** Where the engine is, such as {@code unix:///var/run/docker.sock}. */
    public String address() {
        return endpoint.toString();
    }

    /** Tries one place after the other. Only silence leads to the next: an engine that refuses is an answer. */
    static Connected connect(DockerOptions options) {
        var places = options.endpoints();
        var rejected = new ArrayList<Rejected>();
        for (var candidate : places.candidates()) {
            if (!places.explicit() && isMissing(candidate.endpoint())) {
                rejected.add(new Rejected(candidate.endpoint(), candidate.origin(), "there is no such socket"));
                continue;
            }
            try {
                var api = DockerApi.connect(candidate.endpoint(), options);
                var choice = new EngineChoice(
                        candidate.endpoint(), candidate.origin(), places.explicit(), rejected, places.warnings());
                return new Connected(choice, api);
            } catch (QuaysideException e) {
                if (places.explicit() || e.code() != ErrorCode.ENGINE_UNREACHABLE) {
                    throw named(e, candidate.origin());
                }
                rejected.add(new Rejected(candidate.endpoint(), candidate.origin(), e.problem()));
            }
        }
        throw nobodyAnswers(rejected);
    }

    private static boolean isMissing(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Unix unix && !Files.exists(unix.path(), LinkOption.NOFOLLOW_LINKS);
    }

    private static QuaysideException named(QuaysideException e, String origin) {
        return e.code() == ErrorCode.ENGINE_UNREACHABLE
                ? new QuaysideException(
                        e.code(),
                        e.problem() + " (chosen by " + origin + ")",
                        "start that engine or choose another one",
                        e)
                : e;
    }

    private static QuaysideException nobodyAnswers(List<Rejected> rejected) {
        var reasons = rejected.stream()
                .map(place -> place.endpoint() + " (" + place.origin() + "): " + place.reason())
                .toList();
        return new QuaysideException(
                ErrorCode.ENGINE_UNREACHABLE,
                "No Docker engine answers: " + String.join(", ", reasons),
                "start one, set DOCKER_HOST, or run 'quayside engine start'");
    }
}
