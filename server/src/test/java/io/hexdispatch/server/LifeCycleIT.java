package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The life of events over real sockets and a real database: what waits, comes back, is stopped, refused and reopened. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class LifeCycleIT {
    private static final String UNIT = "water-supply-410184";
    private static final String TOWN = "410184103";
    private static final String COUNTY = "410184";
    private static final String CITY = "410100";
    private static final String SOURCE = "life-source";
    private static final JsonObject NOTHING = new JsonObject();
    private static final JsonObject VISIT = new JsonObject().put("method", "visit");
    private static final JsonObject BECAUSE = new JsonObject().put("reason", "because");

    @Test
    void aSuspensionIsAskedForApprovedAndEndsByItself(RunningServer city) {
        String number = file(city).getString("number");
        String unit = city.token(Role.UNIT, UNIT);
        String town = city.token(Role.CENTRE, TOWN);
        try (Terminal water = city.terminal(Role.UNIT, UNIT);
                Terminal office = city.terminal(Role.CENTRE, TOWN)) {
            String until =
                    Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MICROS).toString();
            JsonObject asked = ok(city.post(
                    action(number, "suspend"),
                    unit,
                    new JsonObject().put("reason", "the part must be made").put("until", until)));
            assertThat(asked.getString("status")).isEqualTo("DISPATCHED");
            assertThat(course(asked).getJsonObject("request").getString("action"))
                    .isEqualTo("suspend");
            office.await(message -> isChange(message, number, "ask"));
            assertThat(numbers(city.get("/api/v1/events?requested=true", town))).contains(number);

            JsonObject suspended =
                    ok(city.post(action(number, "approve"), town, new JsonObject().put("action", "suspend")));
            assertThat(suspended.getString("status")).isEqualTo("SUSPENDED");
            assertThat(course(suspended).getString("suspendedUntil")).isEqualTo(until);
            water.await(message -> isChange(message, number, "approve"));
            Answer early = city.post("/api/v1/orders/" + number + "-1/accept", unit, NOTHING);
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.json().getString("state")).isEqualTo("SUSPENDED");
            assertThat(early.json().getJsonArray("possible")).contains("resume");
            assertThat(numbers(city.get("/api/v1/events?status=suspended", town)))
                    .contains(number);

            JsonObject resumed = event(water.await(message -> isChange(message, number, "resume")));
            assertThat(resumed.getString("status")).isEqualTo("DISPATCHED");
            assertThat(course(resumed).getJsonObject("last").getJsonObject("by").getString("role"))
                    .isEqualTo("system");
        }
        checkReplay(city, number);
    }

    @Test
    void anEventIsVoidedByTwoPairsOfEyes(RunningServer city) {
        String number = file(city).getString("number");
        String town = city.token(Role.CENTRE, TOWN);
        try (Terminal water = city.terminal(Role.UNIT, UNIT)) {
            JsonObject asked = ok(city.post(action(number, "void"), town, BECAUSE));
            assertThat(asked.getString("status")).isEqualTo("DISPATCHED");

            JsonObject approval = new JsonObject().put("action", "void");
            Answer alone = city.post(action(number, "approve"), town, approval);
            assertThat(alone.status()).isEqualTo(403);
            assertThat(alone.json().getString("detail")).contains("did not ask for it");
            assertThat(refusals(city, number)).containsExactly("centre " + TOWN + " approve");

            JsonObject voided = ok(city.post(action(number, "approve"), city.token(Role.CENTRE, COUNTY), approval));
            assertThat(voided.getString("status")).isEqualTo("VOIDED");
            JsonObject cancelled =
                    water.await(message -> message.getString("type").endsWith("order.changed")
                            && (number + "-1").equals(message.getString("subject")));
            assertThat(cancelled.getJsonObject("data").getJsonObject("order").getString("status"))
                    .isEqualTo("CANCELLED");
        }
        checkReplay(city, number);
    }

    @Test
    void workThatFailsVerificationGoesBackAndAClosedEventThatIsNotDoneIsReopened(RunningServer city) {
        String number = file(city).getString("number");
        String county = city.token(Role.CENTRE, COUNTY);
        try (Terminal water = city.terminal(Role.UNIT, UNIT);
                Terminal office = city.terminal(Role.CENTRE, TOWN)) {
            complete(city, number, 1);
            JsonObject failed = ok(city.post(
                    action(number, "verify"),
                    county,
                    new JsonObject()
                            .put("method", "photo")
                            .put("photo", "https://photos.example/7")
                            .put("outcome", "failed")
                            .put("reason", "it still runs")));
            assertThat(failed.getString("status")).isEqualTo("RESOLVED");
            JsonObject back = ok(city.post(action(number, "rework"), county, BECAUSE));
            assertThat(back.getString("status")).isEqualTo("DISPATCHED");
            water.await(message -> message.getString("type").endsWith("order.dispatched")
                    && (number + "-2").equals(message.getString("subject")));
            complete(city, number, 2);

            assertThat(event(office.command("event.verify", number, VISIT)).getString("status"))
                    .isEqualTo("VERIFIED");
            ok(city.post(action(number, "close"), county, NOTHING));
            ok(city.post(
                    action(number, "call-back"),
                    city.token(Role.SOURCE, SOURCE),
                    new JsonObject().put("rating", 1).put("reason", "no water")));
            JsonObject reopened = ok(city.post(action(number, "reopen"), county, BECAUSE));
            assertThat(reopened.getString("status")).isEqualTo("DISPATCHED");
            assertThat(reopened.getJsonArray("orders").getJsonObject(2).getString("replaces"))
                    .isEqualTo(number + "-2");
        }
        JsonObject event = checkReplay(city, number);
        assertThat(course(event))
                .contains(
                        Map.entry("failedVerifications", 1),
                        Map.entry("reworked", 1),
                        Map.entry("reopened", 1),
                        Map.entry("rating", 1));
        assertThat(event.getJsonArray("history").encode())
                .contains("\"method\":\"photo\",\"outcome\":\"failed\",\"photo\":\"https://photos.example/7\"");
    }

    @Test
    void aSecondExtensionNeedsApprovalAndCardsComeToTheUnit(RunningServer city) {
        String number = file(city).getString("number");
        try (Terminal water = city.terminal(Role.UNIT, UNIT);
                Terminal office = city.terminal(Role.CENTRE, TOWN)) {
            JsonObject first = event(office.command("event.extend", number, extension(10)));
            assertThat(course(first).getInteger("extensions")).isEqualTo(1);
            JsonObject second = event(office.command("event.extend", number, extension(20)));
            assertThat(course(second).getInteger("extensions")).isEqualTo(1);
            JsonObject approved = ok(city.post(
                    action(number, "approve"),
                    city.token(Role.CENTRE, CITY),
                    new JsonObject().put("action", "extend")));
            assertThat(course(approved).getInteger("extensions")).isEqualTo(2);

            office.command("event.expedite", number, BECAUSE);
            office.command(
                    "event.remind",
                    number,
                    new JsonObject().put("card", "yellow").put("reason", "it is late"));
            JsonObject reminded = event(water.await(message -> isChange(message, number, "remind")));
            assertThat(course(reminded).getBoolean("urgent")).isTrue();
            assertThat(course(reminded).getJsonObject("cards").getInteger("yellow"))
                    .isEqualTo(1);
            assertThat(course(reminded).getJsonObject("last").getString("reason"))
                    .isEqualTo("it is late");
        }
        checkReplay(city, number);
    }

    @Test
    void ofTwoCentresThatActAtOnceOneWinsAndTheOtherLearnsTheState(RunningServer city) throws Exception {
        for (int round = 0; round < 5; round++) {
            String number = file(city).getString("number");
            complete(city, number, 1);
            List<Callable<Answer>> both = new ArrayList<>();
            for (String centre : List.of(TOWN, COUNTY)) {
                both.add(() -> city.post(action(number, "verify"), city.token(Role.CENTRE, centre), VISIT));
            }
            List<Answer> answers = atOnce(both);
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
            JsonObject loser = answers.stream()
                    .filter(answer -> answer.status() == 409)
                    .findFirst()
                    .orElseThrow()
                    .json();
            assertThat(loser.getString("state")).isEqualTo("VERIFIED");
            assertThat(loser.getJsonArray("possible"))
                    .isEqualTo(new JsonArray().add("call-back").add("close").add("reopen"));
            assertThat(loser.getString("detail")).contains("is VERIFIED", "possible is call-back, close, reopen");
        }
    }

    @Test
    void whoeverMayNotIsRefusedAndWrittenDown(RunningServer city) {
        String number = file(city).getString("number");
        assertThat(city.post(action(number, "close"), city.token(Role.UNIT, UNIT), NOTHING)
                        .status())
                .isEqualTo(403);
        Answer outside = city.post(action(number, "close"), city.token(Role.CENTRE, "410182"), NOTHING);
        assertThat(outside.status()).isEqualTo(403);
        assertThat(outside.json().getString("detail"))
                .isEqualTo("centre 410182 may not close event " + number + "; it is for the centres of its grids");
        city.post("/api/v1/orders/" + number + "-1/accept", city.token(Role.UNIT, "police-410184"), NOTHING);
        city.post(
                "/api/v1/events/" + number + "/orders",
                city.token(Role.CENTRE, "410182"),
                new JsonObject().put("unit", UNIT));
        try (Terminal other = city.terminal(Role.CENTRE, "410182")) {
            JsonObject refused = other.command(
                    "event.remind", number, new JsonObject().put("card", "red").put("reason", "x"));
            assertThat(refused.getJsonObject("data").getJsonObject("problem").getInteger("status"))
                    .isEqualTo(403);
        }
        assertThat(refusals(city, number))
                .containsExactly(
                        "centre 410182 remind",
                        "centre 410182 dispatch",
                        "unit police-410184 accept",
                        "centre 410182 close",
                        "unit " + UNIT + " POST");
        assertThat(city.get("/api/v1/audit", city.token(Role.CENTRE, CITY)).status())
                .isEqualTo(403);
        JsonObject page = ok(city.get("/api/v1/audit?limit=1", city.token(Role.ADMIN, "a")));
        assertThat(page.getJsonArray("entries")).hasSize(1);
        assertThat(page.getString("next")).startsWith("/api/v1/audit?limit=1&before=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extend | {\"reason\":\"x\"} | /until: is missing",
                "extend | {\"reason\":\"x\",\"until\":\"tomorrow\"} | /until: \"tomorrow\" is not a time",
                "extend | {\"reason\":\"x\",\"until\":\"2020-01-01T00:00:00Z\"} | /until: 2020-01-01T00:00:00Z is not right; a time after now",
                "suspend | {\"reason\":\"x\",\"until\":\"2999-01-01T00:00:00Z\"} | at most 366 days from now",
                "void | {} | /reason: is missing",
                "approve | {} | /action: is missing",
                "approve | {\"action\":\"close\"} | /action: \"close\" is not known; right is one of extend, suspend, void",
                "remind | {\"reason\":\"x\",\"card\":\"green\"} | right is one of ordinary, yellow, red",
                "remind | {\"reason\":\"x\",\"card\":\"red\",\"unit\":\"heating-410105\"} | /unit: unit \"heating-410105\" has no order of event",
                "verify | {} | /method: is missing",
                "verify | {\"method\":\"photo\"} | /photo: is missing",
                "verify | {\"method\":\"visit\",\"photo\":\"x\"} | /photo: is for the method photo alone",
                "verify | {\"method\":\"visit\",\"outcome\":\"failed\"} | /reason: is missing; a verification that failed",
                "call-back | {\"rating\":6} | /rating: is 6; a whole number from 1 to 5 is right",
                "call-back | {\"rating\":5,\"stars\":5} | /stars: is not a field here; the fields are rating, reason",
                "reopen | {\"reason\":\"x\",\"unit\":\"nobody\"} | /unit: there is no unit \"nobody\"",
            })
    void whatIsWrongWithAnActionIsNamed(String action, String body, String detail, RunningServer city) {
        String number = file(city).getString("number");
        Answer answer = city.post(action(number, action), city.token(Role.CENTRE, COUNTY), "application/json", body);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.json().getString("detail")).contains(detail);
    }

    @Test
    void whatTwentyActorsDoAtOnceIsExplainedByTheHistory(RunningServer city) throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int event = 0; event < 4; event++) {
            numbers.add(file(city).getString("number"));
        }
        List<Callable<Map<Integer, Integer>>> actors = new ArrayList<>();
        for (int actor = 0; actor < 20; actor++) {
            int seed = 410_100 + actor;
            actors.add(() -> walk(city, numbers, new SplittableRandom(seed)));
        }
        Map<Integer, Integer> statuses = new HashMap<>();
        atOnce(actors)
                .forEach(counts -> counts.forEach((status, count) -> statuses.merge(status, count, Integer::sum)));

        assertThat(statuses.keySet()).isSubsetOf(200, 201, 400, 403, 409);
        assertThat(statuses.get(200)).isGreaterThan(20);
        for (String number : numbers) {
            checkReplay(city, number);
        }
    }

    /** What one of twenty tries, and how often it was answered with which status. */
    private static Map<Integer, Integer> walk(RunningServer city, List<String> numbers, SplittableRandom random) {
        List<String> tokens = List.of(
                city.token(Role.UNIT, UNIT),
                city.token(Role.CENTRE, TOWN),
                city.token(Role.CENTRE, COUNTY),
                city.token(Role.CENTRE, CITY),
                city.token(Role.ADMIN, "walker"),
                city.token(Role.CENTRE, "410182"));
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int step = 0; step < 25; step++) {
            String number = numbers.get(random.nextInt(numbers.size()));
            String token = tokens.get(random.nextInt(tokens.size()));
            JsonObject reason = new JsonObject().put("reason", "step " + random.nextInt(1_000));
            String order = "/api/v1/orders/" + number + "-" + (1 + random.nextInt(3));
            Answer answer =
                    switch (random.nextInt(14)) {
                        case 0, 1 -> city.post(order + "/accept", token, NOTHING);
                        case 2, 3 -> city.post(order + "/complete", token, NOTHING);
                        case 4 -> city.post(order + "/decline", token, reason);
                        case 5 -> city.post("/api/v1/events/" + number + "/orders", token, reason.put("unit", UNIT));
                        case 6 -> city.post(action(number, "suspend"), token, reason.mergeIn(extension(1)));
                        case 7 -> city.post(action(number, "extend"), token, reason.mergeIn(extension(step + 1)));
                        case 8 ->
                            city.post(action(number, "approve"), token, new JsonObject().put("action", "suspend"));
                        case 9 -> city.post(action(number, "resume"), token, NOTHING);
                        case 10 -> city.post(action(number, "verify"), token, VISIT);
                        case 11 -> city.post(action(number, "close"), token, reason);
                        case 12 -> city.post(action(number, "reopen"), token, reason);
                        default -> city.post(action(number, "remind"), token, reason.put("card", "ordinary"));
                    };
            // An order that is not there yet is no fault of the walk.
            statuses.merge(answer.status() == 404 ? 403 : answer.status(), 1, Integer::sum);
        }
        return statuses;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static JsonObject extension(int days) {
        return new JsonObject()
                .put("reason", "parts are on the way")
                .put("until", Instant.now().plusSeconds(86_400L * days).toString());
    }

    private static JsonObject file(RunningServer city) {
        Answer filed = city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, SOURCE),
                RunningServer.report(SOURCE, RunningServer.unique("life"), "90009", 113.66, 34.42));
        assertThat(filed.status()).isEqualTo(201);
        return filed.json();
    }

    private static void complete(RunningServer city, String number, int ordinal) {
        String unit = city.token(Role.UNIT, UNIT);
        ok(city.post("/api/v1/orders/" + number + "-" + ordinal + "/accept", unit, NOTHING));
        ok(city.post("/api/v1/orders/" + number + "-" + ordinal + "/complete", unit, NOTHING));
    }

    private static String action(String number, String action) {
        return "/api/v1/events/" + number + "/" + action;
    }

    private static JsonObject ok(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json();
    }

    private static JsonObject course(JsonObject event) {
        return event.getJsonObject("course");
    }

    private static JsonObject event(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("event");
    }

    private static boolean isChange(JsonObject message, String number, String action) {
        return message.getString("type").equals(CloudEvent.TYPE_PREFIX + "event.changed")
                && number.equals(message.getString("subject"))
                && course(event(message)) != null
                && action.equals(
                        course(event(message)).getJsonObject("last", NOTHING).getString("action"));
    }

    private static List<String> numbers(Answer page) {
        return ok(page).getJsonArray("events").stream()
                .map(event -> ((JsonObject) event).getString("number"))
                .toList();
    }

    private static List<String> refusals(RunningServer city, String number) {
        return ok(city.get("/api/v1/audit?limit=500&outcome=refused", city.token(Role.SUPERVISOR, "commission")))
                .getJsonArray("entries")
                .stream()
                .map(JsonObject.class::cast)
                .filter(refusal -> refusal.getString("subject").contains(number))
                .map(refusal -> refusal.getJsonObject("by").getString("role") + " "
                        + refusal.getJsonObject("by").getString("id") + " " + refusal.getString("action"))
                .toList();
    }

    /** Reads the history from the beginning: each line begins where the one before ended, and the last ones are the present. */
    private static JsonObject checkReplay(RunningServer city, String number) {
        JsonObject event = ok(city.get("/api/v1/events/" + number, city.token(Role.ADMIN, "a")));
        Map<String, String> states = new HashMap<>();
        states.put("", "REPORTED");
        for (Object entry : event.getJsonArray("history")) {
            JsonObject line = (JsonObject) entry;
            String about = line.getString("order", "");
            assertThat(line.getString("from")).as(line.encode()).isEqualTo(states.get(about));
            states.put(about, line.getString("to"));
        }
        Map<String, String> present = new HashMap<>();
        present.put("", event.getString("status"));
        event.getJsonArray("orders").stream()
                .map(JsonObject.class::cast)
                .forEach(order -> present.put(order.getString("id"), order.getString("status")));
        assertThat(states).isEqualTo(present);
        return event;
    }
}
