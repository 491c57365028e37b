package io.hexdispatch.server;

import static io.hexdispatch.server.OgcAnswers.admin;
import static io.hexdispatch.server.OgcAnswers.encoded;
import static io.hexdispatch.server.OgcAnswers.features;
import static io.hexdispatch.server.OgcAnswers.header;
import static io.hexdispatch.server.OgcAnswers.ids;
import static io.hexdispatch.server.OgcAnswers.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The open events as a map layer: who sees which, where and when, and when they are gone. */
@ExtendWith(RunningServer.Shared.class)
final class OgcApiEventsIT {
    @Test
    void showsOpenEventsToThoseWhomTheyConcern(RunningServer city) {
        String source = RunningServer.unique("ogc");
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            numbers.add(0, file(city, source, 113.02 + i / 1000.0));
        }
        String bySource = "source=" + source;
        JsonObject all = items(city, "events", bySource);
        assertThat(ids(all)).containsExactlyElementsOf(numbers);
        JsonObject first = features(all).get(2);
        assertThat(first.getJsonObject("geometry").getJsonArray("coordinates"))
                .isEqualTo(new JsonArray().add(113.02).add(34.75));
        assertThat(first.getJsonObject("properties").getString("status")).isEqualTo("DISPATCHED");
        assertThat(first.getJsonObject("properties").fieldNames()).doesNotContain("reporter", "phone");

        assertThat(ids(items(city, "events", bySource + "&bbox=113.0195,34.7,113.0205,34.8")))
                .containsExactly(numbers.get(2));
        assertThat(ids(items(city, "events", bySource + "&bbox=113,34,-170,35")))
                .hasSize(3);
        assertThat(ids(items(city, "events", bySource + "&datetime=../2020-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(ids(items(city, "events", bySource + "&datetime=2020-01-01T00:00:00Z/..")))
                .hasSize(3);
        assertThat(ids(items(
                        city,
                        "events",
                        bySource + "&filter="
                                + encoded("openOrders >= 1 AND occurredAt > TIMESTAMP('2020-01-01T00:00:00Z')"
                                        + " AND S_INTERSECTS(geometry, BBOX(113.0205, 34, 113.1, 35))"))))
                .containsExactly(numbers.get(0), numbers.get(1));
        JsonObject page = items(city, "events", bySource + "&limit=2");
        assertThat(ids(page)).containsExactly(numbers.get(0), numbers.get(1));
        JsonObject rest = items(city, "events", bySource + "&limit=2&after=" + numbers.get(1));
        assertThat(ids(rest)).containsExactly(numbers.get(2));
        assertThat(rest.getJsonArray("links").encode()).doesNotContain("\"next\"");

        String item = "/ogc/collections/events/items/" + numbers.get(0);
        String list = "/ogc/collections/events/items?" + bySource;
        assertThat(city.get(item, city.token(Role.CENTRE, "410181")).status()).isEqualTo(200);
        assertThat(city.get(item, city.token(Role.CENTRE, "410182")).status()).isEqualTo(404);
        assertThat(ids(city.get(list, city.token(Role.CENTRE, "410181")).json()))
                .hasSize(3);
        assertThat(ids(city.get(list, city.token(Role.CENTRE, "410182")).json()))
                .isEmpty();
        assertThat(ids(city.get(list, city.token(Role.SOURCE, source)).json())).hasSize(3);
        assertThat(ids(city.get(list, city.token(Role.SOURCE, "another")).json()))
                .isEmpty();
        // Staff who load boundaries see no events, not even that there are any.
        String gis = city.token(Role.GIS, "gis");
        assertThat(city.get(list, gis).status()).isEqualTo(404);
        assertThat(city.get("/ogc/collections", gis).response().body()).doesNotContain("/events");
    }

    @Test
    void anEventThatIsClosedLeavesTheMap(RunningServer city) {
        String source = RunningServer.unique("ogc");
        String number = file(city, source, 113.02);
        for (String action : List.of("accept", "arrive", "complete")) {
            for (Object order :
                    city.get("/api/v1/events/" + number, admin(city)).json().getJsonArray("orders")) {
                String id = ((JsonObject) order).getString("id");
                String by = ((JsonObject) order).getString("unit");
                assertThat(city.post("/api/v1/orders/" + id + "/" + action, city.token(Role.UNIT, by), new JsonObject())
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(ids(items(city, "events", "source=" + source))).containsExactly(number);
        for (String action : List.of("verify", "close")) {
            JsonObject body = action.equals("verify") ? new JsonObject().put("method", "visit") : new JsonObject();
            assertThat(city.post("/api/v1/events/" + number + "/" + action, admin(city), body)
                            .status())
                    .isEqualTo(200);
        }
        assertThat(ids(items(city, "events", "source=" + source))).isEmpty();
        assertThat(city.get("/ogc/collections/events/items/" + number, admin(city))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPageRunsNothingThatSomebodyReported(RunningServer city) {
        String source = RunningServer.unique("ogc");
        String attack = "<script>alert(1)</script>\"'&";
        JsonObject report = RunningServer.report(source, RunningServer.unique("x"), "02014", 113.02, 34.75)
                .put("text", attack);
        String number = city.post("/api/v1/events", city.token(Role.SOURCE, source), report)
                .json()
                .getString("number");
        for (String path : List.of("/ogc/collections/events/items", "/ogc/collections/events/items/" + number)) {
            var page = city.get(path + "?f=html", city.token(Role.SOURCE, source));
            assertThat(page.response().body())
                    .contains("&lt;script&gt;alert(1)")
                    .doesNotContain("<script");
            assertThat(header(page, "content-security-policy")).startsWith("default-src 'none'");
        }
        String filter = "/ogc/collections/grids-city/items?f=html&code=" + encoded("\"><script>");
        assertThat(city.get(filter, admin(city)).response().body()).doesNotContain("<script");
    }

    private static String file(RunningServer city, String source, double longitude) {
        return city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, source),
                        RunningServer.report(source, RunningServer.unique("x"), "02014", longitude, 34.75))
                .json()
                .getString("number");
    }
}
