package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Response;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One listing, page by page.
 *
 * <p>The cluster forgets after some minutes what a listing began with. It then says where to go on with what there is now, which
 * is taken; a server that does not say so is asked from the beginning, and what was handed over is left out.
 */
final class Listing {
    private static final int LONGEST_ERROR = 65_536;
    private static final int BEGINNINGS_AT_MOST = 5;
    private static final int GONE = 410;

    /** Often half of an object's bytes, and needed only where conflicts are looked for. */
    static final Set<String> UNREAD = Set.of("managedFields");

    private final Call first;
    private final Set<String> skipped;
    private final Function<Call, Response> answering;
    private final BiConsumer<Response, Call> checking;
    private final Set<String> handedOver = new HashSet<>();

    /**
     * A listing that has not begun.
     *
     * @param skipped members of objects that are passed over unread
     * @param answering sends a call and gives its answer whatever its status
     * @param checking fails for an answer that is an error
     */
    Listing(Call first, Set<String> skipped, Function<Call, Response> answering, BiConsumer<Response, Call> checking) {
        this.first = first;
        this.skipped = skipped;
        this.answering = answering;
        this.checking = checking;
    }

    /** Hands over each object once, while it arrives. */
    void forEach(Consumer<Json> consumer) {
        var beginnings = 1;
        var next = page("", consumer);
        while (!next.isEmpty()) {
            next = page(next.token(), consumer);
            if (next.isBeginning() && ++beginnings > BEGINNINGS_AT_MOST) {
                throw new QuaysideException(
                        ErrorCode.CONFLICT,
                        "The cluster forgot " + BEGINNINGS_AT_MOST + " times what it listed of " + first.about()
                                + " before the end was read",
                        "read the list faster, or list less by labels or by namespace");
            }
        }
    }

    /** Where a listing goes on. */
    private record Next(String token, boolean isBeginning) {
        boolean isEmpty() {
            return token.isEmpty() && !isBeginning;
        }
    }

    private Next page(String token, Consumer<Json> consumer) {
        var call = first.withUnlessEmpty("continue", token);
        try (var response = answering.apply(call)) {
            if (response.status() == GONE && !token.isEmpty()) {
                var text = response.text(LONGEST_ERROR);
                response.finish();
                var more = continuation(text);
                return new Next(more, more.isEmpty());
            }
            checking.accept(response, call);
            return new Next(read(response, skipped, item -> handOver(item, consumer)), false);
        }
    }

    /** What an error says of how to go on; it may come from a proxy that says nothing in JSON. */
    private static String continuation(String text) {
        try {
            return Json.parse(text).at("metadata").text("continue");
        } catch (QuaysideException e) {
            return "";
        }
    }

    private void handOver(Json item, Consumer<Json> consumer) {
        if (handedOver.add(ObjectJson.namespace(item) + "/" + ObjectJson.name(item))) {
            consumer.accept(item);
        }
    }

    /** Reads one page and gives the token of the next one; empty after the last. */
    static String read(Response response, Set<String> skipped, Consumer<Json> consumer) {
        var rest = Json.forEachOf(response.body(), "items", skipped, consumer);
        response.finish();
        return rest.at("metadata").text("continue");
    }
}
