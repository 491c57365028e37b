package io.hexdispatch.security;

import io.hexdispatch.access.Actor;
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
import java.time.Duration;
import java.util.Optional;

/** Issues and checks bearer tokens: JSON Web Tokens (RFC 7519), signed with this server's own key by HMAC SHA-256. */
public final class Tokens {
    private static final String ISSUER = "hexdispatch";

    private final JWTAuth jwt;

    public Tokens(Vertx vertx, TokenKey key) {
        JWTOptions options = new JWTOptions().setIssuer(ISSUER);
        jwt = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .setJWTOptions(options)
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(key.secret()))));
    }

    /**
     * A token with which its bearer acts as {@code actor} until {@code validFor} is over.
     *
     * @throws IllegalArgumentException if {@code validFor} is shorter than a second
     */
    public String issue(Actor actor, Duration validFor) {
        if (validFor.toSeconds() < 1) {
            // The signer takes 0 for "without end".
            throw new IllegalArgumentException("a token good for " + validFor + "; a second is the least");
        }
        return jwt.generateToken(
                new JsonObject().put("role", actor.role().text()).put("sub", actor.id()),
                new JWTOptions()
                        .setAlgorithm("HS256")
                        .setIssuer(ISSUER)
                        .setExpiresInSeconds(Math.toIntExact(validFor.toSeconds())));
    }

    /** Who the bearer is; a failed future where the token is not ours, was changed, or is over. */
    public Future<Actor> check(String token) {
        return jwt.authenticate(new TokenCredentials(token)).map(user -> {
            Optional<Role> role =
                    Optional.ofNullable(user.principal().getString("role")).flatMap(Role::ofText);
            String subject = user.principal().getString("sub");
            if (role.isEmpty() || subject == null) {
                throw new IllegalArgumentException("the token names no role and subject");
            }
            return new Actor(role.get(), subject);
        });
    }
}
