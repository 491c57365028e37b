package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tokens are issued, expire and are revoked, and stand nowhere. */
@ExtendWith(RunningServer.Shared.class)
final class TokensIT {
    private static final short NO_TOKEN = 4401;

    private static JsonObject issue(RunningServer city, JsonObject wish) {
        RunningServer.Answer answer = city.post("/api/v1/tokens", city.token(Role.ADMIN, "li"), wish);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer.json();
    }

    private static RunningServer.Answer revoke(RunningServer city, JsonObject wish) {
        return city.post(
                "/api/v1/tokens/revoke", city.token(Role.ADMIN, "li"), wish.put("reason", "the phone was lost"));
    }

    private static JsonObject forUnit(String unit) {
        return new JsonObject().put("role", "unit").put("for", unit);
    }

    private static int status(RunningServer city, String token) {
        return city.get("/api/v1/orders", token).status();
    }

    @Test
    void aTokenThatAnAdministratorIssuedIsGoodUntilItIsRevoked(RunningServer city) throws Exception {
        String unit = RunningServer.unique("unit");
        JsonObject issued = issue(city, forUnit(unit).put("days", 2).put("note", "the phone of the shift"));
        JsonObject other = issue(city, forUnit(unit));
        String token = issued.getString("token");
        assertThat(status(city, token)).isEqualTo(200);
        assertThat(Duration.between(
                        Instant.parse(issued.getString("issuedAt")), Instant.parse(issued.getString("expiresAt"))))
                .isBetween(Duration.ofDays(2).minusSeconds(1), Duration.ofDays(2));
        Terminal terminal = Terminal.connect(city.vertx(), city.port(), token);
        Terminal bystander = Terminal.connect(city.vertx(), city.port(), other.getString("token"));

        RunningServer.Answer revoked = revoke(city, new JsonObject().put("id", issued.getString("id")));

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(terminal.awaitClose()).isEqualTo(NO_TOKEN);
        assertThat(terminal.closeReason()).isEqualTo("the token was revoked");
        RunningServer.Answer refused = city.get("/api/v1/orders", token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().getString("detail")).contains("was revoked");
        assertThat(status(city, other.getString("token"))).isEqualTo(200);
        assertThat(bystander.socket().isClosed()).isFalse();
        bystander.close();

        JsonArray tokens = list(city, unit);
        assertThat(tokens.size()).isEqualTo(2);
        assertThat(tokens.getJsonObject(0).containsKey("revoked")).isFalse();
        assertThat(tokens.getJsonObject(1).getString("note")).isEqualTo("the phone of the shift");
        assertThat(tokens.getJsonObject(1).getJsonObject("revoked").getString("reason"))
                .isEqualTo("the phone was lost");
        assertThat(tokens.encode()).doesNotContain(token);
    }

    private static JsonArray list(RunningServer city, String unit) {
        return city.get("/api/v1/tokens?role=unit&for=" + unit, city.token(Role.ADMIN, "li"))
                .json()
                .getJsonArray("tokens");
    }

    /** Twice, and by two at once: the first stays. */
    @Test
    void aSecondRevocationOfATokenLeavesTheFirst(RunningServer city) {
        JsonObject wish = new JsonObject()
                .put("id", issue(city, forUnit(RunningServer.unique("unit"))).getString("id"));
        JsonObject first = revoke(city, wish.copy()).json();
        JsonObject second = city.post(
                        "/api/v1/tokens/revoke",
                        city.token(Role.ADMIN, "wang"),
                        wish.copy().put("reason", "once more"))
                .json();

        assertThat(second).isEqualTo(first);
        assertThat(first.getJsonObject("by").getString("id")).isEqualTo("li");
        JsonObject latest = city.get("/api/v1/tokens/revocations?limit=1", city.token(Role.ADMIN, "li"))
                .json();
        assertThat(latest.getJsonArray("revocations").size()).isEqualTo(1);
        assertThat(latest.getString("next")).isNotNull();
    }

    @Test
    void allTokensOfAHolderAreRevokedAndThoseIssuedAfterwardsAreGood(RunningServer city) throws Exception {
        String unit = RunningServer.unique("unit");
        String listed = issue(city, forUnit(unit)).getString("token");
        String byKey = city.token(Role.UNIT, unit);
        String neighbour = city.token(Role.UNIT, RunningServer.unique("unit"));
        Terminal terminal = Terminal.connect(city.vertx(), city.port(), byKey);

        assertThat(revoke(city, forUnit(unit)).status()).isEqualTo(200);

        assertThat(terminal.awaitClose()).isEqualTo(NO_TOKEN);
        assertThat(status(city, listed)).isEqualTo(401);
        assertThat(status(city, byKey)).isEqualTo(401);
        assertThat(status(city, neighbour)).isEqualTo(200);
        assertThat(status(city, issue(city, forUnit(unit)).getString("token"))).isEqualTo(200);
        assertThat(list(city, unit).getJsonObject(1).containsKey("revoked")).isTrue();
        assertThat(list(city, unit).getJsonObject(0).containsKey("revoked")).isFalse();
    }

    @Test
    void aRevocationIsKnownAfterARestart(@TempDir Path data) throws Exception {
        String revoked;
        try (RunningServer first = new RunningServer(data)) {
            JsonObject issued = issue(first, forUnit("gas"));
            revoked = issued.getString("token");
            revoke(first, new JsonObject().put("id", issued.getString("id")));
        }
        try (RunningServer again = new RunningServer(data)) {
            assertThat(status(again, revoked)).isEqualTo(401);
            assertThat(status(again, again.token(Role.UNIT, "gas"))).isEqualTo(200);
        }
    }

