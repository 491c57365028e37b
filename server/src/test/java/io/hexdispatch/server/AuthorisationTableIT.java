package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.apidescription.AsyncApi;
import io.hexdispatch.server.AuthorisationTable.Line;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds the server to the table of who may do what: nobody gets in who is not in it, and nothing can be asked for that is not. */
@ExtendWith(RunningServer.Shared.class)
final class AuthorisationTableIT {
    private static final List<Line> TABLE = AuthorisationTable.lines();
    private static final Set<Integer> SHUT = Set.of(401, 403);
    private static final Set<Role> WITH_AREAS = Set.of(Role.SOURCE, Role.RESPONDER, Role.UNIT, Role.CENTRE);

    @Test
    void everyRouteAndEveryMessageIsInTheTableWithItsRoles(RunningServer city) {
        Map<String, Set<Role>> served = new TreeMap<>();
        city.routes().forEach(route -> served.put(route.method() + " " + route.path(), route.roles()));
        served.putAll(city.otherProtocols());
        Map<String, Set<Role>> known = new TreeMap<>();
        TABLE.stream().filter(line -> !line.isMessage()).forEach(line -> known.put(line.what(), line.roles()));
        assertThat(known).isEqualTo(served);

        JsonObject document = AsyncApi.document();
        Set<String> described = new TreeSet<>();
        for (String operation : document.getJsonObject("operations").fieldNames()) {
            if (operation.startsWith("receive-")) {
                described.add(document.getJsonObject("components")
                        .getJsonObject("messages")
                        .getJsonObject(operation.substring("receive-".length()))
                        .getString("name")
                        .replace("io.hexdispatch.", "WS "));
            }
        }
        assertThat(TABLE.stream().filter(Line::isMessage).map(Line::what).toList())
                .containsExactlyInAnyOrderElementsOf(described);
    }

