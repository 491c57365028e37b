package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.rollcall.Audience;
import io.hexdispatch.rollcall.RollCallWish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollCallJsonTest {
    @Test
    void anAudienceIsReadAsItWasWritten() {
        for (String audience : List.of(
                "{\"centres\":[\"county\",\"dedicated\"]}",
                "{\"centres\":[\"township\"],\"grids\":[\"410181\"]}",
                "{\"responders\":\"all\",\"grids\":[\"410181\",\"410181001\"]}",
                "{\"responders\":\"on-duty\",\"polygon\":{\"type\":\"Polygon\",\"coordinates\":"
                        + "[[[113.0,34.0],[113.1,34.0],[113.1,34.1],[113.0,34.0]]]},\"crs\":\"wgs84\"}",
                "{\"responders\":\"all\",\"polygon\":{\"type\":\"MultiPolygon\",\"coordinates\":"
                        + "[[[[113.0,34.0],[113.1,34.0],[113.1,34.1],[113.0,34.0]]],"
                        + "[[[114.0,34.0],[114.1,34.0],[114.1,34.1],[114.0,34.0]]]]},\"crs\":\"wgs84\"}")) {
            JsonObject json = new JsonObject(audience);
            Optional<RollCallWish> wish = RollCallJson.read(Fields.of(body(json)));
            assertThat(wish).as(audience).isPresent();
            assertThat(AudienceJson.of(wish.get().audience())).isEqualTo(json);
            assertThat(AudienceJson.of(AudienceJson.stored(json))).isEqualTo(json);
        }
    }

    @Test
    void aPolygonDrawnOnAShiftedMapIsShiftedBack() {
        LonLat place = new LonLat(113.05, 34.02);
        JsonArray ring = new JsonArray();
        for (LonLat corner : List.of(
                new LonLat(113.0, 34.0), new LonLat(113.1, 34.0), new LonLat(113.1, 34.1), new LonLat(113.0, 34.0))) {
            LonLat shifted = CoordinateSystem.GCJ02.fromWgs84(corner);
            ring.add(new JsonArray().add(shifted.longitude()).add(shifted.latitude()));
        }
        Audience audience = RollCallJson.read(Fields.of(body(new JsonObject()
                        .put("responders", "all")
                        .put("crs", "gcj02")
                        .put(
                                "polygon",
                                new JsonObject()
                                        .put("type", "Polygon")
                                        .put("coordinates", new JsonArray().add(ring))))))
                .orElseThrow()
                .audience();
        LonLat first = ((Audience.RespondersInPolygon) audience)
                .outline()
                .parts()
                .get(0)
                .get(0)
                .get(0);
        assertThat(first.longitude()).isCloseTo(113.0, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(((Audience.RespondersInPolygon) audience).outline().covers(place))
                .isTrue();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(faults("{}"))
                .contains(
                        "/audience/centres: is right where centres are called, responders where responders are: one of the two");
        assertThat(faults("{\"centres\":[\"city\"]}")).contains("right are county, township and dedicated");
        assertThat(faults("{\"centres\":[\"county\"],\"responders\":\"all\"}")).contains("one of the two");
        assertThat(faults("{\"responders\":\"some\",\"grids\":[\"1\"]}")).contains("/audience/responders: \"some\"");
        assertThat(faults("{\"responders\":\"all\"}")).contains("/audience/grids: or polygon");
        assertThat(faults("{\"responders\":\"all\",\"grids\":[\"a b\"]}")).contains("/audience/grids/0");
        assertThat(faults("{\"responders\":\"all\",\"grids\":[7]}")).contains("/audience/grids/0");
        assertThat(faults("{\"responders\":\"all\",\"grids\":[\"1\"],\"within\":1}"))
                .contains("/audience/within");
        assertThat(polygonFaults("[]")).contains("has a polygon without a ring");
        assertThat(polygonFaults("7")).contains("coordinates is not a list");
        assertThat(polygonFaults("[[[113,34],[114,34],[113,34]]]")).contains("not closed");
        assertThat(polygonFaults("[[[113,34],[114,34],[114,35],[113,35]]]")).contains("not closed");
        assertThat(polygonFaults("[[[34,113],[34,114],[35,114],[34,113]]]")).contains("look swapped");
        assertThat(polygonFaults("[[[113,34],[114,35],[114,34],[113,35],[113,34]]]"))
                .contains("Self-intersection");
        assertThat(polygonFaults("[[[113,\"x\"],[114,35],[114,34],[113,34]]]")).contains("not [longitude, latitude]");
        JsonArray many = new JsonArray();
        for (int i = 0; i < 2_001; i++) {
            many.add(new JsonArray().add(113).add(34));
        }
        assertThat(polygonFaults(new JsonArray().add(many).encode())).contains("more than 2000 positions");
        Fields fields = Fields.of(new JsonObject().put("limitSeconds", 1).put("kind", "shout"));
        assertThat(RollCallJson.read(fields)).isEmpty();
        assertThat(fields.faults())
                .extracting(Fields.Fault::pointer)
                .containsExactlyInAnyOrder("/key", "/kind", "/purpose", "/message", "/limitSeconds", "/audience");
    }

    @Test
    void nothingInARecordIsTakenForAFormula() {
        assertThat(RollCallCsv.text("=1+1")).isEqualTo("'=1+1");
        assertThat(RollCallCsv.text("@SUM(A1), B")).isEqualTo("\"'@SUM(A1), B\"");
        assertThat(RollCallCsv.text("\t=1")).isEqualTo("'\t=1");
        assertThat(RollCallCsv.text("say \"yes\"\nnow")).isEqualTo("\"say \"\"yes\"\"\nnow\"");
        assertThat(RollCallCsv.text("到岗")).isEqualTo("到岗");
        assertThat(RollCallCsv.text("")).isEmpty();
        assertThat(RollCallCsv.head()).startsWith("\uFEFFordinal,");
    }

    private static String polygonFaults(String coordinates) {
        return faults(
                "{\"responders\":\"all\",\"polygon\":{\"type\":\"Polygon\",\"coordinates\":" + coordinates + "}}");
    }

    private static String faults(String audience) {
        Fields fields = Fields.of(body(new JsonObject(audience)));
        assertThat(RollCallJson.read(fields)).as(audience).isEmpty();
        StringBuilder text = new StringBuilder();
        fields.faults().forEach(fault -> text.append(fault.pointer())
                .append(": ")
                .append(fault.detail())
                .append('\n'));
        return text.toString();
    }

    private static JsonObject body(JsonObject audience) {
        return new JsonObject()
                .put("key", "k")
                .put("purpose", "drill")
                .put("message", "all in")
                .put("limitSeconds", 60)
                .put("audience", audience);
    }
}
