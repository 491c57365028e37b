package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets in who does not belong, and nobody does more than is his. */
@ExtendWith({RunningServer.Shared.class, VertxExtension.class})
final class AuthorisationIT {
    private static final JsonObject NOTHING = new JsonObject();

    private static final Map<Role, String> WHO = Map.of(
            Role.SOURCE, "auth-source",
            Role.RESPONDER, "auth-responder",
            Role.UNIT, "police-410100",
            Role.CENTRE, "410105",
            Role.GIS, "gis",
            Role.SUPERVISOR, "supervisor",
            Role.ADMIN, "admin");

    @Test
    void eachRouteIsForItsRolesAlone(RunningServer city) {
        assertThat(allowed(city, "POST", "/api/v1/events")).containsExactly("admin", "centre", "source");
        assertThat(allowed(city, "GET", "/api/v1/events"))
                .containsExactly("admin", "centre", "responder", "source", "supervisor", "unit");
        assertThat(allowed(city, "GET", "/api/v1/orders")).containsExactly("responder", "unit");
        assertThat(allowed(city, "POST", "/api/v1/orders/20260101-0000001-1/accept"))
                .containsExactly("admin", "centre", "responder", "unit");
        assertThat(allowed(city, "POST", "/api/v1/orders/20260101-0000001-1/acknowledge"))
                .containsExactly("responder", "unit");
        assertThat(allowed(city, "POST", "/api/v1/events/20260101-0000001/orders"))
                .containsExactly("admin", "centre");
        assertThat(allowed(city, "POST", "/api/v1/events/20260101-0000001/verify"))
                .containsExactly("admin", "centre");
        assertThat(allowed(city, "POST", "/api/v1/events/20260101-0000001/close"))
                .containsExactly("admin", "centre");
        assertThat(allowed(city, "PUT", "/api/v1/responders")).containsExactly("admin");
        assertThat(allowed(city, "POST", "/api/v1/boundaries?file=a.zip")).containsExactly("admin", "gis");
        assertThat(allowed(city, "GET", "/api/v1/jobs")).containsExactly("admin", "gis");
        assertThat(allowed(city, "GET", "/api/v1/boundaries")).containsExactly("admin", "centre", "gis", "supervisor");
        assertThat(allowed(city, "GET", "/api/v1/boundaries/v0-none/difference"))
                .containsExactly("admin", "centre", "gis", "supervisor");
        assertThat(allowed(city, "POST", "/api/v1/boundaries/v0-none/activate")).containsExactly("admin", "gis");
        assertThat(allowed(city, "POST", "/api/v1/boundaries/v0-none/relocate")).containsExactly("admin", "gis");
        assertThat(allowed(city, "POST", "/api/v1/boundaries/rollback")).containsExactly("admin", "gis");
        assertThat(allowed(city, "GET", "/api/v1/locate?lon=113&lat=34&k=1"))
                .containsExactly("admin", "centre", "supervisor", "unit");
    }

    private static Set<String> allowed(RunningServer city, String method, String path) {
        Set<String> allowed = new TreeSet<>();
        for (Role role : Role.values()) {
            var request = city.request(path, city.token(role, WHO.get(role)))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            method.equals("GET")
                                    ? java.net.http.HttpRequest.BodyPublishers.noBody()
                                    : java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
            if (city.send(request.build()).status() != 403) {
                allowed.add(role.text());
            }
        }
        return allowed;
    }

    @Test
    void withoutATokenOrWithAForeignOneThereIsNoWayIn(RunningServer city, Vertx vertx, @TempDir Path elsewhere)
            throws Exception {
        Actor admin = new Actor(Role.ADMIN, "admin");
        String foreign = new Tokens(vertx, TokenKey.in(elsewhere)).issue(admin, Duration.ofHours(1));
        String good = city.token(Role.ADMIN, "admin");
        assertThat(city.get("/api/v1/events", "").status()).isEqualTo(401);
        assertThat(city.get("/ws", "").status()).isEqualTo(401);
        assertThat(city.get("/api/v1/events", foreign).status()).isEqualTo(401);
        assertThat(city.get("/api/v1/events", good + "x").status()).isEqualTo(401);
        assertThat(city.get("/api/v1/events", "").response().headers().firstValue("www-authenticate"))
                .contains("Bearer");
    }