    /** By another server, or where the answer of the database was lost. */
    @Test
    void aRevocationThatWasCommittedElsewhereIsTakenOver(RunningServer city) throws Exception {
        JsonObject issued = issue(city, forUnit(RunningServer.unique("unit")));
        Terminal terminal = Terminal.connect(city.vertx(), city.port(), issued.getString("token"));
        execute(
                city,
                "INSERT INTO token_revocation (token_id, reason, by_role, by_id, at) VALUES ('" + issued.getString("id")
                        + "', 'elsewhere', 'ADMIN', 'li', now())");

        assertThat(terminal.awaitClose()).isEqualTo(NO_TOKEN);
        assertThat(status(city, issued.getString("token"))).isEqualTo(401);
    }

    private static List<String> execute(RunningServer city, String statement) throws Exception {
        return PgConnection.connect(city.vertx(), city.database().options())
                .compose(connection -> connection
                        .query(statement)
                        .execute()
                        .map(rows -> {
                            List<String> first = new ArrayList<>();
                            rows.forEach(row -> first.add(row.getValue(0).toString()));
                            return first;
                        })
                        .eventually(connection::close))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void aConnectionEndsWithItsToken(RunningServer city) throws Exception {
        String unit = RunningServer.unique("unit");
        String token = issue(city, forUnit(unit).put("seconds", 6)).getString("token");
        Terminal terminal = Terminal.connect(city.vertx(), city.port(), token);

        assertThat(terminal.awaitClose()).isEqualTo(NO_TOKEN);
        assertThat(terminal.closeReason()).isEqualTo("the token has expired");
        assertThat(status(city, token)).isEqualTo(401);
    }

    @Test
    void whatIsWrongWithAWishIsNamed(RunningServer city) {
        String admin = city.token(Role.ADMIN, "li");
        assertThat(pointers(city, "/api/v1/tokens", admin, "{}")).containsExactly("/role");
        assertThat(pointers(city, "/api/v1/tokens", admin, "{\"role\":\"king\",\"days\":0,\"forr\":1}"))
                .containsExactly("/role", "/days", "/forr");
        assertThat(pointers(city, "/api/v1/tokens", admin, "{\"role\":\"admin\",\"days\":1,\"seconds\":1}"))
                .containsExactly("/seconds");
        assertThat(pointers(city, "/api/v1/tokens/revoke", admin, "{}")).containsExactly("/reason", "/role");
        assertThat(pointers(city, "/api/v1/tokens/revoke", admin, "{\"id\":\"a\",\"role\":\"unit\",\"reason\":\"x\"}"))
                .containsExactly("/role");
        assertThat(pointers(city, "/api/v1/tokens/revoke", admin, "{\"id\":\"a.b.c\",\"reason\":\"x\"}"))
                .containsExactly("/id");
        assertThat(pointers(city, "/api/v1/tokens/revoke", admin, "{\"role\":\"unit\",\"reason\":\"x\"}"))
                .containsExactly("/for");
        assertThat(city.post("/api/v1/tokens", admin, new JsonObject().put("role", "unit"))
                        .status())
                .isEqualTo(400);
        assertThat(city.post(
                                "/api/v1/tokens",
                                admin,
                                new JsonObject().put("role", "admin").put("for", "system"))
                        .json()
                        .getString("detail"))
                .contains("the server itself");
        assertThat(revoke(city, forUnit("x").put("issuedBefore", "2126-01-01T00:00:00Z"))
                        .json()
                        .getString("detail"))
                .contains("/issuedBefore", "lies in the future");
        assertThat(city.get("/api/v1/tokens?role=king", admin).status()).isEqualTo(400);
    }

    private static List<String> pointers(RunningServer city, String path, String token, String body) {
        RunningServer.Answer answer = city.post(path, token, "application/json", body);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    @Test
    void onlyAdministratorsMay(RunningServer city) {
        for (Role role : Role.values()) {
            int expected = role == Role.ADMIN ? 200 : 403;
            assertThat(city.get("/api/v1/tokens", city.token(role, "410105")).status())
                    .as(role.text())
                    .isEqualTo(expected);
            assertThat(city.post("/api/v1/tokens", city.token(role, "410105"), forUnit("x"))
                            .status())
                    .isEqualTo(role == Role.ADMIN ? 201 : 403);
        }
    }

    /** Whatever the database holds of a token, nobody can act by it. */
    @Test
    void noTokenStandsInTheDatabase(RunningServer city) throws Exception {
        JsonObject issued = issue(city, forUnit(RunningServer.unique("unit")).put("note", "n"));
        String token = issued.getString("token");
        city.post("/api/v1/events/" + token + "/close", token, new JsonObject());
        city.post("/api/v1/events/20260101-0000001/close", token, new JsonObject().put("reason", token));
        String signature = token.substring(token.lastIndexOf('.') + 1);
        List<String> tables = execute(
                city,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
        assertThat(tables).contains("issued_token", "audit_entry", "webhook");
        for (String table : tables) {
            assertThat(execute(
                            city,
                            "SELECT count(*) FROM \"" + table + "\" AS t WHERE t::text LIKE '%" + signature + "%'"))
                    .as(table)
                    .containsExactly("0");
        }
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8))
                .contains(issued.getString("id"));
    }
}
