package io.hexdispatch.ogcapi;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request of a GIS client, with its address taken apart.
 *
 * @param root the path that all of the interface lies under, such as {@code /ogc}
 * @param segments the decoded parts of the path beneath the root
 */
record GisRequest(
        HttpServerRequest http, Actor reader, String root, List<String> segments, QueryParameters parameters) {
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._~-]+(:[0-9]{1,5})?|\\[[0-9A-Fa-f:.]+\\](:[0-9]{1,5})?");

    /** @throws RefusedException if the address cannot be read */
    static GisRequest of(HttpServerRequest http, Actor reader, String root) {
        List<String> segments = new ArrayList<>();
        for (String segment : http.path().substring(root.length()).split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        return new GisRequest(http, reader, root, List.copyOf(segments), QueryParameters.parse(http.query()));
    }

    private static String decoded(String segment) {
        try {
            // In a path, unlike in a query, a plus is a plus.
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusedException.Kind.INVALID, "the path is not percent-encoded: " + e.getMessage());
        }
    }

    String segment(int position) {
        return segments.get(position);
    }

    /**
     * An absolute address beneath the root, as clients need it to follow links. It begins as the client's own request did, also
     * where a proxy stands between that says so by X-Forwarded-Proto and X-Forwarded-Host.
     *
     * @param path empty or with its leading slash, encoded
     */
    String link(String path) {
        String scheme = header("X-Forwarded-Proto", http.scheme());
        String authority = header("X-Forwarded-Host", authority());
        return ("https".equals(scheme) ? "https" : "http") + "://"
                + (authority != null && AUTHORITY.matcher(authority).matches() ? authority : "localhost")
                + root + path;
    }

    /** What the client called the server: Host in HTTP/1, a pseudo-header in HTTP/2; null where it said nothing. */
    private String authority() {
        HostAndPort said = http.authority();
        return said == null ? null : said.host() + (said.port() > 0 ? ":" + said.port() : "");
    }

    private String header(String name, String otherwise) {
        String value = http.getHeader(name);
        return value == null ? otherwise : value.split(",", 2)[0].strip();
    }

    /** The path of this request beneath the root, encoded as {@link #link} takes it. */
    String path() {
        StringBuilder path = new StringBuilder();
        segments.forEach(segment ->
                path.append('/').append(QueryParameters.encoded(segment).replace("+", "%20")));
        return path.toString();
    }

    Representation representation() {
        return Representation.wanted(parameters.text("f"), http.getHeader("Accept"))
                .orElseThrow(() -> new NotAcceptableException(http.getHeader("Accept")));
    }

    /** The client takes no form that there is. */
    static final class NotAcceptableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAcceptableException(String accept) {
            super(
                    "Accept: " + accept
                            + " leaves out both forms that there are: application/json (or application/geo+json)"
                            + " and text/html",
                    null,
                    false,
                    false);
        }
    }
}
