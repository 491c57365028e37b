package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Orders reach those they are for, whatever happens on the way. */
@ExtendWith(RunningServer.Shared.class)
final class DeliveryIT {
    private static final JsonObject NOTHING = new JsonObject();
    private static final String BURST_TANK = "90009";

    @Test
    void whoWasNotConnectedGetsWhatIsOpenAndUnacknowledgedAndNothingElse(RunningServer city) {
        String responder = responder(city, "410182", 113.38, 34.79);
        String acknowledged = reportNear(city, 113.38, 34.79);
        String done = reportNear(city, 113.38, 34.79);
        String open = reportNear(city, 113.38, 34.79);
        try (Terminal terminal = city.terminal(Role.RESPONDER, responder)) {
            terminal.send("order.acknowledge", acknowledged, NOTHING);
            terminal.command("order.accept", done, NOTHING);
            terminal.command("order.complete", done, NOTHING);
        }
        try (Terminal again = city.terminal(Role.RESPONDER, responder)) {
            assertThat(again.awaitType("order.dispatched").getString("subject")).isEqualTo(open);
            // Orders are sent oldest first, so what else was owed would have come before this new one.
            String next = reportNear(city, 113.38, 34.79);
            assertThat(again.awaitType("order.dispatched").getString("subject")).isEqualTo(next);
        }
    }

    @Test
    void anOrderThatNobodyAcknowledgesIsSentAgainUnderTheSameId(RunningServer city) {
        String responder = responder(city, "410183", 113.39, 34.54);
        try (Terminal terminal = city.terminal(Role.RESPONDER, responder)) {
            String order = reportNear(city, 113.39, 34.54);
            JsonObject first = terminal.awaitType("order.dispatched");
            JsonObject second = terminal.awaitType("order.dispatched");
            assertThat(first.getString("subject")).isEqualTo(order);
            assertThat(second.getString("id")).isEqualTo(first.getString("id"));

            // Accepted and still not acknowledged, it comes under the same id, which is not that of the change.
            terminal.command("order.accept", order, NOTHING);
            JsonObject third = terminal.awaitType("order.dispatched");
            assertThat(third.getString("id")).isEqualTo(first.getString("id"));
        }
    }

    @Test
    void nobodyAcknowledgesWhatHeIsNotOwed(RunningServer city) {
        String responder = responder(city, "410181", 113.02, 34.75);
        String order = reportNear(city, 113.02, 34.75);
        String path = "/api/v1/orders/" + order + "/acknowledge";
        assertThat(city.post(path, city.token(Role.RESPONDER, responder), NOTHING)
                        .status())
                .isEqualTo(204);
        assertThat(city.post(path, city.token(Role.RESPONDER, responder), NOTHING)
                        .status())
                .as("twice is once")
                .isEqualTo(204);
        assertThat(city.post(path, city.token(Role.RESPONDER, "somebody"), NOTHING)
                        .status())
                .isEqualTo(404);
        assertThat(city.post(
                                "/api/v1/orders/20260101-9999999-1/acknowledge",
                                city.token(Role.RESPONDER, responder),
                                NOTHING)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void bothTerminalsOfOnePersonGetTheOrderAndAcceptingItTwiceIsAcceptingItOnce(RunningServer city) {
        String responder = responder(city, "410185", 113.05, 34.45);
        try (Terminal phone = city.terminal(Role.RESPONDER, responder);
                Terminal car = city.terminal(Role.RESPONDER, responder)) {
            String order = reportNear(city, 113.05, 34.45);
            assertThat(phone.awaitType("order.dispatched").getString("subject")).isEqualTo(order);
            assertThat(car.awaitType("order.dispatched").getString("subject")).isEqualTo(order);
            assertThat(phone.command("order.accept", order, NOTHING).getString("type"))
                    .endsWith("command.done");
            assertThat(car.command("order.accept", order, NOTHING).getString("type"))
                    .endsWith("command.done");
            JsonObject event = event(city, order);
            assertThat(event.getJsonArray("history").stream()
                            .filter(entry ->
                                    ((JsonObject) entry).getString("action").equals("accept")))
                    .hasSize(1);
        }
    }

    @Test
    void aResponderWhoDeclinesIsReplacedByTheNextNearestWithTheReasonKept(RunningServer city) {
        String near = responder(city, "410122", 114.02, 34.72);
        String far = responder(city, "410122", 114.05, 34.72);
        String order = reportNear(city, 114.02, 34.72);
        try (Terminal first = city.terminal(Role.RESPONDER, near);
                Terminal second = city.terminal(Role.RESPONDER, far)) {
            first.command("order.decline", order, new JsonObject().put("reason", "flat tyre"));
            String replacement = second.awaitType("order.dispatched").getString("subject");
            JsonObject event = event(city, order);
            JsonArray orders = event.getJsonArray("orders");
            assertThat(orders.getJsonObject(0).getString("status")).isEqualTo("RETURNED");
            assertThat(orders.getJsonObject(0).getString("reason")).isEqualTo("flat tyre");
            assertThat(orders.getJsonObject(1).getString("id")).isEqualTo(replacement);
            assertThat(orders.getJsonObject(1).getString("responder")).isEqualTo(far);
            assertThat(event.encode()).contains("1 nearer passed over");
        }
    }

    @Test
    void anEventOutsideTheCityWaitsInTheCityCentresQueueUntilSomebodyDispatchesIt(RunningServer city) {
        try (Terminal centre = city.terminal(Role.CENTRE, "410100")) {
            JsonObject filed = city.post(
                            "/api/v1/events",
                            city.token(Role.SOURCE, "12345"),
                            RunningServer.report("12345", RunningServer.unique("outside"), BURST_TANK, 115.5, 34.7))
                    .json();
            String number = filed.getString("number");
            assertThat(filed.getString("status")).isEqualTo("FILED");
            assertThat(filed.getString("queueReason")).contains("no grid");
            assertThat(filed.getString("centre")).isEqualTo("410100");
            assertThat(filed.getJsonArray("orders")).isEmpty();
            centre.await(message -> number.equals(message.getString("subject")));
        }
        try (Terminal later = city.terminal(Role.CENTRE, "410100")) {
            JsonObject waiting =
                    later.await(message -> message.getString("type").endsWith("event.waiting")
                            && message.getJsonObject("data").encode().contains("no grid"));
            String number = waiting.getString("subject");
            Answer dispatched = city.post(
                    "/api/v1/events/" + number + "/orders",
                    city.token(Role.CENTRE, "410100"),
                    new JsonObject().put("unit", "water-supply-410100"));
            assertThat(dispatched.status()).isEqualTo(201);
            assertThat(dispatched.json().getString("status")).isEqualTo("DISPATCHED");
            assertThat(dispatched.json().containsKey("queueReason")).isFalse();
            assertThat(dispatched.json().getJsonArray("orders").getJsonObject(0).getString("role"))
                    .isEqualTo("LEAD");
        }
    }

    @Test
    void aDedicatedGridAnswersInsideItsBoundaryInPlaceOfTheTownship(RunningServer city) {
        JsonObject filed = city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "12345"),
                        RunningServer.report("12345", RunningServer.unique("airport"), BURST_TANK, 113.84, 34.52))
                .json();
        JsonObject first = filed.getJsonArray("grids").getJsonObject(0);
        assertThat(first.getString("level")).isEqualTo("DEDICATED");
        assertThat(filed.getString("centre")).isEqualTo(first.getString("code"));
        assertThat(filed.getJsonObject("explanation").getString("located")).contains("takes precedence");
    }

