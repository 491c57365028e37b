package io.hexdispatch.client;

import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client connects.
 *
 * @param url the server, such as {@code http://127.0.0.1:8080}; {@code https} for TLS
 * @param token who connects
 * @param isAcknowledging whether what was handled is acknowledged; without it the client only looks on
 * @param pauseMin the pause before the first new attempt is at most this, and each further one at most twice the last
 * @param pauseMax the longest pause between attempts
 * @param heartbeat from one ping to the next; a server silent for two of them is taken for gone
 * @param seenMax how many messages it remembers, to know what comes again
 * @param trust whose certificates are believed; empty for those that Java trusts
 */
public record ClientOptions(
        URI url,
        String token,
        boolean isAcknowledging,
        Duration pauseMin,
        Duration pauseMax,
        Duration heartbeat,
        int seenMax,
        Optional<TrustOptions> trust) {

    /** With what suits most. */
    public static ClientOptions of(URI url, String token) {
        return new ClientOptions(
                url,
                token,
                true,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                10_000,
                Optional.empty());
    }

    /** For one who only looks on. */
    public ClientOptions withoutAcknowledging() {
        return new ClientOptions(url, token, false, pauseMin, pauseMax, heartbeat, seenMax, trust);
    }

    /** With other pauses between attempts to connect. */
    public ClientOptions withPauses(Duration min, Duration max) {
        return new ClientOptions(url, token, isAcknowledging, min, max, heartbeat, seenMax, trust);
    }

    /** With other authorities than Java trusts. */
    public ClientOptions withTrust(TrustOptions authorities) {
        return new ClientOptions(
                url, token, isAcknowledging, pauseMin, pauseMax, heartbeat, seenMax, Optional.of(authorities));
    }

    boolean isSecure() {
        return "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isSecure() ? 443 : 80;
    }
}
