package dev.quayside.engine.kubernetes;

import dev.quayside.engine.http.Endpoint;
import dev.quayside.engine.http.Header;
import java.util.List;

/**
 * One cluster and the user to be there, ready to be called.
 *
 * @param endpoint where its API server listens
 * @param authority host and port as the {@code Host} header has them
 * @param pathPrefix what stands before every path; usually nothing
 * @param headers sent with every call, such as those of impersonation
 * @param namespace used where none is named
 * @param context the context's name
 * @param origin where the configuration came from
 */
record ClusterAccess(
        Endpoint endpoint,
        String authority,
        String pathPrefix,
        Credentials credentials,
        List<Header> headers,
        String namespace,
        String context,
        String origin) {
    ClusterAccess {
        headers = List.copyOf(headers);
    }
}
