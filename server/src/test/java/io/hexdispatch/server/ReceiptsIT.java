package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of every order it is known when it went to whom, how often, and when he said that he has it. */
@ExtendWith(RunningServer.Shared.class)
class ReceiptsIT {
    private static final JsonObject NOTHING = new JsonObject();
    private static final String BURST_TANK = "90009";
    private static final AtomicInteger SPOTS = new AtomicInteger();

    /** Each test works far enough from the others that their responders are not nearer, however busy its own is. */
    private final double latitude = 34.36 + 0.03 * SPOTS.getAndIncrement();

    @Test
    void anOrderShowsWhenItWasSentToWhomAndWhenHeAcknowledgedIt(RunningServer city) {
        String responder = responder(city);
        try (Terminal terminal = city.terminal(Role.RESPONDER, responder)) {
            String order = report(city);
            terminal.awaitType("order.dispatched");
            terminal.send("order.acknowledge", order, NOTHING);
            // Commands of one terminal follow one another, and the receipt is committed before this one is answered.
            terminal.command("order.accept", order, NOTHING);

            JsonObject told = delivery(city, order, "responder");
            while (!told.containsKey("acknowledgedAt")) {
                told = delivery(city, order, "responder");
            }

            assertThat(told.getInteger("sends")).isEqualTo(1);
            assertThat(List.of(
                            time(told, "owedAt"),
                            time(told, "firstSentAt"),
                            time(told, "lastSentAt"),
                            time(told, "acknowledgedAt")))
                    .isSorted();
            JsonObject unit = delivery(city, order, "unit");
            assertThat(unit.getInteger("sends"))
                    .as("no terminal of the unit is there")
                    .isZero();
            assertThat(unit.containsKey("acknowledgedAt")).isFalse();

            JsonObject event = city.get("/api/v1/events/" + order.substring(0, order.lastIndexOf('-')), admin(city))
                    .json();
            assertThat(event.getJsonArray("orders").getJsonObject(0).getJsonArray("deliveries"))
                    .contains(told, unit);
        }
    }

    @Test
    void everySendOfAnOrderThatNobodyAcknowledgesIsCounted(RunningServer city) {
        String responder = responder(city);
        try (Terminal terminal = city.terminal(Role.RESPONDER, responder)) {
            String order = report(city);
            for (int i = 0; i < 3; i++) {
                terminal.awaitType("order.dispatched");
            }
            JsonObject told = delivery(city, order, "responder");
            while (told.getInteger("sends") < 3) {
                terminal.awaitType("order.dispatched");
                told = delivery(city, order, "responder");
            }
            assertThat(time(told, "firstSentAt")).isBefore(time(told, "lastSentAt"));
        }
    }

    @Test
    void whatNobodyAcknowledgedIsListedOldestFirstUntilItIsOverOrAcknowledged(RunningServer city) {
        String responder = responder(city);
        String first = report(city);
        String second = report(city);
        String third = report(city);
        assertThat(undelivered(city, responder)).containsSubsequence(first, second, third);

        city.post("/api/v1/orders/" + first + "/acknowledge", city.token(Role.RESPONDER, responder), NOTHING);
        city.post("/api/v1/orders/" + second + "/cancel", admin(city), new JsonObject().put("reason", "a mistake"));

        assertThat(undelivered(city, responder)).contains(third).doesNotContain(first, second);
        JsonObject cancelled = delivery(city, second, "responder");
        assertThat(cancelled.containsKey("endedAt")).isTrue();
        assertThat(cancelled.containsKey("acknowledgedAt")).isFalse();

        city.post("/api/v1/orders/" + second + "/acknowledge", city.token(Role.RESPONDER, responder), NOTHING);
        assertThat(delivery(city, second, "responder").containsKey("acknowledgedAt"))
                .as("a receipt that comes late is kept as well")
                .isTrue();
    }

    @Test
    void aCentreSeesWhatIsUndeliveredInItsAreaAlone(RunningServer city) {
        String responder = responder(city);
        String order = report(city);
        String path = "/api/v1/orders/undelivered?limit=500";
        assertThat(all(city, path, city.token(Role.CENTRE, "410184"), responder))
                .contains(order);
        assertThat(all(city, path, city.token(Role.CENTRE, "410181"), responder))
                .doesNotContain(order);
        assertThat(all(city, path + "&area=410184", admin(city), responder)).contains(order);
        assertThat(all(city, path + "&area=410181", admin(city), responder)).doesNotContain(order);
        assertThat(all(city, path + "&since=3600", admin(city), responder)).doesNotContain(order);
        assertThat(city.get(path, city.token(Role.RESPONDER, responder)).status())
                .isEqualTo(403);
        assertThat(city.get(path + "&area=nowhere", admin(city)).status()).isEqualTo(400);
        assertThat(city.get(path + "&sinse=1", admin(city)).status()).isEqualTo(400);
    }

    @Test
    void anOrderIsShownToThoseWhoMaySeeItsEvent(RunningServer city) {
        String responder = responder(city);
        String order = report(city);
        String path = "/api/v1/orders/" + order;
        assertThat(city.get(path, city.token(Role.RESPONDER, responder)).status())
                .isEqualTo(200);
        assertThat(city.get(path, city.token(Role.RESPONDER, "somebody")).status())
                .isEqualTo(404);
        assertThat(city.get(path + "9", admin(city)).status()).isEqualTo(404);
        assertThat(city.get("/api/v1/orders/nonsense", admin(city)).status()).isEqualTo(404);
    }

    private static List<String> undelivered(RunningServer city, String responder) {
        return all(city, "/api/v1/orders/undelivered?limit=3", admin(city), responder);
    }

    /** The orders of a list that a recipient has not acknowledged, page after page. */
    private static List<String> all(RunningServer city, String from, String token, String recipient) {
        List<String> orders = new ArrayList<>();
        String path = from;
        while (path != null) {
            JsonObject page = city.get(path, token).json();
            for (Object one : page.getJsonArray("undelivered")) {
                JsonObject entry = (JsonObject) one;
                if (entry.getJsonObject("delivery")
                        .getJsonObject("recipient")
                        .getString("id")
                        .equals(recipient)) {
                    orders.add(entry.getJsonObject("order").getString("id"));
                }
            }
            path = page.getString("next");
        }
        return orders;
    }

    private static JsonObject delivery(RunningServer city, String order, String role) {
        JsonArray deliveries =
                city.get("/api/v1/orders/" + order, admin(city)).json().getJsonArray("deliveries");
        return deliveries.stream()
                .map(JsonObject.class::cast)
                .filter(delivery ->
                        delivery.getJsonObject("recipient").getString("role").equals(role))
                .findFirst()
                .orElseThrow();
    }

    private static Instant time(JsonObject delivery, String field) {
        return Instant.parse(delivery.getString(field));
    }

    private static String admin(RunningServer city) {
        return city.token(Role.ADMIN, "test");
    }

    private String responder(RunningServer city) {
        String id = RunningServer.unique("receipts");
        city.putResponder(id, "water-supply-410184", 113.70, latitude, 100);
        return id;
    }

    private String report(RunningServer city) {
        return city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "grid-member"),
                        RunningServer.report(
                                "grid-member", RunningServer.unique("receipt"), BURST_TANK, 113.70, latitude))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0)
                .getString("id");
    }
}
