package io.hexdispatch.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where in a request its token stands: in a header, and never in the address. */
final class BearerToken {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";
    /** A subprotocol of this beginning is no protocol but a token: it is all that a browser can send with a handshake. */
    private static final String SUBPROTOCOL = "bearer.";

    private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";

    private BearerToken() {}

    static Optional<String> ofHeader(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()));
    }

    /** Also the password of HTTP Basic (RFC 7617). */
    static Optional<String> ofHeaderOrBasic(HttpServerRequest request) {
        return ofHeader(request).or(() -> Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(BearerToken::password));
    }

    /** Also among the subprotocols that a WebSocket is offered with. */
    static Optional<String> ofHandshake(HttpServerRequest request) {
        return ofHeader(request).or(() -> request.headers().getAll(SUBPROTOCOLS).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
                .map(protocol -> protocol.substring(SUBPROTOCOL.length()))
                .findFirst());
    }

    /** Takes the token out of a request that others look at afterwards, some of whom write what they see into the log. */
    static void hide(HttpServerRequest request) {
        request.headers().remove(HttpHeaders.AUTHORIZATION);
        String protocols = request.headers().getAll(SUBPROTOCOLS).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(protocol -> !protocol.startsWith(SUBPROTOCOL))
                .collect(Collectors.joining(", "));
        request.headers().remove(SUBPROTOCOLS);
        if (!protocols.isEmpty()) {
            request.headers().set(SUBPROTOCOLS, protocols);
        }
    }

    private static Optional<String> password(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String credentials = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            int colon = credentials.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(credentials.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