    /** What is asked for does not exist, and what is sent nobody can read, so that nothing is done even where it may be. */
    @Test
    void eachRouteIsForItsRolesAloneAndForNobodyWithoutAToken(RunningServer city) {
        SoftAssertions all = new SoftAssertions();
        for (Line line : TABLE) {
            if (!line.isRoute()) {
                continue;
            }
            String path = line.target()
                    .replace(":number", "20260101-0000001")
                    .replace(":id", line.kind().equals("order") ? "20260101-0000001-1" : "999999999")
                    .replaceAll(":\\w+", "nowhere");
            int without = send(city, line.method(), path, "", "<x/>").status();
            if (line.isOpen()) {
                all.assertThat(without).as(line.what()).isIn(200, 503);
                continue;
            }
            all.assertThat(without).as("%s without a token", line.what()).isEqualTo(401);
            for (Role role : Role.values()) {
                String who = OwnAndForeign.foreign(role);
                String own = path.replace("nowhere", who);
                int status = send(city, line.method(), own, city.token(role, who), "<x/>")
                        .status();
                if (line.roles().contains(role)) {
                    all.assertThat(status)
                            .as("%s for %s", line.what(), role)
                            .isNotIn(SHUT)
                            .isLessThan(500);
                } else {
                    all.assertThat(status).as("%s for %s", line.what(), role).isEqualTo(403);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void whatIsNotInTheTableIsRefused(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        Set<String> known = new TreeSet<>();
        TABLE.stream().filter(Line::isRoute).forEach(line -> known.add(line.what()));
        SoftAssertions all = new SoftAssertions();
        for (Line line : TABLE) {
            if (!line.isRoute()) {
                continue;
            }
            String path = line.target().replace(":number", "20260101-0000001").replaceAll(":\\w+", "1");
            for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")) {
                if (known.contains(method + " " + line.target())) {
                    continue;
                }
                int status = send(city, method, path, admin, "<x/>").status();
                // Another route may fit the same path: it is in the table itself.
                boolean fitsAnother = TABLE.stream()
                        .filter(Line::isRoute)
                        .anyMatch(other -> other.method().equals(method)
                                && path.matches(other.target().replaceAll(":\\w+", "[^/]+")));
                if (!fitsAnother) {
                    all.assertThat(status).as(method + " " + path).isIn(404, 405);
                }
            }
        }
        all.assertAll();
    }

    private static Answer send(RunningServer city, String method, String path, String token, String body) {
        // Over HTTP/2 a server ends the connection of a client of whom it refuses so many requests before their bodies
        // have come.
        var request = city.request(path, token).version(HttpClient.Version.HTTP_1_1);
        return sendTwice(
                city,
                body.isEmpty() || method.equals("GET")
                        ? request.method(method, BodyPublishers.noBody()).build()
                        : request.header("Content-Type", body.startsWith("<") ? "text/xml" : "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build());
    }

    /** Where a body is refused unread, the server closes the connection, of which the client may learn only at its next request. */
    private static Answer sendTwice(RunningServer city, HttpRequest request) {
        try {
            return city.send(request);
        } catch (IllegalStateException closedMeanwhile) {
            return city.send(request);
        }
    }

    @Test
    void whatBelongsToAnotherAreaIsShutAndWhoTriesIsInTheAudit(RunningServer city) {
        SoftAssertions all = new SoftAssertions();
        OwnAndForeign things = new OwnAndForeign(city);
        for (Line line : TABLE) {
            if (!line.isRoute() || !line.hasAreas()) {
                continue;
            }
            for (Role role : line.roles()) {
                if (!WITH_AREAS.contains(role)) {
                    continue;
                }
                String path = things.path(line);
                Answer answer = send(
                        city, line.method(), path, city.token(role, OwnAndForeign.foreign(role)), things.body(line));
                String what = line.what() + " for a foreign " + role;
                if (line.foreign().equals("hidden")) {
                    all.assertThat(answer.status()).as(what).isEqualTo(200);
                    all.assertThat(answer.response().body()).as(what).doesNotContain(things.sign(line));
                } else {
                    all.assertThat(answer.status())
                            .as(what + ": " + answer.response().body())
                            .isEqualTo(Integer.parseInt(line.foreign()));
                }
                if (answer.status() == 403) {
                    JsonObject last = city.get(
                                    "/api/v1/audit?outcome=refused&limit=1&actor=" + OwnAndForeign.foreign(role),
                                    city.token(Role.ADMIN, "wang"))
                            .json()
                            .getJsonArray("entries")
                            .getJsonObject(0);
                    all.assertThat(last.getString("detail"))
                            .as(what)
                            .isEqualTo(answer.json().getString("detail"));
                }
            }
        }
        all.assertAll();
    }

    @Test
    void whatIsTheirsIsOpenToThoseWhoMay(RunningServer city) {
        SoftAssertions all = new SoftAssertions();
        for (Line line : TABLE) {
            if (!line.isRoute() || !line.hasAreas()) {
                continue;
            }
            OwnAndForeign things = new OwnAndForeign(city);
            for (Role role : line.roles()) {
                Answer answer = send(
                        city,
                        line.method(),
                        things.path(line),
                        city.token(role, things.own(line, role)),
                        things.body(line));
                String what = line.what() + " for its own " + role + ": "
                        + answer.response().body();
                if (line.own().contains(role)) {
                    all.assertThat(answer.status())
                            .as(what)
                            .isNotIn(401, 403, 404, 400)
                            .isLessThan(500);
                } else {
                    all.assertThat(answer.status()).as(what).isIn(403, 404);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void eachMessageIsForItsRolesAndItsAreaAlone(RunningServer city) {
        SoftAssertions all = new SoftAssertions();
        for (Role role : Role.values()) {
            OwnAndForeign things = new OwnAndForeign(city);
            if (role == Role.SOURCE) {
                assertThat(city.get("/ws", city.token(role, "12345")).status()).isEqualTo(403);
                continue;
            }
            try (Terminal foreign = city.terminal(role, OwnAndForeign.foreign(role));
                    Terminal own = city.terminal(role, things.own(role))) {
                for (Line line : TABLE) {
                    if (!line.isMessage()) {
                        continue;
                    }
                    JsonObject data = new JsonObject(things.body(line));
                    List<Integer> shut = new ArrayList<>(List.of(403, 404));
                    boolean isShutToAll = !line.roles().contains(role);
                    if (isShutToAll || line.hasAreas() && WITH_AREAS.contains(role)) {
                        all.assertThat(status(foreign.command(line.target(), things.subject(line), data)))
                                .as("%s for a foreign %s", line.what(), role)
                                .isIn(shut);
                    }
                    boolean isAnswered =
                            !line.what().endsWith("acknowledge") && !line.kind().equals("roll-call");
                    if (line.own().contains(role) && line.hasAreas() && isAnswered) {
                        all.assertThat(status(own.command(line.target(), things.subject(line), data)))
                                .as("%s for its own %s", line.what(), role)
                                .isNotIn(400, 403, 404)
                                .isLessThan(500);
                    }
                    if (isShutToAll) {
                        all.assertThat(status(own.command(line.target(), things.subject(line), data)))
                                .as("%s for its own %s", line.what(), role)
                                .isIn(shut);
                    }
                }
            }
        }
        all.assertAll();
    }

    /** 200 where a command was carried out. */
    private static int status(JsonObject answer) {
        JsonObject problem = answer.getJsonObject("data").getJsonObject("problem");
        return problem == null ? 200 : problem.getInteger("status");
    }
}
