package io.hexdispatch.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Set;

/**
 * Which web pages may speak to the server from a browser: its own, and those of the origins that are named (RFC 6454). Whoever sends no
 * origin is no browser.
 */
final class Origins {
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Authorization, Content-Type, Accept";
    private static final String ANSWER_HEADERS = "Location, Retry-After, ETag, WWW-Authenticate";
    private static final String PREFLIGHT_SECONDS = "600";

    private final Set<String> allowed;
    private final boolean isTls;

    /** @param allowed such as {@code https://map.example.org}. @param isTls whether the server itself speaks TLS */
    Origins(Set<String> allowed, boolean isTls) {
        this.allowed = Set.copyOf(allowed);
        this.isTls = isTls;
    }

    /** Whether a WebSocket may be opened: browsers ask nobody before they open one. */
    boolean mayConnect(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || allowed.contains(normal(origin)) || isOwn(request, normal(origin));
    }

    /** Behind a proxy that ends TLS the page is https though the request is not; the other way round somebody took TLS off. */
    private boolean isOwn(HttpServerRequest request, String origin) {
        HostAndPort host = request.authority();
        if (host == null) {
            return false;
        }
        String name = host.host().toLowerCase(Locale.ROOT);
        return origin.equals("https://" + authority(name, host.port(), 443))
                || (!isTls && origin.equals("http://" + authority(name, host.port(), 80)));
    }

    private static String authority(String host, int port, int usualPort) {
        return port < 0 || port == usualPort ? host : host + ":" + port;
    }

    private static String normal(String origin) {
        return origin.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Tells browsers that a page of a named origin may read the answer (the CORS protocol of the Fetch standard); without named origins
     * none may.
     *
     * @return whether the request only asked for that, and is answered
     */
    boolean answer(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (allowed.isEmpty() || origin == null) {
            return false;
        }
        HttpServerResponse response = request.response();
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        if (!allowed.contains(normal(origin))) {
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if (request.method() != HttpMethod.OPTIONS
                || request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) == null) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, ANSWER_HEADERS);
            return false;
        }
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS)
                .setStatusCode(204)
                .end();
        return true;
    }
}
