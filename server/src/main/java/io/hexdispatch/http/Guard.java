package io.hexdispatch.http;

import io.hexdispatch.access.Grant;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.limit.Throttle;
import io.hexdispatch.wire.PagePolicy;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What every request passes before any route: the headers of every answer, where it comes from, and how often. For one event loop. */
public final class Guard {
    private static final String HSTS = "max-age=31536000";
    private static final String HEALTH = "/health/";
    private static final String TOKEN_PARAMETER = "access_token";

    private final CallerAddress addresses;
    private final Origins origins;
    private final boolean isTls;
    private final Throttle perAddress;
    private final Throttle perToken;
    private final LongSupplier nanoClock;

    /**
     * @param isTls whether the server itself speaks TLS
     * @param allowedOrigins web pages beside the server's own that may speak to it
     * @param trustedProxies addresses that may say for whom they speak
     * @param nanoClock a clock that never goes back
     */
    public Guard(
            boolean isTls,
            Set<String> allowedOrigins,
            Set<String> trustedProxies,
            Throttle perAddress,
            Throttle perToken,
            LongSupplier nanoClock) {
        this.addresses = new CallerAddress(trustedProxies);
        this.origins = new Origins(allowedOrigins, isTls);
        this.isTls = isTls;
        this.perAddress = perAddress;
        this.perToken = perToken;
        this.nanoClock = nanoClock;
    }

    /** For the first handler: goes on to the next, or has answered. */
    void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        putHeaders(request.response().headers());
        if (perAddress.limit().isPresent() && !request.path().startsWith(HEALTH)) {
            long waitNanos = perAddress.take(address(request), nanoClock.getAsLong());
            if (waitNanos > 0) {
                Answers.problem(context, Problem.of(tooMany("your address", perAddress, waitNanos)));
                return;
            }
        }
        if (holdsToken(request)) {
            Answers.problem(
                    context,
                    Problem.of(
                            400,
                            TOKEN_PARAMETER
                                    + ": a token does not belong in an address, where logs and histories keep it. Send the"
                                    + " header Authorization: Bearer TOKEN; from a browser's WebSocket, the subprotocol bearer.TOKEN"
                                    + " beside cloudevents.json. Have this token revoked"));
            return;
        }
        if (!origins.answer(request)) {
            context.next();
        }
    }

    private void putHeaders(MultiMap headers) {
        headers.set("X-Content-Type-Options", "nosniff")
                .set("Cache-Control", "no-store")
                .set("Referrer-Policy", "no-referrer")
                .set("Content-Security-Policy", PagePolicy.NOTHING)
                .set("X-Frame-Options", "DENY")
                .set("Cross-Origin-Resource-Policy", "same-origin");
        if (isTls) {
            headers.set("Strict-Transport-Security", HSTS);
        }
    }

    private static boolean holdsToken(HttpServerRequest request) {
        String query = request.query();
        return query != null
                && query.contains(TOKEN_PARAMETER)
                && request.params().contains(TOKEN_PARAMETER);
    }

    /** Counts a request of a token; fails with {@link RefusedException} where it sends more than it may. */
    public Future<Grant> admit(Grant grant) {
        long waitNanos = perToken.take(grant.key(), nanoClock.getAsLong());
        return waitNanos > 0
                ? Future.failedFuture(tooMany("this token", perToken, waitNanos))
                : Future.succeededFuture(grant);
    }

    private static RefusedException tooMany(String who, Throttle throttle, long waitNanos) {
        int seconds = (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(waitNanos + TimeUnit.SECONDS.toNanos(1) - 1));
        String limit = throttle.limit()
                .map(rate -> rate.perSecond() + " requests a second and " + rate.burst() + " at once")
                .orElse("");
        return RefusedException.tooMany(
                who + " may send " + limit + ", and sends more; the same request can be sent again in " + seconds
                        + " s",
                seconds);
    }

    /** Why a WebSocket may not be opened from where the request comes; empty where it may. */
    Optional<Problem> refusal(HttpServerRequest request) {
        return origins.mayConnect(request)
                ? Optional.empty()
                : Optional.of(
                        Problem.of(
                                403,
                                "a page of another origin may not connect; --allowed-origins names those that may beside the server's own"));
    }

    /** Where a request comes from, as limits count it. */
    String address(HttpServerRequest request) {
        return addresses.of(request);
    }
}
