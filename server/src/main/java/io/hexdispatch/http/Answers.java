package io.hexdispatch.http;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all routes share: how they read a body and how they answer. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int READ_AT_ONCE_BYTES_MAX = 32 * 1024;
    private static final String ACTOR = "hexdispatch.actor";

    private Answers() {}

    static void json(RoutingContext context, int status, JsonObject body) {
        json(context, status, body.toBuffer());
    }

    /** @param body written JSON */
    static void json(RoutingContext context, int status, Buffer body) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }

    static void problem(RoutingContext context, Problem problem) {
        problemJson(context, problem.status(), problem.toJson());
    }

    static void problemJson(RoutingContext context, int status, JsonObject problem) {
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        if (status == 503) {
            context.response().putHeader("Retry-After", "1");
        }
        if (problem.containsKey(Problem.RETRY_AFTER)) {
            context.response()
                    .putHeader(
                            "Retry-After", problem.getValue(Problem.RETRY_AFTER).toString());
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .end(problem.toBuffer());
    }

    static void failure(RoutingContext context, Throwable failure) {
        if (context.response().closed() || failure instanceof HttpClosedException) {
            LOG.atDebug()
                    .addKeyValue("path", context.request().path())
                    .setCause(failure)
                    .log("the caller went away");
            return;
        }
        if (!(failure instanceof RefusedException || failure instanceof OutcomeUnknownException)) {
            LOG.atError()
                    .addKeyValue("method", context.request().method())
                    .addKeyValue("path", context.request().path())
                    .setCause(failure)
                    .log("request failed");
        }
        problem(context, Problem.of(failure));
    }

    static void setActor(RoutingContext context, Actor actor) {
        context.put(ACTOR, actor);
    }

    static Actor actor(RoutingContext context) {
        return context.get(ACTOR);
    }

    /** The media type of the body in lower case, without its parameters; empty where none is said. */
    static String mediaType(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** The body as a JSON object; empty where it is none, and then the caller has been answered. */
    static Optional<JsonObject> object(RoutingContext context) {
        if (!mediaType(context).equals("application/json")) {
            problem(context, unsupported(context, "application/json"));
            return Optional.empty();
        }
        try {
            Object body = StrictJson.read(context.body().buffer());
            if (body instanceof JsonObject object) {
                return Optional.of(object);
            }
            problem(context, Problem.of(400, "the body is no JSON object"));
        } catch (NotJsonException e) {
            problem(context, Problem.of(400, e.getMessage()));
        }
        return Optional.empty();
    }

    /** The body's JSON, empty for null. A large one would hold up the event loop, so a worker reads it. */
    static Future<Optional<Object>> read(RoutingContext context) {
        Buffer body = context.body().buffer();
        Callable<Optional<Object>> reading = () -> Optional.ofNullable(StrictJson.read(body));
        if (body != null && body.length() > READ_AT_ONCE_BYTES_MAX) {
            return context.vertx().executeBlocking(reading, false);
        }
        try {
            return Future.succeededFuture(reading.call());
        } catch (Exception notJson) {
            return Future.failedFuture(notJson);
        }
    }

    /** The body as a JSON object, however large; otherwise the caller has been answered, and the future fails. */
    static Future<JsonObject> largeObject(RoutingContext context) {
        if (!mediaType(context).equals("application/json")) {
            problem(context, unsupported(context, "application/json"));
            return Future.failedFuture("answered");
        }
        return read(context)
                .onFailure(notJson -> problem(context, Problem.of(400, notJson.getMessage())))
                .compose(body -> {
                    if (body.orElse(null) instanceof JsonObject object) {
                        return Future.succeededFuture(object);
                    }
                    problem(context, Problem.of(400, "the body is no JSON object"));
                    return Future.failedFuture("answered");
                });
    }

    static Problem unsupported(RoutingContext context, String right) {
        String type = mediaType(context);
        return Problem.of(
                415,
                (type.isEmpty() ? "no Content-Type is given" : "Content-Type " + type + " is not taken here")
                        + "; right is " + right);
    }
}
