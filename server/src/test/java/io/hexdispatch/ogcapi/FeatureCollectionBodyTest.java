package io.hexdispatch.ogcapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class FeatureCollectionBodyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final List<Property> PROPERTIES = List.of(
            Property.of("name", "", PropertyType.TEXT),
            Property.of("at", "", PropertyType.TIME),
            Property.of("orders", "", PropertyType.NUMBER),
            Property.of("queued", "", PropertyType.BOOLEAN));

    @Test
    void writesAFeatureInTheOrderOfTheAxes() throws IOException {
        Feature feature = new Feature(
                "a",
                Optional.of(TestGrids.wkt("POINT(113.65 34.75)")),
                Map.of("name", "\"巩义\" 𠮷", "at", NOW, "orders", 2L, "queued", true));
        JsonObject json = write(ReferenceSystem.CRS84, feature);
        assertThat(coordinates(json)).isEqualTo(new JsonArray("[113.65,34.75]"));
        assertThat(json.getJsonObject("properties"))
                .isEqualTo(new JsonObject()
                        .put("name", "\"巩义\" 𠮷")
                        .put("at", "2026-03-01T08:00:00Z")
                        .put("orders", 2)
                        .put("queued", true));
        assertThat(coordinates(write(ReferenceSystem.EPSG_4490, feature))).isEqualTo(new JsonArray("[34.75,113.65]"));
        assertThat(coordinates(write(ReferenceSystem.EPSG_3857, feature)))
                .isEqualTo(new JsonArray("[12651460.129,4129958.829]"));
    }

    @Test
    void writesEveryKindOfGeometry() throws IOException {
        for (String wkt : List.of(
                "LINESTRING (1 2, 3 4)",
                "MULTIPOINT ((1 2), (3 4))",
                "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))",
                "POLYGON ((0 0, 9 0, 9 9, 0 0), (5 2, 7 4, 7 2, 5 2))",
                "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
                "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))")) {
            JsonObject geometry = write(
                            ReferenceSystem.CRS84, new Feature("a", Optional.of(TestGrids.wkt(wkt)), Map.of()))
                    .getJsonObject("geometry");
            String numbers =
                    geometry.encode().replaceAll("[^0-9.]+", " ").strip().replaceAll("\\.0\\b", "");
            assertThat(geometry.getString("type").toUpperCase(java.util.Locale.ROOT))
                    .isEqualTo(wkt.substring(0, wkt.indexOf(' ')));
            assertThat(numbers).isEqualTo(wkt.replaceAll("[^0-9.]+", " ").strip());
        }
    }

    @Test
    void turnsExteriorRingsCounterclockwiseAndHolesClockwise() throws IOException {
        JsonArray rings = coordinates(write(
                ReferenceSystem.CRS84,
                new Feature(
                        "a",
                        Optional.of(TestGrids.wkt("POLYGON ((0 0, 9 9, 9 0, 0 0), (5 2, 7 2, 7 4, 5 2))")),
                        Map.of())));
        assertThat(rings)
                .isEqualTo(new JsonArray(
                        "[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]],[[5.0,2.0],[7.0,4.0],[7.0,2.0],[5.0,2.0]]]"));
    }

    @Test
    void writesNullWhereThereIsNoPlaceOrValue() throws IOException {
        JsonObject json = write(ReferenceSystem.CRS84, new Feature("a", Optional.empty(), Map.of()));
        assertThat(json.getValue("geometry")).isNull();
        assertThat(json.containsKey("geometry")).isTrue();
        assertThat(json.getJsonObject("properties").containsKey("name")).isTrue();
    }

    @Test
    void makesLargePagesInPiecesThatTogetherAreTheWhole() throws IOException {
        List<Feature> features = IntStream.range(0, 3_000)
                .mapToObj(i -> new Feature(
                        "f" + i, Optional.of(TestGrids.wkt("POINT(1 1)").buffer(0.1, 16)), Map.of("name", "n" + i)))
                .toList();
        for (boolean gzip : new boolean[] {false, true}) {
            FeatureCollectionBody body = body(ReferenceSystem.CRS84, features, gzip);
            Buffer whole = Buffer.buffer();
            int pieces = 0;
            while (!body.isDone()) {
                Buffer piece = body.next();
                assertThat(piece.length()).isLessThan(3 * FeatureCollectionBody.PIECE_BYTES);
                whole.appendBuffer(piece);
                pieces++;
            }
            assertThat(pieces).isGreaterThan(20);
            byte[] plain = gzip
                    ? new GZIPInputStream(new ByteArrayInputStream(whole.getBytes())).readAllBytes()
                    : whole.getBytes();
            JsonObject json = new JsonObject(Buffer.buffer(plain));
            assertThat(json.getInteger("numberReturned")).isEqualTo(3_000);
            assertThat(json.getInteger("numberMatched")).isEqualTo(5_000);
            assertThat(json.getString("timeStamp")).isEqualTo("2026-03-01T08:00:00Z");
            assertThat(json.getJsonArray("features")).hasSize(3_000);
            assertThat(json.getJsonArray("features").getJsonObject(2_999).getString("id"))
                    .isEqualTo("f2999");
        }
    }

    private static JsonArray coordinates(JsonObject feature) {
        return feature.getJsonObject("geometry").getJsonArray("coordinates");
    }

    private static JsonObject write(ReferenceSystem system, Feature feature) throws IOException {
        FeatureCollectionBody body = body(system, List.of(feature), false);
        JsonObject json = new JsonObject(body.next());
        assertThat(body.isDone()).isTrue();
        return json.getJsonArray("features").getJsonObject(0);
    }

    private static FeatureCollectionBody body(ReferenceSystem system, List<Feature> features, boolean gzip)
            throws IOException {
        return new FeatureCollectionBody(
                new FeatureJson(system, PROPERTIES),
                new FeaturePage(features, Optional.empty(), Optional.of(5_000L)),
                new JsonArray(),
                NOW,
                gzip);
    }
}
