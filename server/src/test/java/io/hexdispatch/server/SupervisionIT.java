package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.Receiver.Received;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Irregularities as the commission gets them: found, pushed, answered, judged, and sent to its own systems. */
@ExtendWith(RunningServer.Shared.class)
final class SupervisionIT {
    private static final String SOURCE = "supervised-source";
    private static final String UNIT = "water-supply-410184";
    private static final String COUNTY = "410184";
    private static final double LONGITUDE = 113.671;
    private static final double LATITUDE = 34.431;

    @TempDir
    private Path folder;

    @Test
    void anIrregularityIsPushedAtOnceAnsweredSentBackAndClosed(RunningServer city) {
        String supervisor = city.token(Role.SUPERVISOR, "commission");
        String unit = city.token(Role.UNIT, UNIT);
        String number = file(city, LONGITUDE, LATITUDE - 0.01);
        done(city, number);
        long id;
        try (Terminal commission = city.terminal(Role.SUPERVISOR, "commission");
                Terminal water = city.terminal(Role.UNIT, UNIT)) {
            rate(city, number, 1);
            JsonObject pushed = finding(commission.await(isAbout(number, "finding.found")));
            id = pushed.getLong("id");
            assertThat(pushed.getString("kind")).isEqualTo("dissatisfied-call-back");
            assertThat(pushed.getJsonArray("accountable"))
                    .containsExactly(new JsonObject().put("role", "unit").put("id", UNIT));
            assertThat(pushed.getJsonObject("evidence").getJsonArray("lines").encode())
                    .contains("\"rating\":1");
            assertThat(finding(water.await(isAbout(number, "finding.found"))).getLong("id"))
                    .isEqualTo(id);

            Answer answered = say(city, id, "answers", unit, new JsonObject().put("text", "the valve was frozen"));
            assertThat(answered.json().getString("state")).isEqualTo("ANSWERED");
            finding(commission.await(isAbout(number, "finding.changed")));
            assertThat(say(city, id, "answers", unit, new JsonObject().put("text", "the valve was frozen"))
                            .status())
                    .as("said twice")
                    .isEqualTo(200);
            Answer tooMuch = say(city, id, "answers", unit, new JsonObject().put("text", "and the pump"));
            assertThat(tooMuch.status()).isEqualTo(409);
            assertThat(tooMuch.json().getJsonArray("possible")).containsExactly("return", "close");

            say(city, id, "return", supervisor, new JsonObject().put("reason", "since when?"));
            JsonObject back = finding(water.await(isAbout(number, "finding.changed")
                    .and(message -> finding(message).getString("state").equals("OPEN"))));
            assertThat(back.getJsonArray("unanswered")).hasSize(1);
        }
        try (Terminal again = city.terminal(Role.UNIT, UNIT)) {
            assertThat(finding(again.await(isAbout(number, "finding.changed"))).getLong("id"))
                    .as("what must be answered comes with the connection")
                    .isEqualTo(id);
        }
        rate(city, number, 2);
        assertThat(say(city, id, "answers", unit, new JsonObject().put("text", "since Monday"))
                        .status())
                .isEqualTo(200);
        JsonObject verdict = new JsonObject().put("conclusion", "confirmed").put("reason", "they did not say so");
        assertThat(say(city, id, "close", supervisor, verdict).json().getString("state"))
                .isEqualTo("CLOSED");
        assertThat(say(city, id, "close", supervisor, verdict).status()).isEqualTo(200);
        assertThat(say(city, id, "close", supervisor, verdict.put("conclusion", "unfounded"))
                        .status())
                .isEqualTo(409);

        JsonArray ofEvent =
                city.get("/api/v1/findings?event=" + number, supervisor).json().getJsonArray("findings");
        assertThat(ofEvent).as("two stars are no news in this round").hasSize(1);
        assertThat(ofEvent.getJsonObject(0).getJsonArray("steps").stream()
                        .map(step -> ((JsonObject) step).getString("action")))
                .containsExactly("answer", "return", "answer", "close");
    }

