package dev.quayside.engine.http;

import java.time.Duration;
import java.util.List;

/**
 * How a client talks to its peer.
 *
 * @param hostHeader the value of the {@code Host} header
 * @param defaultHeaders sent with every request
 * @param connectTimeout how long connecting may take, a TLS handshake included
 * @param writeTimeout how long the peer may refuse to take bytes
 * @param probe the cheap request that tells whether the peer lives
 * @param probePeriod how often the probe is sent while a silent stream is open
 * @param maxIdleConnections how many connections are kept for later calls
 */
public record HttpSettings(
        String hostHeader,
        List<Header> defaultHeaders,
        Duration connectTimeout,
        Duration writeTimeout,
        Request probe,
        Duration probePeriod,
        int maxIdleConnections) {
    /** Copies the headers. */
    public HttpSettings {
        defaultHeaders = List.copyOf(defaultHeaders);
    }

    /** Settings that suit an engine on the same machine or a few hops away. */
    public static HttpSettings probing(Request probe) {
        return new HttpSettings(
                "localhost", List.of(), Duration.ofSeconds(10), Duration.ofMinutes(1), probe, Duration.ofSeconds(5), 8);
    }

    /** The same with headers that go with every request. */
    public HttpSettings withDefaultHeaders(List<Header> headers) {
        return new HttpSettings(
                hostHeader, headers, connectTimeout, writeTimeout, probe, probePeriod, maxIdleConnections);
    }

    /** The same with another host header. */
    public HttpSettings withHostHeader(String host) {
        return new HttpSettings(
                host, defaultHeaders, connectTimeout, writeTimeout, probe, probePeriod, maxIdleConnections);
    }

    /** The same with another limit for connecting. */
    public HttpSettings withConnectTimeout(Duration timeout) {
        return new HttpSettings(
                hostHeader, defaultHeaders, timeout, writeTimeout, probe, probePeriod, maxIdleConnections);
    }

    /** The same with another limit for a peer that takes no bytes. */
    public HttpSettings withWriteTimeout(Duration timeout) {
        return new HttpSettings(
                hostHeader, defaultHeaders, connectTimeout, timeout, probe, probePeriod, maxIdleConnections);
    }

    /** The same with another pause between probes. */
    public HttpSettings withProbePeriod(Duration period) {
        return new HttpSettings(
                hostHeader, defaultHeaders, connectTimeout, writeTimeout, probe, period, maxIdleConnections);
    }
}
