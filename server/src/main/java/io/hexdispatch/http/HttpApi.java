package io.hexdispatch.http;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Role;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The HTTP side: who may call what, and how everything that goes wrong is answered. Each route names its roles. */
public final class HttpApi {
    /** The largest body taken. */
    public static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private static final String BASIC_CHALLENGE = "Basic realm=\"HexDispatch\", charset=\"UTF-8\"";
    private static final List<String> BEARER_ALONE = List.of("Bearer");
    private static final List<String> BEARER_OR_BASIC = List.of("Bearer", BASIC_CHALLENGE);

    /** @param roles who may; empty for everybody */
    public record Route(HttpMethod method, String path, Set<Role> roles) {}

    private final Router router;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Set<Role>> others = new LinkedHashMap<>();
    private final Tokens tokens;
    private final Audit audit;
    private final Guard guard;
    private final Clock clock;
    private final CommandLog commandLog;
    private final BodyHandler bodyHandler = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);

    /**
     * @param audit is told what callers without the right role tried to change
     * @param requests is told of every request when it is over
     */
    public HttpApi(Vertx vertx, Tokens tokens, Audit audit, Guard guard, RequestNews requests, Clock clock) {
        this.router = Router.router(vertx);
        this.tokens = tokens;
        this.audit = audit;
        this.guard = guard;
        this.clock = clock;
        this.commandLog = new CommandLog(audit, clock);
        router.route().handler(new RequestLog(requests));
        router.route().handler((SecurityPolicyHandler) guard::enter);
        router.route().handler(context -> {
            String path = context.request().path();
            if (path != null && (path.contains("%00") || path.indexOf('\0') >= 0)) {
                // Nothing has such a name, and the database cannot even be asked.
                Answers.problem(context, Problem.of(404, "there is nothing whose name holds the character NUL"));
                return;
            }
            context.next();
        });
        router.route().failureHandler(context -> answerFailure(context, context.statusCode()));
        for (int status : new int[] {400, 404, 405, 406}) {
            // Where an address cannot be decoded, the context does not know the status.
            router.errorHandler(
                    status,
                    context -> answerFailure(context, context.statusCode() < 0 ? status : context.statusCode()));
        }
    }

    public Router router() {
        return router;
    }

    /** All that can be called, but for what other protocols answer. */
    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** What other protocols answer: the kind and the path of each, with its roles, none where it asks by itself who calls. */
    public Map<String, Set<Role>> others() {
        return Map.copyOf(others);
    }

    /** A route for everybody. */
    public void open(HttpMethod method, String path, Handler<RoutingContext> handler) {
        routes.add(new Route(method, path, Set.of()));
        router.route(method, path).handler(handler);
    }

    /** A route for those whose token carries one of the roles, with the body read if there is one. */
    public void allow(HttpMethod method, String path, Set<Role> roles, Handler<RoutingContext> handler) {
        routes.add(new Route(method, path, roles));
        var route = router.route(method, path).handler(authentication(roles));
        if (method != HttpMethod.GET) {
            route.handler(bodyHandler);
        }
        if (CommandLog.moment(method, path) != CommandLog.Moment.NEVER) {
            route.handler(context -> commandLog.pass(context, path, true));
        }
        route.handler(handler);
    }

    /** The same, for a handler that takes the body itself as it comes. */
    public void allowStream(HttpMethod method, String path, Set<Role> roles, Handler<RoutingContext> handler) {
        routes.add(new Route(method, path, roles));
        router.route(method, path)
                .handler(authentication(roles))
                .handler(context -> commandLog.pass(context, path, false))
                .handler(handler);
    }

    /** Takes over a request that asks for a WebSocket. */
    public interface SocketAcceptor {
        /**
         * @param grant empty for a client that is yet to say who it is, by its first message
         * @param address where it comes from, as limits count it
         * @return why it is refused; empty where the request is taken over
         */
        Optional<Problem> accept(HttpServerRequest request, Optional<Grant> grant, String address);
    }

    /** A WebSocket for those whose token carries one of the roles; the token may be a subprotocol, or the first message. */
    public void webSocket(String path, Set<Role> roles, SocketAcceptor acceptor) {
        others.put("WEBSOCKET " + path, roles);
        router.get(path).handler(context -> {
            Optional<Problem> refusal = guard.refusal(context.request());
            if (refusal.isPresent()) {
                Answers.problem(context, refusal.get());
                return;
            }
            boolean isHandshake = "websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE));
            Optional<String> token = BearerToken.ofHandshake(context.request());
            if (token.isEmpty() && isHandshake) {
                accept(context, Optional.empty(), acceptor);
                return;
            }
            authenticate(context, token, roles, BEARER_ALONE, grant -> {
                if (isHandshake) {
                    accept(context, Optional.of(grant), acceptor);
                    return;
                }
                context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
                Answers.problem(context, Problem.of(426, "this is a WebSocket; connect with its handshake (RFC 6455)"));
            });
        });
    }

    private void accept(RoutingContext context, Optional<Grant> grant, SocketAcceptor acceptor) {
        BearerToken.hide(context.request());
        acceptor.accept(context.request(), grant, guard.address(context.request()))
                .ifPresent(problem -> Answers.problem(context, problem));
    }

    /**
     * Whatever lies under a path, to be read and answered by another protocol, for those whose token carries one of the roles. The
     * token may also be the password of HTTP Basic (RFC 7617), whatever the user's name: many GIS clients can send nothing else.
     */
    public void subtree(String path, Set<Role> roles, BiConsumer<HttpServerRequest, Actor> acceptor) {
        others.put("GET " + path + "/*", roles);
        SecurityPolicyHandler authentication = context -> authenticate(
                context,
                BearerToken.ofHeaderOrBasic(context.request()),
                roles,
                BEARER_OR_BASIC,
                grant -> context.next());
        router.get(path + "/*")
                .handler(authentication)
                .handler(context -> acceptor.accept(context.request(), Answers.actor(context)));
    }

    /** Whatever lies under a path, to be read and answered by another protocol, which asks by itself who calls. */
    public void protocol(String path, Handler<HttpServerRequest> handler) {
        others.put("PROTOCOL " + path + "/*", Set.of());
        router.route(path + "/*").handler(context -> handler.handle(context.request()));
    }

    /** All roles but the named. */
    public static Set<Role> allBut(Role... roles) {
        EnumSet<Role> others = EnumSet.allOf(Role.class);
        Arrays.asList(roles).forEach(others::remove);
        return others;
    }

    /** Of a type by which the router knows that it must come before the body. */
    private SecurityPolicyHandler authentication(Set<Role> roles) {
        return context -> authenticate(
                context, BearerToken.ofHeader(context.request()), roles, BEARER_ALONE, grant -> context.next());
    }

    /** @param challenges how the token may come, as the header {@code WWW-Authenticate} says it */
    private void authenticate(
            RoutingContext context,
            Optional<String> token,
            Set<Role> roles,
            List<String> challenges,
            Consumer<Grant> next) {
        if (token.isEmpty()) {
            context.response().putHeader("WWW-Authenticate", challenges);
            Answers.problem(
                    context,
                    Problem.of(
                            401,
                            "a token is needed: send the header Authorization: Bearer TOKEN"
                                    + (challenges.contains(BASIC_CHALLENGE)
                                            ? ", or the token as the password of HTTP Basic with any user name"
                                            : "")));
            return;
        }
        // The check may end on a later turn of the loop; what the client sends until then must wait.
        context.request().pause();
        tokens.check(token.get()).onComplete(checked -> {
            if (checked.failed()) {
                context.request().resume();
                List<String> again = new ArrayList<>(challenges);
                again.set(0, "Bearer error=\"invalid_token\"");
                context.response().putHeader("WWW-Authenticate", again);
                Answers.problem(
                        context,
                        Problem.of(401, "the token is not one of this server's, or it has expired or was revoked"));
                return;
            }
            Grant grant = checked.result();
            guard.admit(grant)
                    .onFailure(tooMany -> {
                        context.request().resume();
                        Answers.failure(context, tooMany);
                    })
                    .onSuccess(admitted -> {
                        if (!roles.contains(grant.actor().role())) {
                            refuse(context, grant.actor(), roles);
                            return;
                        }
                        context.request().resume();
                        Answers.setActor(context, grant.actor());
                        next.accept(grant);
                    });
        });
    }

    private void refuse(RoutingContext context, Actor actor, Set<Role> roles) {
        HttpMethod method = context.request().method();
        String path = context.request().path();
        String detail = "role " + actor.role().text() + " may not " + method + " " + path + "; it is for "
                + String.join(", ", roles.stream().map(Role::text).sorted().toList());
        // Whoever only looks where he may not does nothing that would have to be known.
        Future<Long> noted = method.equals(HttpMethod.GET)
                ? Future.succeededFuture(0L)
                : audit.note(AuditRecord.refused(clock.instant(), actor, method.name(), path, detail));
        noted.onComplete(done -> {
            context.request().resume();
            Answers.problem(context, Problem.of(403, detail));
        });
    }

    private static void answerFailure(RoutingContext context, int status) {
        switch (status) {
            case 404 ->
                Answers.problem(
                        context,
                        Problem.of(
                                404, "there is nothing at " + context.request().path()));
            case 405 ->
                Answers.problem(
                        context,
                        Problem.of(
                                405,
                                context.request().method() + " is not possible at "
                                        + context.request().path()));
            case 413 -> {
                // What still comes of the body is not wanted: the connection ends with the answer.
                context.response().putHeader(HttpHeaders.CONNECTION, "close");
                Answers.problem(
                        context,
                        Problem.of(413, "the body is larger than " + BODY_BYTES_MAX + " bytes; send it in parts"));
            }
            default -> {
                if (status >= 400 && status < 500) {
                    // Also where there is a failure: then it is what cannot be decoded.
                    Answers.problem(context, Problem.of(status, "the request cannot be read"));
                } else {
                    Answers.failure(
                            context,
                            context.failure() != null
                                    ? context.failure()
                                    : new IllegalStateException("status " + status));
                }
            }
        }
    }
}
