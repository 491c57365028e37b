package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocations;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.IssueTokens;
import io.hexdispatch.flow.RevokeTokens;
import io.hexdispatch.http.Guard;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.TokenRoutes;
import io.hexdispatch.limit.Headcount;
import io.hexdispatch.limit.Throttle;
import io.hexdispatch.postgres.PostgresTokens;
import io.hexdispatch.security.Tokens;
import io.hexdispatch.websocket.DispatchSocket;
import io.hexdispatch.websocket.Entrance;
import io.hexdispatch.websocket.SocketSessions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;

/** Who may come in, how often, and until when. */
final class AccessParts {
    /** Of addresses and of tokens, of which the limits remember how often they came lately. */
    private static final int CALLERS_REMEMBERED_MAX = 100_000;

    private static final Duration REVOCATIONS_READ_EVERY = Duration.ofSeconds(2);

    private final Ground ground;
    private final Tokens tokens;
    private final PostgresTokens register;
    private final RevokeTokens revokeTokens;
    private final Throttle ratePerToken;

    final SocketSessions sessions;
    final Guard guard;

    /** @param revocations those that the tokens are checked by */
    AccessParts(Ground ground, DispatchCore core, Tokens tokens, Revocations revocations) {
        this.ground = ground;
        this.tokens = tokens;
        register = new PostgresTokens(ground.pool());
        sessions = new SocketSessions(core.connections);
        revokeTokens = new RevokeTokens(register, revocations, sessions, ground.clock());
        Protection protection = ground.config().protection();
        ratePerToken = new Throttle(protection.ratePerToken(), CALLERS_REMEMBERED_MAX);
        guard = new Guard(
                protection.tls().isPresent(),
                protection.allowedOrigins(),
                protection.trustedProxies(),
                new Throttle(protection.ratePerAddress(), CALLERS_REMEMBERED_MAX),
                ratePerToken,
                System::nanoTime);
    }

    /** Counts a message of a client as a request of its token: 0, or after how many nanoseconds it may be counted. */
    long pace(Grant grant) {
        return ratePerToken.take(grant.key(), System.nanoTime());
    }

    /** Whoever a token names, where one is let in that did not come by the HTTP API. */
    Future<Actor> admit(String token) {
        return tokens.check(token).compose(guard::admit).map(Grant::actor);
    }

    void mount(HttpApi api, DispatchSocket socket) {
        IssueTokens issueTokens = new IssueTokens(tokens::grant, tokens::sign, register, ground.clock());
        new TokenRoutes(issueTokens, revokeTokens, register, ground.clock()).mount(api);
        Protection protection = ground.config().protection();
        Entrance entrance = new Entrance(
                ground.vertx(),
                tokens::check,
                new Headcount(protection.connectionsPerAddress()),
                new Headcount(protection.connectionsPerToken()),
                socket);
        api.webSocket("/ws", socketRoles(), entrance::accept);
    }

    static EnumSet<Role> socketRoles() {
        return Arrays.stream(Role.values())
                .filter(DispatchSocket::isFor)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    Future<?> load() {
        return revokeTokens.refresh();
    }

    void begin(PeriodicWork periodic) {
        periodic.every(REVOCATIONS_READ_EVERY, revokeTokens::refresh, "revocations not read, tried again in a moment");
    }
}
