package io.hexdispatch.server;

import io.hexdispatch.source.RateLimit;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a server holds off strangers, and those who come too often.
 *
 * @param tls with what HTTP and WebSocket are encrypted; empty for not at all
 * @param allowedOrigins web pages beside the server's own that may speak to it
 * @param trustedProxies addresses that may say for whom they speak
 * @param ratePerToken of requests and messages; empty for no limit
 * @param ratePerAddress of requests; empty for no limit
 * @param connectionsPerToken WebSockets; 0 for no limit
 * @param connectionsPerAddress WebSockets; 0 for no limit
 * @param compressesMessages whether WebSocket messages are compressed for clients that offer it
 */
record Protection(
        Optional<Tls> tls,
        Set<String> allowedOrigins,
        Set<String> trustedProxies,
        Optional<RateLimit> ratePerToken,
        Optional<RateLimit> ratePerAddress,
        int connectionsPerToken,
        int connectionsPerAddress,
        boolean compressesMessages) {
    /** @param certificate a PEM file, with those that it was signed by behind it. @param key of the certificate, a PEM file */
    record Tls(Path certificate, Path key) {}

    /** Whoever has a token may come as often as he likes. */
    static Protection withoutLimits() {
        return new Protection(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 0, true);
    }
}
