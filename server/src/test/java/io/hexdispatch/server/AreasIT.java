package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A centre follows its area: what is open there and who is there, and then what changes. */
@ExtendWith(RunningServer.Shared.class)
class AreasIT {
    private static final JsonObject NOTHING = new JsonObject();
    private static final String BURST_TANK = "90009";
    private static final String XINMI = "410183";

    @Test
    void aCentreIsToldWhatIsOpenAndWhoIsThereAndThenWhatChanges(RunningServer city) {
        String responder = responder(city, 113.42, 34.55);
        String before = report(city, 113.42, 34.55);
        try (Terminal centre = city.terminal(Role.CENTRE, XINMI)) {
            List<JsonObject> snapshot = follow(centre, XINMI, NOTHING);
            assertThat(events(snapshot)).contains(before);
            assertThat(responders(snapshot)).contains(responder);
            assertThat(snapshot.get(snapshot.size() - 1).getBoolean("complete")).isTrue();

            String after = report(city, 113.42, 34.55);
            JsonObject filed = changed(centre, after);
            assertThat(filed.getString("change")).isEqualTo("filed");
            city.post(
                    "/api/v1/orders/" + after + "-1/cancel",
                    city.token(Role.CENTRE, XINMI),
                    new JsonObject().put("reason", "a mistake"));
            assertThat(changed(centre, after).getString("change")).isEqualTo("changed");
        }
    }

    @Test
    void whatComesInTheOrderOfAnAreaDoesNotComeASecondTimeAsNews(RunningServer city) {
        try (Terminal centre = city.terminal(Role.CENTRE, XINMI)) {
            follow(centre, XINMI, NOTHING);
            centre.drain();
            String followed = report(city, 113.42, 34.55);
            changed(centre, followed);
            centre.command("area.unsubscribe", XINMI, NOTHING);
            String next = report(city, 113.42, 34.55);
            List<JsonObject> others = new ArrayList<>();
            centre.await(message -> {
                others.add(message);
                return message.getString("type").endsWith("event.filed") && next.equals(message.getString("subject"));
            });
            assertThat(others)
                    .noneMatch(message -> message.getString("type").endsWith("event.filed")
                            && followed.equals(message.getString("subject")));
        }
    }

    @Test
    void theMessagesOfAnAreaAreCountedWithoutAGap(RunningServer city) {
        String responder = responder(city, 113.43, 34.56);
        try (Terminal centre = city.terminal(Role.CENTRE, XINMI);
                Terminal own = city.terminal(Role.RESPONDER, responder)) {
            List<Integer> sequences = new ArrayList<>();
            follow(centre, XINMI, NOTHING).forEach(part -> sequences.add(part.getInteger("sequence")));
            String last = "";
            for (int i = 0; i < 20; i++) {
                own.send("responder.position", responder, place(113.43 + i * 1e-4, 34.56));
                last = report(city, 113.42, 34.55);
            }
            String awaited = last;
            centre.await(message -> {
                JsonObject data = message.getJsonObject("data");
                if (data.containsKey("sequence")) {
                    sequences.add(data.getInteger("sequence"));
                }
                return message.getString("type").endsWith("area.changed")
                        && awaited.equals(data.getJsonObject("event").getString("number"));
            });
            for (int i = 0; i < sequences.size(); i++) {
                assertThat(sequences.get(i)).isEqualTo(i + 1);
            }
        }
    }

    @Test
    void positionsComeOnceASecondTheLatestOfEachAndWhoLeavesTheAreaIsToldToHaveLeft(RunningServer city) {
        String responder = responder(city, 113.41, 34.54);
        try (Terminal centre = city.terminal(Role.CENTRE, XINMI);
                Terminal own = city.terminal(Role.RESPONDER, responder)) {
            follow(centre, XINMI, NOTHING);
            JsonArray track = new JsonArray();
            for (int i = 1; i <= 100; i++) {
                track.add(place(113.41, 34.54 + i * 1e-5)
                        .put("at", java.time.Instant.now().minusSeconds(100 - i).toString()));
            }
            own.send("responder.positions", "", new JsonObject().put("positions", track));
            List<JsonObject> told = new ArrayList<>();
            JsonObject last = position(centre, responder, told, "lat", 34.541);
            assertThat(last.containsKey("name")).as("he is known already").isFalse();
            assertThat(told).as("of a hundred the latest, or a few").hasSizeLessThan(5);

            own.send("responder.position", responder, place(113.02, 34.75));
            centre.await(message -> positions(message).stream()
                    .anyMatch(position ->
                            responder.equals(position.getString("responder")) && position.getBoolean("left", false)));

            own.send("responder.position", responder, place(113.41, 34.54));
            JsonObject back = position(centre, responder, told, "lat", 34.54);
            assertThat(back.getString("unit")).as("who comes in is introduced").isEqualTo("water-supply-" + XINMI);
        }
    }