    @Test
    void aPositionTakesEffectAtOnce(RunningServer city) {
        String responder = responder(city, "410106", 113.29, 34.81);
        try (Terminal terminal = city.terminal(Role.RESPONDER, responder)) {
            terminal.send(
                    "responder.position",
                    responder,
                    new JsonObject().put("lon", 113.31).put("lat", 34.83));
            // A position is not answered; the refusal of what follows it is, and comes after it took effect.
            terminal.command("order.accept", "20260101-9999999-1", NOTHING);
            JsonObject found = city.get("/api/v1/responders/" + responder, city.token(Role.RESPONDER, responder))
                    .json();
            assertThat(found.getJsonObject("location").getDouble("lon")).isEqualTo(113.31);
            JsonObject nearest = city.get("/api/v1/locate?lon=113.31&lat=34.83&k=1", city.token(Role.CENTRE, "410106"))
                    .json();
            assertThat(nearest.getJsonArray("responders").getJsonObject(0).getString("id"))
                    .isEqualTo(responder);
            assertThat(nearest.getJsonArray("responders").getJsonObject(0).getDouble("distanceMetres"))
                    .isZero();
        }
    }

    @Test
    void aListIsPagedNewestFirstWithoutGapOrRepetition(RunningServer city) {
        String source = RunningServer.unique("source");
        String token = city.token(Role.SOURCE, source);
        JsonArray reports = new JsonArray();
        for (int i = 0; i < 7; i++) {
            reports.add(RunningServer.report(source, "event-" + i, BURST_TANK, 113.66, 34.42));
        }
        city.post("/api/v1/events", token, "application/json", reports.encode());
        List<String> seen = new java.util.ArrayList<>();
        String path = "/api/v1/events?limit=3&category=" + BURST_TANK;
        while (path != null) {
            JsonObject page = city.get(path, token).json();
            page.getJsonArray("events").forEach(event -> seen.add(((JsonObject) event).getString("number")));
            path = page.getString("next");
        }
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        assertThat(seen).isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    private static String responder(RunningServer city, String county, double longitude, double latitude) {
        String id = RunningServer.unique("responder");
        city.putResponder(id, "water-supply-" + county, longitude, latitude, 100);
        return id;
    }

    /** Reports a burst tank at a place and gives the id of its one order. */
    private static String reportNear(RunningServer city, double longitude, double latitude) {
        JsonObject filed = city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "grid-member"),
                        RunningServer.report(
                                "grid-member", RunningServer.unique("tank"), BURST_TANK, longitude, latitude))
                .json();
        return filed.getJsonArray("orders").getJsonObject(0).getString("id");
    }

    private static JsonObject event(RunningServer city, String order) {
        String number = order.substring(0, order.lastIndexOf('-'));
        return city.get("/api/v1/events/" + number, city.token(Role.ADMIN, "test"))
                .json();
    }
}
