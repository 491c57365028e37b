package io.hexdispatch.security;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocations;
import io.hexdispatch.access.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues and checks bearer tokens: JSON Web Tokens (RFC 7519), signed with this server's own key by HMAC SHA-256. Each has an id, by which
 * it can be revoked, and an end. For one event loop.
 */
public final class Tokens {
    private static final String ISSUER = "hexdispatch";
    private static final String ALGORITHM = "HS256";

    private final JWTAuth jwt;
    private final Revocations revocations;
    private final Clock clock;

    /** For whoever only issues: knows of no revocations. */
    public Tokens(Vertx vertx, TokenKey key) {
        this(vertx, key, new Revocations(), Clock.systemUTC());
    }

    public Tokens(Vertx vertx, TokenKey key, Revocations revocations, Clock clock) {
        this.revocations = revocations;
        this.clock = clock;
        jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        // Times are looked at below, by the given clock; and a token from before the clock was set back
                        // stays good.
                        .setJWTOptions(new JWTOptions().setIssuer(ISSUER).setIgnoreExpiration(true))
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(Buffer.buffer(key.secret()))));
    }

    /**
     * What a new token would say.
     *
     * @throws IllegalArgumentException if {@code validFor} is shorter than a second
     */
    public Grant grant(Actor actor, Duration validFor) {
        if (validFor.toSeconds() < 1) {
            throw new IllegalArgumentException("a token good for " + validFor + "; a second is the least");
        }
        Instant now = clock.instant();
        return new Grant(
                Optional.of(UUID.randomUUID().toString()),
                actor,
                now.truncatedTo(ChronoUnit.MILLIS),
                Instant.ofEpochSecond(now.plus(validFor).getEpochSecond()));
    }

    /** The token that says so. */
    public String sign(Grant grant) {
        JsonObject claims = new JsonObject()
                .put("role", grant.actor().role().text())
                .put("sub", grant.actor().id())
                .put("iat", BigDecimal.valueOf(grant.issuedAt().toEpochMilli(), 3))
                .put("exp", grant.expiresAt().getEpochSecond());
        grant.id().ifPresent(id -> claims.put("jti", id));
        return jwt.generateToken(
                claims, new JWTOptions().setAlgorithm(ALGORITHM).setIssuer(ISSUER));
    }

    /** A token with which its bearer acts as {@code actor} until {@code validFor} is over; see {@link #grant}. */
    public String issue(Actor actor, Duration validFor) {
        return sign(grant(actor, validFor));
    }

    /** What the token says; a failed future where it is not ours, was changed, is over, or was revoked. */
    public Future<Grant> check(String token) {
        return jwt.authenticate(new TokenCredentials(token)).map(user -> {
            Grant grant = read(user.principal(), user.attributes().getJsonObject("accessToken", user.principal()));
            if (grant.isOver(clock.instant())) {
                throw new IllegalArgumentException("the token is over");
            }
            if (revocations.covers(grant)) {
                throw new IllegalArgumentException("the token was revoked");
            }
            return grant;
        });
    }

    private static Grant read(JsonObject principal, JsonObject claims) {
        Optional<Role> role = Optional.ofNullable(principal.getString("role")).flatMap(Role::ofText);
        String subject = principal.getString("sub");
        if (role.isEmpty() || subject == null) {
            throw new IllegalArgumentException("the token names no role and subject");
        }
        Instant end = time(claims, "exp").orElseThrow(() -> new IllegalArgumentException("the token has no end"));
        return new Grant(
                Optional.ofNullable(claims.getString("jti")),
                new Actor(role.get(), subject),
                // Older than any, so that a revocation of earlier tokens covers it.
                time(claims, "iat").orElse(Instant.EPOCH),
                end);
    }

    /** A time in seconds since 1970, maybe with a fraction (RFC 7519, section 2). */
    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.getValue(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.doubleValue() * 1000)))
                : Optional.empty();
    }
}