    @Test
    void theListIsForTheSupervisorAndEachUnitSeesItsOwn(RunningServer city) {
        String supervisor = city.token(Role.SUPERVISOR, "commission");
        String number = file(city, LONGITUDE, LATITUDE - 0.02);
        done(city, number);
        rate(city, number, 1);
        String of = "/api/v1/findings?event=" + number;
        long id = city.get(of, supervisor)
                .json()
                .getJsonArray("findings")
                .getJsonObject(0)
                .getLong("id");

        assertThat(count(
                        city,
                        of + "&kind=dissatisfied-call-back&state=OPEN&unit=" + UNIT + "&grid=" + COUNTY,
                        supervisor))
                .isEqualTo(1);
        assertThat(count(city, of + "&state=CLOSED", supervisor)).isZero();
        assertThat(count(city, of + "&grid=410181", supervisor)).isZero();
        assertThat(count(city, of + "&to=2020-01-01T00:00:00Z", supervisor)).isZero();
        assertThat(count(city, of + "&from=2020-01-01T00:00:00Z", supervisor)).isEqualTo(1);
        assertThat(count(city, of + "&before=" + id, supervisor)).isZero();
        assertThat(count(city, of, city.token(Role.UNIT, UNIT))).isEqualTo(1);
        String other = city.token(Role.UNIT, "police-410184");
        assertThat(count(city, of, other)).isZero();
        assertThat(count(city, of, city.token(Role.CENTRE, COUNTY)))
                .as("not put to it")
                .isZero();
        assertThat(city.get("/api/v1/findings/" + id, other).status()).isEqualTo(404);
        assertThat(city.get("/api/v1/findings", city.token(Role.RESPONDER, "someone"))
                        .status())
                .isEqualTo(403);
        assertThat(city.get("/api/v1/findings?kindd=x", supervisor).json().getString("detail"))
                .contains("kindd: is no parameter here");
        assertThat(city.get("/api/v1/findings/0", supervisor).status()).isEqualTo(404);
        JsonObject page = city.get("/api/v1/findings?limit=1", supervisor).json();
        assertThat(page.getString("next")).startsWith("/api/v1/findings?limit=1&before=");

        Answer refused = say(city, id, "answers", other, new JsonObject().put("text", "let me"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(audit(city)).contains("unit police-410184 may not answer finding " + id);
        assertThat(say(city, id, "close", city.token(Role.ADMIN, "wang"), new JsonObject())
                        .status())
                .as("who administers judges nobody")
                .isEqualTo(403);
        assertThat(audit(city)).contains("/api/v1/findings/" + id + "/close");

        JsonObject figures =
                city.get("/api/v1/findings/figures?grid=" + COUNTY, supervisor).json();
        assertThat(figures.getInteger("all")).isPositive();
        assertThat(figures.getJsonObject("kinds").fieldNames()).hasSize(10);
        assertThat(figures.getJsonObject("kinds")
                        .getJsonObject("dissatisfied-call-back")
                        .getInteger("open"))
                .isPositive();
        assertThat(city.get("/api/v1/findings/kinds", other).json().getJsonArray("kinds"))
                .hasSize(10);
    }

    @Test
    void aTransferByHandIsForTheSupervisorAndTheCentresOfTheEvent(RunningServer city) {
        String number = file(city, LONGITUDE, LATITUDE - 0.03);
        JsonObject wish = new JsonObject()
                .put("event", number)
                .put("kind", "overdue-disposal")
                .put("reason", "they promised to come on Monday");
        String centre = city.token(Role.CENTRE, COUNTY);

        Answer first = city.post("/api/v1/findings", centre, wish);
        assertThat(first.status()).as(first.response().body()).isEqualTo(201);
        assertThat(first.json().getBoolean("byHand")).isTrue();
        Answer again = city.post("/api/v1/findings", centre, wish);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getLong("id")).isEqualTo(first.json().getLong("id"));
        assertThat(city.get("/api/v1/findings/" + first.json().getLong("id"), centre)
                        .status())
                .as("he who transferred it may look at it")
                .isEqualTo(200);
        assertThat(city.post("/api/v1/findings", city.token(Role.SUPERVISOR, "commission"), wish)
                        .status())
                .isEqualTo(201);

        assertThat(city.post("/api/v1/findings", city.token(Role.CENTRE, "410181"), wish)
                        .status())
                .as("a centre elsewhere")
                .isEqualTo(403);
        assertThat(audit(city)).contains("centre 410181 may not transfer event " + number);
        assertThat(city.post("/api/v1/findings", city.token(Role.UNIT, UNIT), wish)
                        .status())
                .isEqualTo(403);
        assertThat(city.post("/api/v1/findings", centre, wish.copy().put("units", new JsonArray().add("police-410184")))
                        .json()
                        .getString("detail"))
                .contains("/units: unit \"police-410184\" never had an order");
        assertThat(city.post(
                                "/api/v1/findings",
                                centre,
                                new JsonObject().put("kind", "bribery").put("whom", 1))
                        .json()
                        .getJsonArray("errors"))
                .hasSize(4);
        assertThat(city.post("/api/v1/findings", centre, wish.copy().put("event", "20200101-0000001"))
                        .json()
                        .getString("detail"))
                .startsWith("/event: there is no event");
    }

    @Test
    void theSameProblemAtTheSamePlaceAgainIsFoundSoonAfterItIsFiled(RunningServer city) {
        String solved = file(city, LONGITUDE, LATITUDE);
        city.closeEvent(solved);
        try (Terminal commission = city.terminal(Role.SUPERVISOR, "commission")) {
            String elsewhere = file(city, LONGITUDE + 0.001, LATITUDE);
            String again = file(city, LONGITUDE + 0.0002, LATITUDE);
            JsonObject found = finding(commission.await(isAbout(again, "finding.found")));
            assertThat(found.getString("kind")).isEqualTo("recurrence");
            assertThat(found.getJsonObject("evidence").getJsonArray("events")).containsExactly(solved);
            assertThat(found.getJsonObject("evidence").getJsonObject("counts").getInteger("distanceMetres"))
                    .isBetween(15, 25);
            // Examined in the order of their numbers, so the other one was looked at before.
            assertThat(count(city, "/api/v1/findings?event=" + elsewhere, city.token(Role.SUPERVISOR, "commission")))
                    .isZero();
        }
    }

    @Test
    void aWebhookGetsEachFindingSignedHoweverOftenItFails(RunningServer city) throws Exception {
        String admin = city.token(Role.ADMIN, "wang");
        String name = RunningServer.unique("commission");
        String at = "/api/v1/webhooks/" + name;
        try (Receiver receiver = new Receiver(0, count -> count <= 2 ? 500 : count == 4 ? 410 : 200)) {
            JsonObject definition = new JsonObject()
                    .put("url", receiver.url())
                    .put("secret", Receiver.SECRET)
                    .put("kinds", new JsonArray().add("late-joint-decision"));
            Answer put = city.put(at, admin, definition.encode());
            assertThat(put.status()).as(put.response().body()).isEqualTo(201);
            assertThat(city.put(at, admin, definition.encode()).status()).isEqualTo(200);
            for (String path : List.of(at, "/api/v1/webhooks")) {
                assertThat(city.get(path, admin).response().body())
                        .contains(receiver.url())
                        .doesNotContain("whsec_")
                        .doesNotContain(Receiver.SECRET.substring(10));
            }

            long id = transfer(city, "first");
            Received first = receiver.await();
            Received second = receiver.await();
            Received third = receiver.await();
            assertThat(List.of(first, second, third)).allMatch(Received::isSigned);
            assertThat(List.of(second.id(), third.id())).containsOnly(first.id());
            assertThat(third.event().getString("type")).isEqualTo("io.hexdispatch.finding.found");
            assertThat(third.event().getString("id")).isEqualTo("finding/" + id + "/found");
            assertThat(third.event()).isEqualTo(first.event());
            assertThat(third.event()
                            .getJsonObject("data")
                            .getJsonObject("finding")
                            .getLong("id"))
                    .isEqualTo(id);
            JsonObject delivery = eventually(
                            () -> city.get(at + "/deliveries?state=delivered", admin)
                                    .json()
                                    .getJsonArray("deliveries"),
                            list -> !list.isEmpty())
                    .getJsonObject(0);
            assertThat(delivery.getInteger("tries")).isEqualTo(3);
            assertThat(delivery.getJsonArray("attempts").getJsonObject(0).getInteger("status"))
                    .isEqualTo(500);

            transfer(city, "second");
            Received gone = receiver.await();
            eventually(() -> city.get(at, admin).json(), webhook -> webhook.containsKey("goneSince"));
            assertThat(city.get(at, admin).json().getInteger("owed")).isEqualTo(1);
            definition.remove("secret");
            assertThat(city.put(at, admin, definition.encode()).json().containsKey("goneSince"))
                    .isFalse();
            assertThat(receiver.await().id()).as("nothing is lost").isEqualTo(gone.id());
        }
        assertThat(city.send(city.request(at, admin).DELETE().build()).status()).isEqualTo(204);
        assertThat(city.get(at, admin).status()).isEqualTo(404);
    }

    @Test
    void aWebhookThatIsWrongIsRefusedByItsFieldsAndOnlyTheAdministratorChangesOne(RunningServer city) {
        String admin = city.token(Role.ADMIN, "wang");
        String at = "/api/v1/webhooks/" + RunningServer.unique("wrong");
        for (String url : List.of(
                "ftp://a/",
                "http://user:word@a/",
                "http:///x",
                "no address",
                "http://a:0/",
                "http://a:99999/",
                "https://a/#b")) {
            Answer refused = city.put(
                    at,
                    admin,
                    new JsonObject()
                            .put("url", url)
                            .put("secret", Receiver.SECRET)
                            .encode());
            assertThat(refused.status()).as(url).isEqualTo(400);
            assertThat(refused.json().getString("detail")).startsWith("/url").doesNotContain("user:word");
        }
        for (String secret : List.of("secret", "whsec_", "whsec_c2hvcnQ=", "whsec_***")) {
            Answer refused = city.put(
                    at,
                    admin,
                    new JsonObject()
                            .put("url", "https://a/")
                            .put("secret", secret)
                            .encode());
            assertThat(refused.json().getString("detail")).startsWith("/secret").doesNotContain(": whsec_c2");
        }
        String right = new JsonObject().put("url", "https://a.example/").encode();
        assertThat(city.put(at, admin, right).json().getString("detail")).startsWith("/secret: is missing");
        assertThat(city.put("/api/v1/webhooks/No%20name", admin, right).status())
                .isEqualTo(400);
        assertThat(city.put(at, city.token(Role.SUPERVISOR, "commission"), right)
                        .status())
                .isEqualTo(403);
        assertThat(city.get(at + "/deliveries", admin).status()).isEqualTo(404);
    }

    /** A city of one county with 30 minutes to accept and an hour to resolve; its server stops and its receiver is not there yet. */
    @Test
    void whatIsOverdueIsFoundByTheClockAndOwedOverARestart() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"),
                """
                version: 1
                title: test
                departments:
                  - {code: gas, name: Gas}
                units:
                  - {code: gas-city, name: City gas, department: gas, area: 410100}
                deadlines: {acceptance: 30 minutes, disposal: 1 hour, calendar: round-the-clock}
                default:
                  lead: gas
                rules:
                  - {categories: [02*], lead: gas}
                """);
        Path boundaries = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        int port = freePort();
        String number;
        try (RunningServer server =
                        new RunningServer(folder.resolve("data"), Optional.of(boundaries), Optional.of(rules), clock);
                Terminal commission = server.terminal(Role.SUPERVISOR, "commission")) {
            JsonObject webhook = new JsonObject()
                    .put("url", "http://127.0.0.1:" + port + "/")
                    .put("secret", Receiver.SECRET);
            assertThat(server.put("/api/v1/webhooks/commission", server.token(Role.ADMIN, "wang"), webhook.encode())
                            .status())
                    .isEqualTo(201);
            number = server.post(
                            "/api/v1/events",
                            server.token(Role.SOURCE, "test"),
                            RunningServer.report("test", "overdue-1", "90003", 113.61, 34.71))
                    .json()
                    .getString("number");
            clock.shift(Duration.ofMinutes(31));
            JsonObject late = finding(commission.awaitType("finding.found"));
            assertThat(late.getString("kind")).isEqualTo("overdue-acceptance");
            assertThat(late.getJsonArray("accountable").getJsonObject(0).getString("id"))
                    .isEqualTo("gas-city");
            assertThat(late.getJsonObject("evidence").getJsonObject("moments").fieldNames())
                    .contains("dueAt");
        }
        clock.shift(Duration.ofMinutes(31));
        try (RunningServer server =
                        new RunningServer(folder.resolve("data"), Optional.of(boundaries), Optional.of(rules), clock);
                Receiver receiver = new Receiver(port, count -> 200)) {
            List<String> kinds = List.of(kind(receiver.await()), kind(receiver.await()));
            assertThat(kinds).containsExactlyInAnyOrder("overdue-acceptance", "overdue-disposal");
            assertThat(count(server, "/api/v1/findings?event=" + number, server.token(Role.SUPERVISOR, "commission")))
                    .isEqualTo(2);
        }
    }

    private static String kind(Received received) {
        assertThat(received.isSigned()).isTrue();
        return received.event().getJsonObject("data").getJsonObject("finding").getString("kind");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static long transfer(RunningServer city, String reason) {
        String number = file(city, LONGITUDE, LATITUDE - 0.04);
        return city.post(
                        "/api/v1/findings",
                        city.token(Role.SUPERVISOR, "commission"),
                        new JsonObject()
                                .put("event", number)
                                .put("kind", "late-joint-decision")
                                .put("reason", reason))
                .json()
                .getLong("id");
    }

    private static String file(RunningServer city, double longitude, double latitude) {
        Answer filed = city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, SOURCE),
                RunningServer.report(SOURCE, RunningServer.unique("supervised"), "90009", longitude, latitude));
        assertThat(filed.status()).as(filed.response().body()).isEqualTo(201);
        return filed.json().getString("number");
    }

    private static void done(RunningServer city, String number) {
        String unit = city.token(Role.UNIT, UNIT);
        for (String action : List.of("accept", "complete")) {
            Answer answer = city.post("/api/v1/orders/" + number + "-1/" + action, unit, new JsonObject());
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        }
    }

    private static void rate(RunningServer city, String number, int stars) {
        Answer rated = city.post(
                "/api/v1/events/" + number + "/call-back",
                city.token(Role.SOURCE, SOURCE),
                new JsonObject().put("rating", stars));
        assertThat(rated.status()).as(rated.response().body()).isEqualTo(200);
    }

    private static Answer say(RunningServer city, long id, String what, String token, JsonObject body) {
        return city.post("/api/v1/findings/" + id + "/" + what, token, body);
    }

    private static int count(RunningServer city, String path, String token) {
        return city.get(path, token).json().getJsonArray("findings").size();
    }

    private static String audit(RunningServer city) {
        return city.get("/api/v1/audit?limit=50&outcome=refused", city.token(Role.SUPERVISOR, "commission"))
                .response()
                .body();
    }

    private static JsonObject finding(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("finding");
    }

    private static Predicate<JsonObject> isAbout(String number, String type) {
        return message -> message.getString("type").equals("io.hexdispatch." + type)
                && number.equals(message.getString("subject"));
    }

    private static <T> T eventually(Supplier<T> look, Predicate<T> isRight) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            T seen = look.get();
            if (isRight.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("it stays at " + seen);
            }
        }
    }
}
