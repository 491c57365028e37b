package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two counties, units of the city and of the counties, and events that concern several of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JointHandlingIT {
    private static final String RULES =
            """
            version: 1
            title: test
            departments:
              - {code: gas, name: Gas}
              - {code: fire, name: Fire}
              - {code: water, name: Water}
            areas:
              counties: [{code: 410104, name: West}, {code: 410105, name: East}]
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
              - {code: "fire-{area}", name: "{areaName} fire", department: fire, forEachOf: counties}
              - {code: "water-{area}", name: "{areaName} water", department: water, forEachOf: counties}
            jointHandling: {borderMetres: 60, decision: 24 hours}
            rules:
              - {categories: [90003], lead: gas, coHandling: [fire], jointHandling: open}
              - {categories: [90001], lead: water, coHandling: [fire]}
            default:
              lead: water
            """;
    private static final double FAR = 113.605;
    /** 46 m west of the border. */
    private static final double NEAR = 113.6195;

    @TempDir
    private static Path folder;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static RunningServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RunningServer(
                folder.resolve("data"),
                Optional.of(TwoCounties.write(folder.resolve("city.geojson"))),
                Optional.of(Files.writeString(folder.resolve("rules.yaml"), RULES)),
                CLOCK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void anEventAtABorderIsProposedOpenedDeliberatedDecidedAndClosed() {
        try (Terminal east = server.terminal(Role.CENTRE, "410105");
                Terminal unit = server.terminal(Role.UNIT, "water-410105");
                Terminal supervisor = server.terminal(Role.SUPERVISOR, "jw")) {
            JsonObject filed = file("90002", NEAR, 34.705);
            String number = filed.getString("number");
            assertThat(filed.getJsonObject("explanation").getString("jointHandling"))
                    .isEqualTo("proposed: cross-region 跨区域 (46 m from the border of 410105 grid 410105)");
            assertThat(east.awaitType("jointhandling.proposed").getString("subject"))
                    .as("the other county learns of it")
                    .isEqualTo(number);
            assertThat(supervisor.awaitType("jointhandling.proposed").getString("subject"))
                    .isEqualTo(number);
            JsonObject proposed = get(number, Role.CENTRE, "410105").json();
            assertThat(proposed.getString("status")).isEqualTo("PROPOSED");
            assertThat(proposed.getString("decidedByCentre")).isEqualTo("410100");
            assertThat(ids(proposed, "parties")).containsExactly("410104", "410105", "water-410104");

            Answer opened = post(
                    "",
                    Role.CENTRE,
                    "410104",
                    new JsonObject()
                            .put("event", number)
                            .put("units", new JsonArray().add("water-410105"))
                            .put("text", "the pipe runs under the border"));
            assertThat(opened.status()).as(opened.response().body()).isEqualTo(200);
            assertThat(opened.json().getString("status")).isEqualTo("OPEN");
            assertThat(opened.json().getJsonArray("grounds")).containsExactly("cross-region");
            assertThat(unit.awaitType("jointhandling.opened").getString("subject"))
                    .isEqualTo(number);

            assertThat(act(number, "opinion", Role.UNIT, "water-410105", text("ours is the valve"))
                            .status())
                    .isEqualTo(200);
            act(number, "opinion", Role.CENTRE, "410105", text("let the east lead"));
            assertThat(act(number, "opinion", Role.UNIT, "water-410105", text("we lead"))
                            .json()
                            .getJsonArray("opinions"))
                    .hasSize(2);
            assertThat(act(number, "opinion", Role.UNIT, "fire-410105", text("me too"))
                            .status())
                    .as("no party")
                    .isEqualTo(403);
            JsonObject wish = new JsonObject()
                    .put("lead", "water-410105")
                    .put("coHandling", new JsonArray().add("water-410104"))
                    .put("text", "the valve is in the east");
            assertThat(act(number, "decide", Role.CENTRE, "410104", wish).status())
                    .as("a county does not hold all parties")
                    .isEqualTo(403);
            assertThat(act(number, "decide", Role.CENTRE, "410100", wish.copy().put("lead", "fire-410104"))
                            .json()
                            .getString("detail"))
                    .isEqualTo("/lead: unit \"fire-410104\" takes no part; invite it first");
            Answer decided = act(number, "decide", Role.CENTRE, "410100", wish);
            assertThat(decided.status()).as(decided.response().body()).isEqualTo(200);
            assertThat(decided.json().getString("status")).isEqualTo("DECIDED");
            assertThat(decided.json().getJsonObject("event").getJsonArray("orders").stream()
                            .map(JsonObject.class::cast)
                            .map(order -> order.getString("unit") + " " + order.getString("role") + " "
                                    + order.getString("status")))
                    .containsExactly(
                            "water-410104 LEAD CANCELLED",
                            "water-410105 LEAD DISPATCHED",
                            "water-410104 CO_HANDLING DISPATCHED");
            assertThat(unit.awaitType("order.dispatched")
                            .getJsonObject("data")
                            .getJsonObject("order")
                            .getString("role"))
                    .isEqualTo("LEAD");
            int lines = decided.json().getJsonArray("record").size();
            assertThat(act(number, "decide", Role.CENTRE, "410100", wish).json().getJsonArray("record"))
                    .as("the same again is nothing")
                    .hasSize(lines);
            Answer other =
                    act(number, "decide", Role.CENTRE, "410100", wish.copy().put("text", "another"));
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.json().getString("state")).isEqualTo("DECIDED");

            JsonObject event = server.get("/api/v1/events/" + number, server.token(Role.ADMIN, "wang"))
                    .json();
            assertThat(event.getJsonObject("jointHandling"))
                    .isEqualTo(new JsonObject().put("number", number).put("status", "DECIDED"));
            assertThat(event.getJsonArray("history").encode()).contains("joint-open", "joint-decide");
            JsonObject before = figures();
            assertThat(before.getInteger("closed")).isZero();
            for (int ordinal : new int[] {2, 3}) {
                String order = "/api/v1/orders/" + number + "-" + ordinal;
                server.post(order + "/accept", server.token(Role.ADMIN, "wang"), new JsonObject());
                server.post(order + "/complete", server.token(Role.ADMIN, "wang"), new JsonObject());
            }
            assertThat(server.post(
                                    "/api/v1/events/" + number + "/close",
                                    server.token(Role.ADMIN, "wang"),
                                    new JsonObject().put("reason", "seen"))
                            .status())
                    .isEqualTo(200);
            assertThat(get(number, Role.UNIT, "water-410104").json().getString("status"))
                    .isEqualTo("CLOSED");
            JsonObject after = figures();
            assertThat(after.getInteger("closed")).isEqualTo(1);
            assertThat(after.getDouble("closingRatePercent")).isEqualTo(100.0 / after.getInteger("deliberated"));
            assertThat(after.getJsonObject("byGrounds")
                            .getJsonObject("cross-region")
                            .getInteger("closed"))
                    .isEqualTo(1);
        }
    }

    @Test
    @Order(2)
    void aRuleOpensItAtOnceAndADecisionInTimeIsMissedOnce() {
        try (Terminal city = server.terminal(Role.CENTRE, "410100")) {
            JsonObject filed = file("90003", FAR, 34.705);
            String number = filed.getString("number");
            assertThat(filed.getJsonObject("explanation").getString("jointHandling"))
                    .startsWith(
                            "opened: cross-level 跨层级 (units of several levels: gas-city (CITY), fire-410104 (COUNTY))")
                    .contains("cross-department 跨部门");
            assertThat(city.awaitType("jointhandling.opened").getString("subject"))
                    .isEqualTo(number);
            JsonObject open = get(number, Role.CENTRE, "410100").json();
            assertThat(open.getString("decidedByCentre"))
                    .as("a unit of the city takes part")
                    .isEqualTo("410100");
            assertThat(Duration.between(
                            Instant.parse(open.getString("openedAt")), Instant.parse(open.getString("decideBy"))))
                    .isEqualTo(Duration.ofHours(24));

            CLOCK.shift(Duration.ofHours(25));
            JsonObject late = city.await(message -> message.getString("type").endsWith("jointhandling.changed")
                    && message.getString("subject").equals(number));
            assertThat(late.getJsonObject("data").getJsonObject("entry").getString("action"))
                    .isEqualTo("overdue");
            JsonObject is = get(number, Role.SUPERVISOR, "jw").json();
            assertThat(is.getString("overdueAt")).isEqualTo(is.getString("decideBy"));
            assertThat(list("?overdue=true&status=open", Role.SUPERVISOR, "jw")).containsExactly(number);
            JsonArray findings = server.get(
                            "/api/v1/findings?kind=late-joint-decision&event=" + number,
                            server.token(Role.SUPERVISOR, "jw"))
                    .json()
                    .getJsonArray("findings");
            assertThat(findings).hasSize(1);
            assertThat(findings.getJsonObject(0).getJsonArray("accountable"))
                    .containsExactly(new JsonObject().put("role", "centre").put("id", "410100"));

            Answer decided = act(
                    number,
                    "decide",
                    Role.CENTRE,
                    "410100",
                    new JsonObject()
                            .put("lead", "gas-city")
                            .put("coHandling", new JsonArray().add("fire-410104"))
                            .put("text", "as the rule has it"));
            assertThat(decided.json().getJsonObject("event").getJsonArray("orders"))
                    .as("who has the part keeps his order")
                    .hasSize(2);
            assertThat(actions(decided.json())).containsExactly("open", "overdue", "decide");
            assertThat(figures().getInteger("late")).isEqualTo(1);
        }
    }

    @Test
    @Order(3)
    void aDedicatedGridAcrossTheBorderIsProposedAndAnOrdinaryEventIsNot() {
        JsonObject station = file("90002", 113.613, 34.718);
        assertThat(station.getJsonObject("explanation").getString("jointHandling"))
                .isEqualTo("proposed: cross-region 跨区域 (in dedicated grid station, which reaches 410105 grid 410105)");
        JsonObject ordinary = file("90001", FAR, 34.705);
        assertThat(ordinary.getJsonArray("orders")).hasSize(2);
        assertThat(ordinary.getJsonObject("explanation").containsKey("jointHandling"))
                .isFalse();
        String number = ordinary.getString("number");
        assertThat(get(number, Role.ADMIN, "wang").status()).isEqualTo(404);
        assertThat(act(number, "withdraw", Role.CENTRE, "410104", reason("none"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    @Order(4)
    void aCountyOpensOneByHandAndWithdrawsIt() {
        String number = file("90001", FAR, 34.705).getString("number");
        assertThat(post("", Role.CENTRE, "410104", new JsonObject().put("event", number))
                        .json()
                        .getString("detail"))
                .isEqualTo("/grounds: no rule saw grounds for event " + number + "; name them");
        JsonObject wish = new JsonObject().put("event", number).put("grounds", new JsonArray().add("cross-department"));
        assertThat(post("", Role.CENTRE, "410104001", wish).status())
                .as("a township")
                .isEqualTo(403);
        assertThat(post("", Role.CENTRE, "410105", wish).status())
                .as("another county")
                .isEqualTo(403);
        Answer opened = post("", Role.CENTRE, "410104", wish);
        assertThat(opened.json().getString("decidedByCentre"))
                .as("all parties are the county's")
                .isEqualTo("410104");
        assertThat(ids(opened.json(), "parties")).containsExactly("410104", "water-410104", "fire-410104");
        assertThat(post("", Role.CENTRE, "410104", wish).json().getJsonArray("record"))
                .hasSize(1);
        Answer second = post("", Role.CENTRE, "410100", wish);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().getString("detail")).contains("is OPEN, opened by centre 410104");
        assertThat(second.json().getJsonArray("possible").encode())
                .isEqualTo("[\"invite\",\"opinion\",\"decide\",\"withdraw\"]");

        assertThat(act(
                                number,
                                "invite",
                                Role.CENTRE,
                                "410104",
                                new JsonObject().put("centres", new JsonArray().add("410105")))
                        .json()
                        .getString("decidedByCentre"))
                .as("another county takes part")
                .isEqualTo("410100");
        assertThat(act(
                                number,
                                "invite",
                                Role.CENTRE,
                                "410104",
                                new JsonObject().put("units", new JsonArray().add("nobody")))
                        .status())
                .isEqualTo(400);
        assertThat(act(number, "withdraw", Role.CENTRE, "410105", reason("no")).status())
                .isEqualTo(403);
        assertThat(act(number, "withdraw", Role.CENTRE, "410104", reason("settled by telephone"))
                        .json()
                        .getString("status"))
                .isEqualTo("WITHDRAWN");
        assertThat(act(number, "opinion", Role.UNIT, "water-410104", text("late"))
                        .status())
                .isEqualTo(409);
        assertThat(list("?status=withdrawn", Role.UNIT, "water-410104")).contains(number);
        assertThat(list("?area=410105", Role.CENTRE, "410105")).contains(number);
        assertThat(list("?grounds=cross-level", Role.ADMIN, "wang")).doesNotContain(number);
        assertThat(get(number, Role.UNIT, "fire-410105").status()).isEqualTo(404);
        assertThat(post("", Role.CENTRE, "410104", wish).json().getString("status"))
                .isEqualTo("OPEN");
    }

    @Test
    @Order(5)
    void listsArePagedAndWhatIsWrongIsTold() {
        file("90002", NEAR, 34.706);
        file("90002", NEAR, 34.707);
        JsonObject first = server.get(
                        "/api/v1/joint-handlings?limit=1&status=proposed", server.token(Role.ADMIN, "wang"))
                .json();
        assertThat(first.getJsonArray("jointHandlings")).hasSize(1);
        JsonObject next = server.get(first.getString("next"), server.token(Role.ADMIN, "wang"))
                .json();
        assertThat(next.getJsonArray("jointHandlings").getJsonObject(0).getString("number"))
                .isLessThan(
                        first.getJsonArray("jointHandlings").getJsonObject(0).getString("number"));
        for (String wrong : List.of(
                "?status=odd", "?grounds=odd", "?overdue=odd", "?before=odd", "?limit=0", "?odd=1", "?area=odd")) {
            assertThat(server.get("/api/v1/joint-handlings" + wrong, server.token(Role.ADMIN, "wang"))
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(post(
                                "",
                                Role.ADMIN,
                                "wang",
                                new JsonObject()
                                        .put("event", "odd")
                                        .put("grounds", "odd")
                                        .put("odd", 1))
                        .json()
                        .getJsonArray("errors"))
                .hasSize(3);
        assertThat(server.get("/api/v1/joint-handlings", server.token(Role.SOURCE, "test"))
                        .status())
                .isEqualTo(403);
        assertThat(server.get("/api/v1/joint-handlings/figures?from=odd", server.token(Role.ADMIN, "wang"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    @Order(6)
    void theSameReportTwiceIsOneEventAndOneProposal() {
        JsonObject report = RunningServer.report("test", RunningServer.unique("twin"), "90002", NEAR, 34.708);
        String token = server.token(Role.SOURCE, "test");
        Answer first = server.post("/api/v1/events", token, report);
        Answer again = server.post("/api/v1/events", token, report);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("number")).isEqualTo(first.json().getString("number"));
        assertThat(again.json().getJsonObject("explanation").getString("jointHandling"))
                .startsWith("proposed");
        assertThat(get(first.json().getString("number"), Role.ADMIN, "wang")
                        .json()
                        .getJsonArray("record"))
                .hasSize(1);
    }

    @Test
    @Order(7)
    void ofTwoWhoDecideAtOnceOneComesSecond() throws Exception {
        String number = file("90003", FAR, 34.706).getString("number");
        List<CompletableFuture<Answer>> answers = Stream.of(Role.CENTRE, Role.ADMIN)
                .map(role -> CompletableFuture.supplyAsync(() -> act(
                        number,
                        "decide",
                        role,
                        "410100",
                        new JsonObject()
                                .put("lead", "fire-410104")
                                .put("coHandling", new JsonArray())
                                .put("text", "as " + role + " says"))))
                .toList();
        List<Integer> states = new ArrayList<>();
        for (CompletableFuture<Answer> answer : answers) {
            states.add(answer.get(30, TimeUnit.SECONDS).status());
        }
        assertThat(states).containsExactlyInAnyOrder(200, 409);
        JsonObject is = get(number, Role.ADMIN, "wang").json();
        assertThat(actions(is)).containsExactly("open", "decide");
        assertThat(objects(is.getJsonObject("event"), "orders")
                        .filter(order -> order.getString("status").equals("DISPATCHED"))
                        .map(order -> order.getString("unit") + " " + order.getString("role")))
                .containsExactly("fire-410104 LEAD");
        assertThat(objects(
                                server.get("/api/v1/audit?outcome=refused", server.token(Role.ADMIN, "wang"))
                                        .json(),
                                "entries")
                        .map(JsonObject::encode))
                .as("who may not decide is written down, who comes second is not")
                .noneMatch(entry -> entry.contains(number));
    }

    private static JsonObject file(String category, double longitude, double latitude) {
        Answer filed = server.post(
                "/api/v1/events",
                server.token(Role.SOURCE, "test"),
                RunningServer.report("test", RunningServer.unique("joint"), category, longitude, latitude));
        assertThat(filed.status()).as(filed.response().body()).isEqualTo(201);
        return filed.json();
    }

    private static Answer get(String number, Role role, String id) {
        return server.get("/api/v1/joint-handlings/" + number, server.token(role, id));
    }

    private static Answer act(String number, String action, Role role, String id, JsonObject body) {
        return post("/" + number + "/" + action, role, id, body);
    }

    private static Answer post(String path, Role role, String id, JsonObject body) {
        return server.post("/api/v1/joint-handlings" + path, server.token(role, id), body);
    }

    private static JsonObject figures() {
        return server.get("/api/v1/joint-handlings/figures", server.token(Role.CENTRE, "410100"))
                .json();
    }

    private static Stream<String> list(String query, Role role, String id) {
        return objects(
                        server.get("/api/v1/joint-handlings" + query, server.token(role, id))
                                .json(),
                        "jointHandlings")
                .map(each -> each.getString("number"));
    }

    private static Stream<String> ids(JsonObject json, String field) {
        return objects(json, field).map(each -> each.getString("id"));
    }

    private static Stream<String> actions(JsonObject json) {
        return objects(json, "record").map(each -> each.getString("action"));
    }

    private static Stream<JsonObject> objects(JsonObject json, String field) {
        return json.getJsonArray(field).stream().map(JsonObject.class::cast);
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("text", text);
    }

    private static JsonObject reason(String reason) {
        return new JsonObject().put("reason", reason);
    }
}
