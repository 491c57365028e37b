package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roll calls and broadcasts as those who call and those who are called see them. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class RollCallsIT {
    private static final String ROOT = "/api/v1/roll-calls";
    private static final JsonObject NOTHING = new JsonObject();
    private static final long COUNTED_EVERY_MILLIS = 300;
    private static final String COUNTY = "410184";
    private static final String TOWNSHIP = "410184103";

    @Test
    void allCountiesTownshipsAndDedicatedGridsAreCalledAndCountedUntilTheLastHasAnswered(RunningServer city) {
        String duty = RunningServer.unique("duty");
        String admin = city.token(Role.ADMIN, duty);
        try (Terminal caller = city.terminal(Role.ADMIN, duty);
                Terminal county = city.terminal(Role.CENTRE, COUNTY);
                Terminal township = city.terminal(Role.CENTRE, TOWNSHIP)) {
            Answer called = city.post(ROOT, admin, call(centres("county", "township", "dedicated"), 600));
            assertThat(called.status()).as(called.response().body()).isEqualTo(201);
            String id = called.json().getString("id");
            assertThat(called.response().headers().firstValue("location")).contains(ROOT + "/" + id);
            assertThat(called.json().getInteger("called")).isEqualTo(16 + 215 + 19);

            JsonObject message = awaitOf(township, "called", id);
            JsonObject told = message.getJsonObject("data").getJsonObject("rollCall");
            assertThat(told.getString("message")).isEqualTo("all in");
            assertThat(told.getString("purpose")).isEqualTo("drill");
            township.send("rollcall.acknowledge", id, NOTHING);
            JsonObject confirmed = township.command("rollcall.answer", id, new JsonObject().put("text", "三人在岗"));
            assertThat(confirmed.getString("type")).endsWith("rollcall.answered");
            assertThat(own(confirmed).getString("attendance")).isEqualTo("answered");

            JsonObject above =
                    county.await(one -> isTally(one, id) && tally(one).getInteger("answered") == 1);
            assertThat(above.getJsonObject("data").getString("area")).isEqualTo(COUNTY);
            assertThat(tally(above)
                            .getJsonObject("byLevel")
                            .getJsonObject("township")
                            .getInteger("answered"))
                    .isEqualTo(1);
            assertThat(tally(above).getJsonArray("byGrid").stream()
                            .map(JsonObject.class::cast)
                            .filter(grid -> grid.getString("code").equals(TOWNSHIP)))
                    .singleElement()
                    .satisfies(grid -> assertThat(grid.getInteger("silent")).isZero());

            JsonObject tally = city.get(ROOT + "/" + id, admin).json().getJsonObject("tally");
            assertThat(tally.getInteger("silent")).isEqualTo(249);
            assertThat(tally.getJsonObject("byLevel").getJsonObject("county").getInteger("called"))
                    .isEqualTo(16);
            assertThat(tally.getJsonObject("byLevel").getJsonObject("township").getInteger("called"))
                    .isEqualTo(215);
            assertThat(tally.getJsonObject("byLevel").getJsonObject("dedicated").getInteger("called"))
                    .isEqualTo(19);
            assertThat(count(tally, "COUNTY")).isEqualTo(16);

            List<JsonObject> silent = recipients(city, id, "state=silent&limit=1000", admin);
            assertThat(silent).hasSize(249).noneMatch(one -> one.getString("id").equals(TOWNSHIP));
            for (JsonObject one : silent) {
                Answer answered =
                        city.post(ROOT + "/" + id + "/answer", city.token(Role.CENTRE, one.getString("id")), NOTHING);
                assertThat(answered.status()).isEqualTo(200);
            }
            JsonObject last = caller.await(one -> isTally(one, id)
                    && one.getJsonObject("data").getString("state").equals("ended"));
            assertThat(tally(last).getInteger("answered")).isEqualTo(250);
            assertThat(tally(last).getInteger("silent")).isZero();
            JsonObject ended = city.get(ROOT + "/" + id, admin).json();
            assertThat(ended.getString("cause")).isEqualTo("complete");
            assertThat(ended.getString("state")).isEqualTo("ended");
            assertThat(awaitOf(county, "ended", id)
                            .getJsonObject("data")
                            .getJsonObject("rollCall")
                            .getString("state"))
                    .isEqualTo("ended");
        }
    }

    @Test
    void aThousandRespondersInAPolygonAnswerAtOnceTwiceLateOrNeverAndAreCountedRight(RunningServer city)
            throws Exception {
        String name = RunningServer.unique("crowd");
        double lon = 112.98;
        double lat = 34.46;
        int size = 1_000;
        JsonArray responders = new JsonArray();
        for (int i = 0; i < size; i++) {
            responders.add(new JsonObject()
                    .put("id", name + "-" + i)
                    .put("name", "=cmd|" + i)
                    .put("unit", "heating-410185")
                    .put("onDuty", false)
                    .put("location", new JsonObject().put("lon", lon).put("lat", lat)));
        }
        String duty = RunningServer.unique("duty");
        String admin = city.token(Role.ADMIN, duty);
        assertThat(city.put("/api/v1/responders", admin, responders.encode()).status())
                .isEqualTo(200);
        String stranger = RunningServer.unique("stranger");
        try (Crowd crowd = new Crowd(city);
                Terminal caller = city.terminal(Role.ADMIN, duty);
                Terminal supervisor = city.terminal(Role.SUPERVISOR, RunningServer.unique("commission"));
                Terminal other = city.terminal(Role.RESPONDER, stranger)) {
            crowd.connect(name, 0, 900);
            assertThat(city.post(ROOT, admin, call(polygon(lon, lat).put("responders", "on-duty"), 600))
                            .json()
                            .getString("detail"))
                    .contains("nobody is meant");
            long before = System.nanoTime();
            JsonObject called =
                    city.post(ROOT, admin, call(polygon(lon, lat), 600)).json();
            String id = called.getString("id");
            assertThat(called.getInteger("called")).isEqualTo(size);
            caller.await(one -> isTally(one, id) && tally(one).getInteger("answered") == 900);

            crowd.connect(name, 900, 950);
            caller.await(one -> isTally(one, id) && tally(one).getInteger("answered") == 950);
            JsonObject refused = other.command("rollcall.answer", id, NOTHING);
            assertThat(refused.getJsonObject("data").getJsonObject("problem").getInteger("status"))
                    .isEqualTo(403);
            assertThat(city.get("/api/v1/audit?limit=50&outcome=refused", admin)
                            .response()
                            .body())
                    .contains(stranger + " may not answer " + id);

            JsonObject ended = city.post(ROOT + "/" + id + "/end", admin, new JsonObject().put("reason", "enough"))
                    .json();
            assertThat(ended.getString("cause")).isEqualTo("ended-by-hand");
            for (int i = 950; i < 960; i++) {
                Answer late = city.post(
                        ROOT + "/" + id + "/answer",
                        city.token(Role.RESPONDER, name + "-" + i),
                        new JsonObject()
                                .put(
                                        "location",
                                        new JsonObject().put("lon", lon).put("lat", lat)));
                assertThat(late.json().getJsonObject("own").getString("attendance"))
                        .isEqualTo("late");
            }
            JsonObject last = caller.await(one -> isTally(one, id) && tally(one).getInteger("late") == 10);
            assertThat(tally(last).getInteger("answered")).isEqualTo(950);
            assertThat(tally(last).getInteger("delivered")).isEqualTo(960);
            assertThat(tally(last).getInteger("silent")).isEqualTo(40);
            long turns = Duration.ofNanos(System.nanoTime() - before).toMillis() / COUNTED_EVERY_MILLIS;
            assertThat(crowd.answers()).isGreaterThanOrEqualTo(2 * 950);
            assertThat(supervisor.drain().stream()
                            .filter(one -> isTally(one, id))
                            .count())
                    .as("tallies come a few times a second, not one an answer")
                    .isBetween(2L, turns + 2);

            String csv = city.get(ROOT + "/" + id + "/recipients.csv", admin)
                    .response()
                    .body();
            assertThat(csv).startsWith("\uFEFFordinal,role,id,name");
            assertThat(csv.split("\r\n")).hasSize(size + 1);
            assertThat(csv).contains(",'=cmd|").doesNotContain(",=cmd|");
            assertThat(city.get(ROOT + "/" + id + "/recipients.csv?state=late", admin)
                            .response()
                            .body()
                            .split("\r\n"))
                    .hasSize(11);
            List<JsonObject> page = recipients(city, id, "state=silent&limit=30", admin);
            assertThat(page).hasSize(30);
            assertThat(recipients(city, id, "state=silent&after=" + page.get(29).getInteger("ordinal"), admin))
                    .hasSize(10);
            assertThat(recipients(city, id, "grid=410101", admin)).isEmpty();
            assertThat(recipients(city, id, "grid=410185&limit=1000", admin)).hasSize(size);
        }
    }

    @Test
    void bothTerminalsOfOnePersonGetTheCallAndOneAnswerCounts(RunningServer city) {
        String responder = RunningServer.unique("member");
        city.putResponder(responder, "heating-410185", 112.99, 34.47, 1);
        String admin = city.token(Role.ADMIN, "duty");
        String id =
                city.post(ROOT, admin, call(polygon(112.99, 34.47), 600)).json().getString("id");
        Answer acknowledged =
                city.post(ROOT + "/" + id + "/acknowledge", city.token(Role.RESPONDER, responder), NOTHING);
        assertThat(acknowledged.json().getJsonObject("own").getString("attendance"))
                .as("so that it comes for the sake of the answer alone")
                .isEqualTo("silent");
        try (Terminal phone = city.terminal(Role.RESPONDER, responder);
                Terminal tablet = city.terminal(Role.RESPONDER, responder)) {
            String message = awaitOf(phone, "called", id).getString("id");
            assertThat(awaitOf(tablet, "called", id).getString("id")).isEqualTo(message);
            phone.command("rollcall.answer", id, new JsonObject().put("text", "from the phone"));
            assertThat(own(awaitOf(tablet, "answered", id)).getString("text")).isEqualTo("from the phone");
            JsonObject second = tablet.command("rollcall.answer", id, new JsonObject().put("text", "from the tablet"));
            assertThat(own(second).getString("text")).isEqualTo("from the phone");
            awaitOf(phone, "ended", id);
        }
        assertThat(recipients(city, id, "state=answered", admin))
                .singleElement()
                .satisfies(one -> assertThat(one.getString("text")).isEqualTo("from the phone"));
        try (Terminal again = city.terminal(Role.RESPONDER, responder)) {
            assertThat(again.command("rollcall.answer", id, NOTHING).getString("type"))
                    .endsWith("rollcall.answered");
            assertThat(again.drain()).noneMatch(one -> id.equals(one.getString("subject")));
        }
        JsonObject seen =
                city.get(ROOT + "/" + id, city.token(Role.RESPONDER, responder)).json();
        assertThat(seen.getJsonObject("own").getString("attendance")).isEqualTo("answered");
        assertThat(seen.containsKey("tally")).isFalse();
    }

    @Test
    void aCentreCallsThoseBelowItAndNobodyElse(RunningServer city) {
        String county = city.token(Role.CENTRE, COUNTY);
        Answer own = city.post(ROOT, county, call(centres("county", "township"), 600));
        assertThat(own.status()).as(own.response().body()).isEqualTo(201);
        String id = own.json().getString("id");
        assertThat(recipients(city, id, "limit=1000", county))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.getString("county")).isEqualTo(COUNTY))
                .allSatisfy(one -> assertThat(one.getString("level")).isEqualTo("township"));

        JsonObject elsewhere = centres("township").put("grids", new JsonArray().add("410181"));
        Answer refused = city.post(ROOT, county, call(elsewhere, 600));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail"))
                .contains("grid 410181 does not lie in the area of centre 410184");
        String admin = city.token(Role.ADMIN, "duty");
        assertThat(city.get("/api/v1/audit?limit=50&outcome=refused", admin)
                        .response()
                        .body())
                .contains("grid 410181 does not lie in the area of centre 410184");
        assertThat(city.post(ROOT, county, call(centres("township").put("grids", new JsonArray().add("0")), 600))
                        .status())
                .isEqualTo(400);
        assertThat(city.post(ROOT, city.token(Role.SUPERVISOR, "commission"), call(centres("county"), 600))
                        .status())
                .isEqualTo(403);
        assertThat(city.post(ROOT, city.token(Role.CENTRE, TOWNSHIP), call(centres("county"), 600))
                        .json()
                        .getString("detail"))
                .contains("nobody is meant");

        assertThat(city.get(ROOT + "/" + id, city.token(Role.SUPERVISOR, "commission"))
                        .json()
                        .getJsonObject("tally")
                        .getInteger("answered"))
                .isZero();
        assertThat(city.get(ROOT + "/" + id, city.token(Role.CENTRE, "410181")).status())
                .isEqualTo(404);
        assertThat(city.get(ROOT + "?limit=500", city.token(Role.CENTRE, "410181"))
                        .response()
                        .body())
                .doesNotContain("\"" + id + "\"");
        assertThat(city.get(ROOT + "?limit=500", city.token(Role.CENTRE, "410100"))
                        .response()
                        .body())
                .contains("\"" + id + "\"");
        String township = city.token(Role.CENTRE, TOWNSHIP);
        assertThat(city.get(ROOT + "/" + id, township)
                        .json()
                        .getJsonObject("tally")
                        .getInteger("called"))
                .as("it sees itself alone")
                .isEqualTo(1);
        assertThat(recipients(city, id, "limit=1000", township)).hasSize(1);
        Answer mutiny = city.post(ROOT + "/" + id + "/cancel", township, new JsonObject().put("reason", "no"));
        assertThat(mutiny.status()).isEqualTo(403);
        assertThat(city.get("/api/v1/audit?limit=50&outcome=refused", admin)
                        .response()
                        .body())
                .contains("centre " + TOWNSHIP + " may not cancel " + id);
        assertThat(city.post(ROOT + "/" + id + "/cancel", admin, new JsonObject().put("reason", "over"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBroadcastCountsReceiptsAndTakesNoAnswer(RunningServer city) {
        JsonObject wish = call(centres("township").put("grids", new JsonArray().add(TOWNSHIP)), 600)
                .put("kind", "broadcast");
        String county = city.token(Role.CENTRE, COUNTY);
        try (Terminal township = city.terminal(Role.CENTRE, TOWNSHIP);
                Terminal caller = city.terminal(Role.CENTRE, COUNTY)) {
            JsonObject sent = city.post(ROOT, county, wish).json();
            String id = sent.getString("id");
            assertThat(sent.containsKey("remindAt")).isFalse();
            awaitOf(township, "called", id);
            Answer refused = city.post(ROOT + "/" + id + "/answer", city.token(Role.CENTRE, TOWNSHIP), NOTHING);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().getString("detail")).contains("is a broadcast, which takes no answer");
            township.send("rollcall.acknowledge", id, NOTHING);
            JsonObject told = caller.await(one -> isTally(one, id) && tally(one).getInteger("delivered") == 1);
            assertThat(tally(told).containsKey("silent")).isFalse();
            assertThat(awaitOf(caller, "ended", id)
                            .getJsonObject("data")
                            .getJsonObject("rollCall")
                            .getString("cause"))
                    .isEqualTo("complete");
        }
    }

    @Test
    void theSilentAreRemindedAndACancelledCallTakesNoAnswers(RunningServer city) {
        String county = city.token(Role.CENTRE, "410185");
        JsonObject wish = call(centres("township"), 600);
        JsonObject called = city.post(ROOT, county, wish).json();
        String id = called.getString("id");
        assertThat(city.post(ROOT, county, wish.put("message", "sent again")).status())
                .isEqualTo(200);
        assertThat(city.post(ROOT, county, wish).json().getString("id")).isEqualTo(id);
        List<JsonObject> all = recipients(city, id, "limit=1000", county);
        String silent = all.get(0).getString("id");
        String eager = all.get(1).getString("id");
        try (Terminal silentOne = city.terminal(Role.CENTRE, silent);
                Terminal eagerOne = city.terminal(Role.CENTRE, eager)) {
            eagerOne.command("rollcall.answer", id, NOTHING);
            awaitOf(silentOne, "called", id);
            Answer reminded = city.post(ROOT + "/" + id + "/remind", county, NOTHING);
            assertThat(reminded.json().getInteger("reminded")).isEqualTo(all.size() - 1);
            awaitOf(silentOne, "reminded", id);
            Answer again = city.post(ROOT + "/" + id + "/remind", county, NOTHING);
            assertThat(again.status()).isEqualTo(429);
            assertThat(again.response().headers().firstValue("retry-after")).contains("5");
            assertThat(city.post(ROOT + "/" + id + "/cancel", county, NOTHING)
                            .json()
                            .getString("detail"))
                    .contains("/reason: is missing");

            JsonObject why = new JsonObject().put("reason", "false alarm");
            assertThat(city.post(ROOT + "/" + id + "/cancel", county, why)
                            .json()
                            .getString("state"))
                    .isEqualTo("cancelled");
            assertThat(awaitOf(silentOne, "ended", id)
                            .getJsonObject("data")
                            .getJsonObject("rollCall")
                            .getString("reason"))
                    .isEqualTo("false alarm");
            assertThat(eagerOne.drain()).noneMatch(one -> one.getString("type").endsWith("rollcall.reminded"));
            JsonObject refused = silentOne.command("rollcall.answer", id, NOTHING);
            assertThat(refused.getJsonObject("data").getJsonObject("problem").getString("detail"))
                    .contains("was cancelled");
            assertThat(city.post(ROOT + "/" + id + "/cancel", county, why).status())
                    .as("done twice it is done once")
                    .isEqualTo(200);
            assertThat(city.post(ROOT + "/" + id + "/end", county, NOTHING).status())
                    .isEqualTo(409);
            assertThat(city.post(ROOT + "/" + id + "/remind", county, NOTHING).status())
                    .isEqualTo(409);
        }
        JsonObject tally = city.get(ROOT + "/" + id, county).json().getJsonObject("tally");
        assertThat(tally.getInteger("answered")).isEqualTo(1);
        assertThat(city.get(ROOT + "?state=cancelled&limit=500", county)
                        .response()
                        .body())
                .contains("\"" + id + "\"");
    }

    @Test
    void whatIsWrongIsNamed(RunningServer city) {
        String admin = city.token(Role.ADMIN, "duty");
        assertThat(city.post(ROOT, admin, NOTHING).json().getJsonArray("errors"))
                .hasSize(5);
        for (String path : List.of("/rc-999999999", "/nonsense", "/rc-0", "/rc-1%00")) {
            assertThat(city.get(ROOT + path, admin).status()).as(path).isEqualTo(404);
            assertThat(city.get(ROOT + path + "/recipients.csv", admin).status())
                    .as(path)
                    .isEqualTo(404);
        }
        for (String query : List.of(
                "?state=over", "?before=12", "?limit=0", "?kind=x", "?purpose=x", "?state=calling&state=ended")) {
            assertThat(city.get(ROOT + query, admin).status()).as(query).isEqualTo(400);
        }
        for (String query : List.of("?state=over", "?grid=a%20b", "?after=-1", "?limit=1001")) {
            assertThat(city.get(ROOT + "/rc-1/recipients" + query, admin).status())
                    .as(query)
                    .isEqualTo(400);
        }
        String responder = city.token(Role.RESPONDER, "nobody");
        assertThat(city.post(ROOT + "/rc-999999999/answer", responder, NOTHING).status())
                .isEqualTo(404);
        assertThat(city.get(ROOT + "/rc-1/recipients", responder).status()).isEqualTo(403);
        assertThat(city.get(ROOT, responder).json().getJsonArray("rollCalls")).isEmpty();
        try (Terminal terminal = city.terminal(Role.RESPONDER, "nobody")) {
            assertThat(terminal.command("rollcall.answer", "12", NOTHING)
                            .getJsonObject("data")
                            .encode())
                    .contains("/subject: the id of a roll call is needed");
            assertThat(terminal.command("rollcall.answer", "rc-1", new JsonObject().put("txt", "x"))
                            .getJsonObject("data")
                            .encode())
                    .contains("/data/txt");
            assertThat(terminal.command("rollcall.shout", "rc-1", NOTHING)
                            .getJsonObject("data")
                            .encode())
                    .contains("io.hexdispatch.rollcall.answer");
        }
    }

    private static JsonObject call(JsonObject audience, int limitSeconds) {
        return new JsonObject()
                .put("key", RunningServer.unique("call"))
                .put("purpose", "drill")
                .put("message", "all in")
                .put("limitSeconds", limitSeconds)
                .put("audience", audience);
    }

    private static JsonObject centres(String... levels) {
        return new JsonObject().put("centres", new JsonArray(List.of(levels)));
    }

    private static JsonObject polygon(double lon, double lat) {
        double reach = 0.002;
        JsonArray ring = new JsonArray()
                .add(new JsonArray().add(lon - reach).add(lat - reach))
                .add(new JsonArray().add(lon + reach).add(lat - reach))
                .add(new JsonArray().add(lon + reach).add(lat + reach))
                .add(new JsonArray().add(lon - reach).add(lat + reach))
                .add(new JsonArray().add(lon - reach).add(lat - reach));
        return new JsonObject()
                .put("responders", "all")
                .put("polygon", new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring)));
    }

    private static List<JsonObject> recipients(RunningServer city, String id, String query, String token) {
        return city.get(ROOT + "/" + id + "/recipients?" + query, token).json().getJsonArray("recipients").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject awaitOf(Terminal terminal, String what, String id) {
        return terminal.await(message ->
                message.getString("type").endsWith("rollcall." + what) && id.equals(message.getString("subject")));
    }

    private static boolean isTally(JsonObject message, String id) {
        return message.getString("type").endsWith("rollcall.tally") && id.equals(message.getString("subject"));
    }

    private static JsonObject tally(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("tally");
    }

    private static JsonObject own(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("own");
    }

    private static long count(JsonObject tally, String level) {
        return tally.getJsonArray("byGrid").stream()
                .map(JsonObject.class::cast)
                .filter(grid -> grid.getString("level").equals(level))
                .count();
    }
}
