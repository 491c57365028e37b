package io.hexdispatch.ogcapi;

import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.wire.PagePolicy;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How GIS clients are answered. */
final class GisAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(GisAnswers.class);

    private GisAnswers() {}

    static void json(GisRequest request, String contentType, JsonObject body) {
        request.http().response().putHeader("Content-Type", contentType).end(body.toBuffer());
    }

    static void html(GisRequest request, String page) {
        request.http()
                .response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", PagePolicy.of(page))
                .end(page);
    }

    static void failure(HttpServerRequest request, Throwable failure) {
        if (failure instanceof GisRequest.NotAcceptableException) {
            problem(request, Problem.of(406, failure.getMessage()));
            return;
        }
        if (!(failure instanceof RefusedException || failure instanceof OutcomeUnknownException)) {
            LOG.atError().addKeyValue("path", request.path()).setCause(failure).log("map request failed");
        }
        problem(request, Problem.of(failure));
    }

    private static void problem(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (problem.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        if (response.headWritten()) {
            // Half an answer must not look like a whole one.
            response.reset();
            return;
        }
        if (problem.status() == 503) {
            response.putHeader("Retry-After", "1");
        }
        response.headers().remove("Content-Encoding").remove("ETag");
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.CONTENT_TYPE)
                .end(problem.toJson().toBuffer());
    }

    /** Sends a body as fast as the client reads it. */
    static void stream(HttpServerRequest request, MapThreads workers, ChunkedBody body) {
        send(request, workers, body, workers.run(body::next));
    }

    private static void send(HttpServerRequest request, MapThreads workers, ChunkedBody body, Future<Buffer> piece) {
        piece.onFailure(failure -> failure(request, failure)).onSuccess(buffer -> {
            HttpServerResponse response = request.response();
            if (response.closed()) {
                return;
            }
            if (body.isDone()) {
                response.end(buffer);
                return;
            }
            if (!response.isChunked()) {
                response.setChunked(true);
            }
            response.write(buffer);
            if (response.writeQueueFull()) {
                // A client that never reads on is forgotten with its connection: nothing else holds the body.
                response.drainHandler(ready -> send(request, workers, body, workers.goOn(body::next)));
            } else {
                send(request, workers, body, workers.goOn(body::next));
            }
        });
    }

    /**
     * Says that the answer stays as it is for as long as the version does. To be asked again each time, since the next map has the
     * same address.
     *
     * @return whether the client has the answer already and has now been told so
     */
    static boolean isKnown(GisRequest request, String version, String form) {
        CRC32 check = new CRC32();
        check.update(version.getBytes(StandardCharsets.UTF_8));
        String tag = "W/\"" + Long.toHexString(check.getValue()) + "-" + version.length() + "-" + form + "\"";
        HttpServerResponse response = request.http().response();
        response.putHeader("Cache-Control", "private, no-cache").putHeader("ETag", tag);
        String known = request.http().getHeader("If-None-Match");
        if (known != null && known.contains(tag.substring(2))) {
            response.setStatusCode(304).end();
            return true;
        }
        return false;
    }

    static boolean takesGzip(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .map(String::strip)
                        .anyMatch(coding -> coding.equals("gzip")
                                || coding.equals("*")
                                || (coding.startsWith("gzip;") && !coding.matches("gzip;\\s*q=0(\\.0*)?")));
    }
}
