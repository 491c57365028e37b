package io.hexdispatch.http;

import io.hexdispatch.access.Actor;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes every request when it is over, in the figures, and at debug with a line in the log: who did what, and how long it took. */
final class RequestLog implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final String NO_ROUTE = "none";

    private final RequestNews news;

    RequestLog(RequestNews news) {
        this.news = news;
    }

    @Override
    public void handle(RoutingContext context) {
        // What becomes a WebSocket lasts, and would hold all of this in memory; it notes by itself who connects.
        if (!context.request().headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            long start = System.nanoTime();
            context.addEndHandler(ended -> note(context, System.nanoTime() - start));
        }
        context.next();
    }

    /** Of the address the route alone: what stands behind it may be a secret of somebody's. */
    private void note(RoutingContext context, long nanos) {
        String method = context.request().method().name();
        Route matched = context.currentRoute();
        String route = matched == null || matched.getPath() == null ? NO_ROUTE : matched.getPath();
        int status = context.response().ended() ? context.response().getStatusCode() : 0;
        news.answered(method, route, status, nanos);
        if (LOG.isDebugEnabled()) {
            Actor actor = Answers.actor(context);
            LOG.atDebug()
                    .addKeyValue("method", method)
                    .addKeyValue("route", route)
                    .addKeyValue("status", status)
                    .addKeyValue("micros", nanos / 1_000)
                    .addKeyValue("actor", actor == null ? "unknown" : actor)
                    .log("request");
        }
    }
}