    @Test
    void aSourceSpeaksForItselfAlone(RunningServer city) {
        JsonObject report = RunningServer.report("12345", RunningServer.unique("x"), "90009", 113.66, 34.42);
        var answer = city.post("/api/v1/events", city.token(Role.SOURCE, "zhenghaoban"), report);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("detail")).contains("zhenghaoban", "12345");
    }

    @Test
    void anEventIsVisibleToThoseItConcernsAlone(RunningServer city) {
        JsonObject filed = city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "12345"),
                        RunningServer.report("12345", RunningServer.unique("x"), "02014", 113.02, 34.75))
                .json();
        String path = "/api/v1/events/" + filed.getString("number");
        String order = filed.getJsonArray("orders").getJsonObject(0).getString("id");
        assertThat(status(city, path, Role.SOURCE, "12345")).isEqualTo(200);
        assertThat(status(city, path, Role.SOURCE, "zhenghaoban")).isEqualTo(404);
        assertThat(status(city, path, Role.UNIT, "traffic-police-410181")).isEqualTo(200);
        assertThat(status(city, path, Role.UNIT, "traffic-police-410182")).isEqualTo(404);
        assertThat(status(city, path, Role.CENTRE, "410181005")).isEqualTo(200);
        assertThat(status(city, path, Role.CENTRE, "410181")).isEqualTo(200);
        assertThat(status(city, path, Role.CENTRE, "410182")).isEqualTo(404);
        assertThat(status(city, path, Role.SUPERVISOR, "s")).isEqualTo(200);

        String accept = "/api/v1/orders/" + order + "/accept";
        assertThat(city.post(accept, city.token(Role.UNIT, "police-410181"), NOTHING)
                        .status())
                .isEqualTo(403);
        assertThat(city.post(accept, city.token(Role.UNIT, "police-410182"), NOTHING)
                        .status())
                .isEqualTo(403);
        assertThat(city.post(path + "/close", city.token(Role.CENTRE, "410182"), NOTHING)
                        .status())
                .isEqualTo(403);
        var early = city.post(path + "/close", city.token(Role.CENTRE, "410181"), NOTHING);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().getString("detail")).contains("DISPATCHED", "VERIFIED");
        var cancel = city.post(
                "/api/v1/orders/" + order + "/cancel",
                city.token(Role.UNIT, "traffic-police-410181"),
                new JsonObject().put("reason", "no"));
        assertThat(cancel.status()).isEqualTo(403);
    }

    @Test
    void whoMayNotMergeIsNotToldWhichEventWasFiledFirst(RunningServer city) {
        String[] numbers = new String[2];
        for (int i = 0; i < 2; i++) {
            numbers[i] = city.post(
                            "/api/v1/events",
                            city.token(Role.SOURCE, "12345"),
                            RunningServer.report("12345", RunningServer.unique("x"), "02014", 113.02, 34.75))
                    .json()
                    .getString("number");
        }
        JsonObject into = new JsonObject().put("into", numbers[1]).put("reason", "r");
        String path = "/api/v1/events/" + numbers[0] + "/merge";
        assertThat(city.post(path, city.token(Role.CENTRE, "410182"), into).status())
                .isEqualTo(403);
        assertThat(city.post(path, city.token(Role.CENTRE, "410181"), into).status())
                .isEqualTo(409);
    }

    private static int status(RunningServer city, String path, Role role, String id) {
        return city.get(path, city.token(role, id)).status();
    }

    @Test
    void aMapClientMaySendTheTokenAsThePasswordOfBasic(RunningServer city) {
        String token = city.token(Role.GIS, "gis");
        String tile = "/tiles/grids-city";
        for (String path : new String[] {"/ogc", "/ogc/collections/grids-city/items", tile}) {
            assertThat(basic(city, "GET", path, "Basic " + base64("wang:" + token))
                            .status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(basic(city, "GET", path, "basic " + base64(":" + token)).status())
                    .isEqualTo(200);
            for (String wrong : new String[] {
                "Basic " + base64("wang:secret"), "Basic " + base64(token), "Basic %%%", "Basic", "Digest x"
            }) {
                RunningServer.Answer refused = basic(city, "GET", path, wrong);
                assertThat(refused.status()).as(wrong).isEqualTo(401);
                assertThat(refused.response().headers().allValues("WWW-Authenticate"))
                        .hasSize(2)
                        .anyMatch(challenge -> challenge.startsWith("Bearer"))
                        .anyMatch(challenge -> challenge.equals("Basic realm=\"HexDispatch\", charset=\"UTF-8\""));
            }
            assertThat(city.get(path, "").response().headers().allValues("WWW-Authenticate"))
                    .hasSize(2);
            assertThat(basic(city, "POST", path, "Basic " + base64("wang:" + token))
                            .status())
                    .isBetween(404, 405);
        }
        RunningServer.Answer elsewhere = basic(city, "GET", "/api/v1/boundaries", "Basic " + base64("wang:" + token));
        assertThat(elsewhere.status()).isEqualTo(401);
        assertThat(elsewhere.response().headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
    }

    private static RunningServer.Answer basic(RunningServer city, String method, String path, String authorization) {
        return city.send(city.request(path, "")
                .header("Authorization", authorization)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