    @Test
    void aGatewaySendsThePositionsOfItsUnitAndWhatIsWrongIsNamedWhileTheRestTakesEffect(RunningServer city) {
        String ours = responder(city, 113.44, 34.55);
        String other = RunningServer.unique("areas");
        city.putResponder(other, "police-410182", 113.38, 34.79, 100);
        try (Terminal gateway = city.terminal(Role.UNIT, "water-supply-" + XINMI)) {
            JsonObject refused = gateway.command(
                    "responder.positions",
                    "",
                    new JsonObject()
                            .put(
                                    "positions",
                                    new JsonArray()
                                            .add(place(113.45, 34.55).put("responder", ours))
                                            .add(place(113.45, 34.55).put("responder", other))
                                            .add(place(113.45, 134.55).put("responder", ours))
                                            .add(place(113.45, 34.55))));
            assertThat(refused.getString("type")).endsWith("command.refused");
            assertThat(refused.getJsonObject("data").getJsonObject("problem").getJsonArray("errors").stream()
                            .map(error -> ((JsonObject) error).getString("pointer")))
                    .containsExactlyInAnyOrder(
                            "/data/positions/1/responder", "/data/positions/2/lat", "/data/positions/3/responder");
            assertThat(city.get("/api/v1/responders/" + ours, city.token(Role.ADMIN, "test"))
                            .json()
                            .getJsonObject("location")
                            .getDouble("lon"))
                    .isEqualTo(113.45);
            assertThat(city.get("/api/v1/responders/" + other, city.token(Role.ADMIN, "test"))
                            .json()
                            .getJsonObject("location")
                            .getDouble("lon"))
                    .isEqualTo(113.38);
        }
    }

    @Test
    void nobodyFollowsWhatIsNotHis(RunningServer city) {
        try (Terminal centre = city.terminal(Role.CENTRE, XINMI);
                Terminal responder = city.terminal(Role.RESPONDER, "somebody");
                Terminal supervisor = city.terminal(Role.SUPERVISOR, "wang")) {
            assertThat(status(centre.command("area.subscribe", "410181", NOTHING)))
                    .isEqualTo(403);
            assertThat(status(centre.command("area.subscribe", "410100", NOTHING)))
                    .isEqualTo(403);
            assertThat(status(centre.command("area.subscribe", "nowhere", NOTHING)))
                    .isEqualTo(404);
            assertThat(status(centre.command("area.unsubscribe", XINMI, NOTHING)))
                    .isEqualTo(404);
            assertThat(status(centre.command("area.subscribe", XINMI, new JsonObject().put("positons", true))))
                    .isEqualTo(400);
            assertThat(status(responder.command("area.subscribe", XINMI, NOTHING)))
                    .isEqualTo(403);
            assertThat(follow(supervisor, "410181", new JsonObject().put("positions", false)))
                    .allMatch(part -> part.getJsonArray("responders").isEmpty());
        }
    }

    @Test
    void aConnectionThatIsAskedAnswers(RunningServer city) {
        try (Terminal terminal = city.terminal(Role.RESPONDER, "somebody")) {
            assertThat(terminal.command("connection.ping", "", NOTHING).getString("type"))
                    .endsWith("connection.pong");
        }
    }

    private static int status(JsonObject refused) {
        return refused.getJsonObject("data").getJsonObject("problem").getInteger("status");
    }

    /** Subscribes, and gives the parts of the snapshot. */
    private static List<JsonObject> follow(Terminal terminal, String area, JsonObject wish) {
        String command = terminal.send("area.subscribe", area, wish);
        List<JsonObject> parts = new ArrayList<>();
        do {
            parts.add(terminal.await(message ->
                            command.equals(message.getJsonObject("data").getString("command")))
                    .getJsonObject("data"));
        } while (!parts.get(parts.size() - 1).getBoolean("last"));
        return parts;
    }

    private static List<String> events(List<JsonObject> parts) {
        return parts.stream()
                .flatMap(part -> part.getJsonArray("events").stream())
                .map(event -> ((JsonObject) event).getString("number"))
                .toList();
    }

    private static List<String> responders(List<JsonObject> parts) {
        return parts.stream()
                .flatMap(part -> part.getJsonArray("responders").stream())
                .map(responder -> ((JsonObject) responder).getString("responder"))
                .toList();
    }

    private static JsonObject changed(Terminal terminal, String number) {
        return terminal.await(message -> message.getString("type").endsWith("area.changed")
                        && number.equals(message.getJsonObject("data")
                                .getJsonObject("event")
                                .getString("number")))
                .getJsonObject("data");
    }

    private static List<JsonObject> positions(JsonObject message) {
        return message.getString("type").endsWith("area.positions")
                ? message.getJsonObject("data").getJsonArray("positions").stream()
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    /** Waits until a responder is told to be where he is. @param told all that is told of him until then is added */
    private static JsonObject position(
            Terminal terminal, String responder, List<JsonObject> told, String field, double value) {
        terminal.await(message -> {
            positions(message).stream()
                    .filter(position -> responder.equals(position.getString("responder")))
                    .forEach(told::add);
            return !told.isEmpty() && Math.abs(told.get(told.size() - 1).getDouble(field, 0.0) - value) < 1e-9;
        });
        return told.get(told.size() - 1);
    }

    private static JsonObject place(double longitude, double latitude) {
        return new JsonObject().put("lon", longitude).put("lat", latitude);
    }

    private static String responder(RunningServer city, double longitude, double latitude) {
        String id = RunningServer.unique("areas");
        city.putResponder(id, "water-supply-" + XINMI, longitude, latitude, 100);
        return id;
    }

    private static String report(RunningServer city, double longitude, double latitude) {
        return city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "grid-member"),
                        RunningServer.report(
                                "grid-member", RunningServer.unique("area"), BURST_TANK, longitude, latitude))
                .json()
                .getString("number");
    }
}
