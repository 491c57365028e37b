package io.hexdispatch.http;

import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.audit.Sha256;
import io.hexdispatch.flow.Audit;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the audit what callers change over HTTP: before it is done, so that nothing is changed of which the audit does not
 * know, and what came of it. For one event loop.
 */
final class CommandLog {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    /** What is filed, received or answered by the thousand; each is kept with its time and its author where it belongs. */
    private static final Set<String> KEPT_ELSEWHERE = Set.of(
            "POST /api/v1/events",
            "POST /api/v1/sources/:key/events",
            "POST /api/v1/sources/:key/trial",
            "POST /api/v1/diversions",
            "POST /api/v1/devices/:id/alarms",
            "POST /api/v1/devices/:id/alarms/:kind/clear",
            "POST /api/v1/orders/:id/acknowledge",
            "POST /api/v1/roll-calls/:id/answer",
            "POST /api/v1/roll-calls/:id/acknowledge");

    /** What is done with events and orders stands in their history as well, in the same transaction. */
    private static final Set<String> WITH_HISTORY = Set.of("/api/v1/events/:number/", "/api/v1/orders/:id/");

    private static final int HASHED_AT_ONCE_BYTES_MAX = 64 * 1024;

    /** When a command is written down. */
    enum Moment {
        NEVER,
        AFTERWARDS,
        BEFORE_AND_AFTERWARDS
    }

    private final Audit audit;
    private final Clock clock;

    CommandLog(Audit audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Whoever adds a command does nothing for it: what is not named here is written before and afterwards. */
    static Moment moment(HttpMethod method, String path) {
        if (method.equals(HttpMethod.GET) || KEPT_ELSEWHERE.contains(method + " " + path)) {
            return Moment.NEVER;
        }
        return WITH_HISTORY.stream().anyMatch(path::startsWith) ? Moment.AFTERWARDS : Moment.BEFORE_AND_AFTERWARDS;
    }

    /**
     * Lets a command go on when it is written down.
     *
     * @param path of the route, with its parameters
     * @param isRead whether its body has been read
     */
    void pass(RoutingContext context, String path, boolean isRead) {
        String action = context.request().method() + " " + path;
        if (moment(context.request().method(), path) == Moment.AFTERWARDS) {
            context.addBodyEndHandler(answered -> {
                if (context.response().getStatusCode() < 300) {
                    writeOutcome(context, action, "");
                }
            });
            context.next();
            return;
        }
        if (!isRead) {
            context.request().pause();
        }
        Runnable resume = isRead ? () -> {} : () -> context.request().resume();
        bodyText(context, isRead)
                .compose(body -> write(context, action, AuditOutcome.ASKED, query(context) + body))
                .onSuccess(id -> {
                    context.addBodyEndHandler(answered -> writeOutcome(context, action, "of entry " + id + ": "));
                    context.addEndHandler(ended -> {
                        if (!context.response().ended()) {
                            writeGone(context, action, id);
                        }
                    });
                    resume.run();
                    context.next();
                })
                .onFailure(failure -> {
                    resume.run();
                    Answers.failure(context, failure);
                });
    }

    private static String query(RoutingContext context) {
        String query = context.request().query();
        return query == null ? "" : "query " + query + "; ";
    }

    /** What was sent can be large or secret, so only its hash is kept. */
    private static Future<String> bodyText(RoutingContext context, boolean isRead) {
        if (!isRead) {
            return Future.succeededFuture("a body that is read as it comes");
        }
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            return Future.succeededFuture("no body");
        }
        Future<Sha256> hash = body.length() > HASHED_AT_ONCE_BYTES_MAX
                ? context.vertx().executeBlocking(() -> Sha256.of(body.getBytes()), false)
                : Future.succeededFuture(Sha256.of(body.getBytes()));
        return hash.map(known -> "body of " + body.length() + " bytes, sha256 " + known);
    }

    private void writeOutcome(RoutingContext context, String action, String before) {
        int status = context.response().getStatusCode();
        AuditOutcome outcome = status < 300 ? AuditOutcome.DONE : AuditOutcome.FAILED;
        told(write(context, action, outcome, before + "status " + status), action);
    }

    private void writeGone(RoutingContext context, String action, long asked) {
        String detail = "of entry " + asked + ": the caller went away before he was answered; it may have been done";
        told(write(context, action, AuditOutcome.FAILED, detail), action);
    }

    private static void told(Future<Long> written, String action) {
        written.onFailure(failure -> LOG.atWarn()
                .addKeyValue("action", action)
                .setCause(failure)
                .log("the outcome of a command is not in the audit"));
    }

    private Future<Long> write(RoutingContext context, String action, AuditOutcome outcome, String detail) {
        return audit.note(AuditRecord.of(
                clock.instant(),
                Answers.actor(context),
                action,
                context.request().path(),
                outcome,
                detail));
    }
}
