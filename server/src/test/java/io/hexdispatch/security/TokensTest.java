package io.hexdispatch.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocation.AllOf;
import io.hexdispatch.access.Revocation.OneToken;
import io.hexdispatch.access.Revocations;
import io.hexdispatch.access.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final Actor GAS = new Actor(Role.UNIT, "燃气-gas \"city\"");
    private static final String HS256 = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";

    private static Vertx vertx;

    @TempDir
    private static Path folder;

    private static TokenKey key;
    private static Tokens tokens;

    @BeforeAll
    static void makeKey() throws IOException {
        vertx = Vertx.vertx();
        key = TokenKey.in(folder);
        tokens = new Tokens(vertx, key);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheBearerOfATokenThatItIssued(Role role) {
        Actor actor = new Actor(role, "somebody");

        assertThat(check(tokens.issue(actor, Duration.ofDays(3_650)))).contains(actor);
    }

    @Test
    void keepsIdsOfAnyCharacters() {
        assertThat(check(tokens.issue(GAS, Duration.ofMinutes(1)))).contains(GAS);
    }

    @Test
    void knowsATokenAfterARestart() throws IOException {
        String token = tokens.issue(GAS, Duration.ofMinutes(1));

        assertThat(check(new Tokens(vertx, TokenKey.in(folder)), token)).contains(GAS);
    }

    @Test
    void refusesATokenOfAnotherKey(@TempDir Path other) throws IOException {
        String token = new Tokens(vertx, TokenKey.in(other)).issue(GAS, Duration.ofMinutes(1));

        assertThat(check(token)).isEmpty();
    }

    @Test
    void refusesATokenOfWhichAnyPartWasChanged() {
        String[] parts = tokens.issue(GAS, Duration.ofMinutes(1)).split("\\.");
        String admin =
                base64(claims("admin", "me", Instant.now().plusSeconds(60)).encode());

        assertThat(check(parts[0] + "." + admin + "." + parts[2])).isEmpty();
        assertThat(check(parts[0] + "." + parts[1] + "." + flipped(parts[2]))).isEmpty();
        assertThat(check(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(check(parts[0] + "." + parts[1])).isEmpty();
        assertThat(check(base64("{\"typ\":\"JWT\",\"alg\":\"none\"}") + "." + admin + "."))
                .isEmpty();
        assertThat(check(base64("{\"typ\":\"JWT\",\"alg\":\"HS512\"}") + "." + parts[1] + "." + parts[2]))
                .isEmpty();
    }

    @Test
    void refusesATokenThatIsOver() throws GeneralSecurityException {
        Instant now = Instant.now();

        assertThat(check(signed(claims("unit", "gas", now.plusSeconds(60))))).contains(new Actor(Role.UNIT, "gas"));
        assertThat(check(signed(claims("unit", "gas", now.minusSeconds(60))))).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherIssuerOrWithoutARole() throws GeneralSecurityException {
        Instant later = Instant.now().plusSeconds(60);

        assertThat(check(signed(claims("unit", "gas", later).put("iss", "another"))))
                .isEmpty();
        assertThat(check(signed(claims("king", "gas", later)))).isEmpty();
        assertThat(check(signed(new JsonObject()
                        .put("iss", "hexdispatch")
                        .put("exp", later.getEpochSecond())
                        .put("role", "unit"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a.b.c", "null", "Bearer x", "eyJ.eyJ.eyJ", "路.灯.坏"})
    void refusesWhatIsNoTokenAtAll(String text) {
        assertThat(check(text)).isEmpty();
    }

    /** The signer took a duration of less than a second for a token without end. */
    @Test
    void issuesNoTokenWithoutAnEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens.issue(GAS, Duration.ofMillis(999)))
                .withMessage("a token good for PT0.999S; a second is the least");
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.issue(GAS, Duration.ofDays(-1)));
    }

    @Test
    void refusesATokenWithoutAnEnd() throws GeneralSecurityException {
        JsonObject claims = claims("unit", "gas", Instant.now());
        claims.remove("exp");

        assertThat(check(signed(claims))).isEmpty();
    }

    @Test
    void givesEachTokenAnIdOfItsOwnAndSaysWhenItWasIssuedToTheMillisecond() {
        Grant grant = tokens.grant(GAS, Duration.ofMinutes(1));
        String one = tokens.sign(grant);

        assertThat(read(tokens, one)).isEqualTo(grant);
        assertThat(read(tokens, tokens.issue(GAS, Duration.ofMinutes(1))).id()).isNotEqualTo(grant.id());
    }

    @Test
    void refusesATokenThatWasRevokedAndNoOther() throws IOException {
        Revocations revocations = new Revocations();
        Tokens checking = new Tokens(vertx, TokenKey.in(folder), revocations, Clock.systemUTC());
        Grant first = checking.grant(GAS, Duration.ofMinutes(1));
        Grant second = checking.grant(GAS, Duration.ofMinutes(1));
        revocations.add(new OneToken(first.id().orElseThrow()));

        assertThat(check(checking, checking.sign(first))).isEmpty();
        assertThat(check(checking, checking.sign(second))).contains(GAS);

        revocations.add(new AllOf(GAS, second.issuedAt().plusMillis(1)));
        assertThat(check(checking, checking.sign(second))).isEmpty();
    }

    /** Of a token that does not say when it was issued nobody can say that it was issued afterwards. */
    @Test
    void revokesATokenThatDoesNotSayWhenItWasIssuedWithAllOfItsHolder() throws Exception {
        Revocations revocations = new Revocations();
        Tokens checking = new Tokens(vertx, TokenKey.in(folder), revocations, Clock.systemUTC());
        String token = signed(claims("unit", "gas", Instant.now().plusSeconds(60)));
        assertThat(check(checking, token)).isPresent();
        revocations.add(new AllOf(new Actor(Role.UNIT, "gas"), Instant.EPOCH.plusMillis(1)));

        assertThat(check(checking, token)).isEmpty();
    }

    /** A clock that was an hour ahead and is set back: what was issued meanwhile was refused as not yet valid. */
    @Test
    void knowsATokenFromBeforeTheClockWasSetBack() throws IOException {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        String token = new Tokens(vertx, key, new Revocations(), ahead).issue(GAS, Duration.ofMinutes(1));

        assertThat(check(token)).contains(GAS);
    }

    private static Optional<Actor> check(String token) {
        return check(tokens, token);
    }

    private static Grant read(Tokens by, String token) {
        return by.check(token).toCompletionStage().toCompletableFuture().join();
    }

    private static Optional<Actor> check(Tokens by, String token) {
        try {
            return Optional.of(by.check(token)
                    .map(Grant::actor)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS));
        } catch (ExecutionException refused) {
            return Optional.empty();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject claims(String role, String subject, Instant until) {
        return new JsonObject()
                .put("iss", "hexdispatch")
                .put("role", role)
                .put("sub", subject)
                .put("exp", until.getEpochSecond());
    }

    /** A token with the right key, whatever it says (RFC 7515, appendix A.1). */
    private static String signed(JsonObject claims) throws GeneralSecurityException {
        String content = base64(HS256) + "." + base64(claims.encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return content + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String flipped(String signature) {
        return (signature.startsWith("A") ? "B" : "A") + signature.substring(1);
    }
}
