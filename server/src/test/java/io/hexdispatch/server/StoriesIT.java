package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three stories that the city told of itself, from the first report to the closed event. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class StoriesIT {
    private static final JsonObject NOTHING = new JsonObject();
    private static final JsonObject VISIT = new JsonObject().put("method", "visit");

    @Test
    void aBurstWaterTankInTanghuVillageIsFiledAtOnceAndClosedWhenWaterFlowsAgain(RunningServer city) {
        String responder = RunningServer.unique("plumber");
        city.putResponder(responder, "water-supply-410184", 113.661, 34.421, 100);
        String source = city.token(Role.SOURCE, "grid-member");
        try (Terminal plumber = city.terminal(Role.RESPONDER, responder);
                Terminal town = city.terminal(Role.CENTRE, "410184103")) {
            JsonObject report =
                    RunningServer.report("grid-member", RunningServer.unique("tank"), "90009", 113.66, 34.42);
            Answer filed = city.post("/api/v1/events", source, report);

            assertThat(filed.status()).isEqualTo(201);
            String number = filed.json().getString("number");
            assertThat(filed.response().headers().firstValue("location")).contains("/api/v1/events/" + number);
            assertThat(gridNames(filed.json())).contains("唐户村", "观音寺镇", "新郑市", "郑州市");
            assertThat(filed.json().getJsonArray("orders")).hasSize(1);
            JsonObject order = order(filed.json(), 0);
            assertThat(order.getString("unit")).isEqualTo("water-supply-410184");
            assertThat(order.getString("responder")).isEqualTo(responder);
            assertThat(filed.json().getJsonObject("explanation").getString("rule"))
                    .contains("water-supply-410184");

            String id = plumber.awaitType("order.dispatched").getString("subject");
            assertThat(id).isEqualTo(order.getString("id"));
            plumber.send("order.acknowledge", id, NOTHING);
            assertThat(status(plumber.command("order.accept", id, NOTHING))).isEqualTo("IN_PROGRESS");
            plumber.command("order.arrive", id, NOTHING);
            assertThat(status(plumber.command("order.complete", id, NOTHING))).isEqualTo("RESOLVED");

            town.await(message -> message.getString("type").endsWith("event.changed")
                    && status(message).equals("RESOLVED"));
            assertThat(status(town.command("event.verify", number, VISIT))).isEqualTo("VERIFIED");
            assertThat(status(town.command("event.close", number, NOTHING))).isEqualTo("CLOSED");

            JsonObject closed = city.get("/api/v1/events/" + number, source).json();
            assertThat(closed.getString("status")).isEqualTo("CLOSED");
            assertThat(actions(closed))
                    .containsExactly(
                            "file FILED",
                            "dispatch DISPATCHED",
                            "follow DISPATCHED",
                            "accept ACCEPTED",
                            "follow IN_PROGRESS",
                            "arrive ON_SCENE",
                            "complete DONE",
                            "follow RESOLVED",
                            "verify VERIFIED",
                            "close CLOSED");
        }
    }

    @Test
    void aSewageOverflowIsHandedOnFromTheWaterUtilityToTheHeatingCompanyThatCausedIt(RunningServer city) {
        LonLat place = new LonLat(113.66, 34.78);
        LonLat asPhonesSay = CoordinateSystem.GCJ02.fromWgs84(place);
        String citizens = city.token(Role.SOURCE, "zhenghaoban");
        JsonObject report = RunningServer.report(
                "zhenghaoban",
                RunningServer.unique("sewage"),
                "90004",
                asPhonesSay.longitude(),
                asPhonesSay.latitude());
        report.getJsonObject("location").put("crs", "gcj02");
        JsonObject filed = city.post("/api/v1/events", citizens, report).json();

        JsonObject location = filed.getJsonObject("location");
        assertThat(location.getDouble("lon")).isCloseTo(place.longitude(), within(1e-7));
        assertThat(location.getDouble("lat")).isCloseTo(place.latitude(), within(1e-7));
        assertThat(location.getString("h3"))
                .isEqualTo(HexCells.text(HexCells.cellAt(place.longitude(), place.latitude())));
        assertThat(location.getJsonObject("given").getDouble("lon")).isEqualTo(asPhonesSay.longitude());
        assertThat(gridNames(filed)).contains("金水区");
        String utility = order(filed, 0).getString("unit");
        assertThat(utility).isEqualTo("drainage-410105");

        try (Terminal waterUtility = city.terminal(Role.UNIT, utility);
                Terminal heating = city.terminal(Role.UNIT, "heating-410105")) {
            String first = order(filed, 0).getString("id");
            waterUtility.await(message -> first.equals(message.getString("subject")));

            JsonObject withoutReason =
                    waterUtility.command("order.hand-on", first, new JsonObject().put("unit", "heating-410105"));
            assertThat(withoutReason.getString("type")).endsWith("command.refused");
            assertThat(withoutReason.getJsonObject("data").encode()).contains("/data/reason");

            JsonObject handedOn = waterUtility.command(
                    "order.hand-on",
                    first,
                    new JsonObject()
                            .put("unit", "heating-410105")
                            .put("reason", "the heating company's repair broke the sewer"));
            String second = heating.awaitType("order.dispatched").getString("subject");
            assertThat(order(handedOn.getJsonObject("data").getJsonObject("event"), 0)
                            .getString("status"))
                    .isEqualTo("HANDED_ON");
            heating.command("order.accept", second, NOTHING);
            assertThat(status(heating.command("order.complete", second, NOTHING)))
                    .isEqualTo("RESOLVED");
        }
        String centre = city.token(Role.CENTRE, "410105");
        String number = filed.getString("number");
        assertThat(city.post("/api/v1/events/" + number + "/verify", centre, VISIT)
                        .status())
                .isEqualTo(200);
        JsonObject closed = city.post("/api/v1/events/" + number + "/close", centre, NOTHING)
                .json();
        assertThat(closed.getString("status")).isEqualTo("CLOSED");
        assertThat(order(closed, 0).getString("reason")).contains("heating company's repair");
        assertThat(order(closed, 1).getString("replaces"))
                .isEqualTo(order(closed, 0).getString("id"));
    }

    @Test
    void aDarkTrafficLightInZijingRoadStreetIsResolvedOnlyWhenAllThreeUnitsAreDone(RunningServer city) {
        String source = city.token(Role.SOURCE, "grid-member");
        JsonObject filed = city.post(
                        "/api/v1/events",
                        source,
                        RunningServer.report("grid-member", RunningServer.unique("light"), "02014", 113.02, 34.75))
                .json();

        assertThat(gridNames(filed)).contains("紫荆路街道", "巩义市");
        Map<String, String> roles = filed.getJsonArray("orders").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(order -> order.getString("unit"), order -> order.getString("role")));
        assertThat(roles)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "traffic-police-410181", "LEAD",
                        "police-410181", "CO_HANDLING",
                        "road-maintenance-410181", "CO_HANDLING"));

        String number = filed.getString("number");
        List<String> units = List.of("police-410181", "road-maintenance-410181", "traffic-police-410181");
        for (String unit : units) {
            boolean isLast = unit.equals(units.get(2));
            try (Terminal terminal = city.terminal(Role.UNIT, unit)) {
                String order = terminal.await(message ->
                                String.valueOf(message.getString("subject")).startsWith(number))
                        .getString("subject");
                terminal.send("order.acknowledge", order, NOTHING);
                terminal.command("order.accept", order, NOTHING);
                assertThat(status(terminal.command("order.complete", order, NOTHING)))
                        .isEqualTo(isLast ? "RESOLVED" : "IN_PROGRESS");
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double degrees) {
        return org.assertj.core.data.Offset.offset(degrees);
    }

    private static JsonObject order(JsonObject event, int index) {
        return event.getJsonArray("orders").getJsonObject(index);
    }

    private static List<String> gridNames(JsonObject event) {
        return event.getJsonArray("grids").stream()
                .map(grid -> ((JsonObject) grid).getString("name"))
                .toList();
    }

    private static List<String> actions(JsonObject event) {
        return event.getJsonArray("history").stream()
                .map(JsonObject.class::cast)
                .map(entry -> entry.getString("action") + " " + entry.getString("to"))
                .toList();
    }

    private static String status(JsonObject message) {
        return message.getJsonObject("data").getJsonObject("event").getString("status");
    }
}
