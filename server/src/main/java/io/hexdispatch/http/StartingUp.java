package io.hexdispatch.http;

import io.hexdispatch.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Answers until the server can: that it lives, what it is doing, and that the same may be asked again in a moment. For one event loop. */
public final class StartingUp implements Handler<HttpServerRequest> {
    private String doing = "the database is opened";

    /** @param doing what the server does now, as a sentence without its full stop */
    public void now(String doing) {
        this.doing = doing;
    }

    @Override
    public void handle(HttpServerRequest request) {
        boolean isLive = request.path().equals("/health/live");
        JsonObject body = isLive
                ? new JsonObject().put("status", "UP")
                : Problem.of(503, "the server starts: " + doing + "; ask again in a moment")
                        .toJson();
        request.response()
                .setStatusCode(isLive ? 200 : 503)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(HttpHeaders.CONTENT_TYPE, isLive ? "application/json" : Problem.CONTENT_TYPE);
        if (!isLive) {
            // What still comes of a body is not read.
            request.response().putHeader("Retry-After", "1").putHeader(HttpHeaders.CONNECTION, "close");
        }
        request.response().end(body.toBuffer());
    }
}
