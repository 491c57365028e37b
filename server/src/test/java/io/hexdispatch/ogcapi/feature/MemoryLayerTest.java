package io.hexdispatch.ogcapi.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.ogcapi.feature.LayerDescription.GeometryKind;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class MemoryLayerTest {
    private static final long SEED = 20260304;
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private static Vertx vertx;
    private static MapThreads workers;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        workers = new MapThreads(vertx.createSharedWorkerExecutor("test", 1));
    }

    @AfterAll
    static void stop() {
        vertx.close();
    }

    @Test
    void findsInABoxWhatASearchThroughAllFinds() {
        Random random = new Random(SEED);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Coordinate centre = new Coordinate(113 + random.nextDouble(), 34 + random.nextDouble());
            // A ring round a hole: its envelope says little about where it is.
            Geometry around = GEOMETRY.createPoint(centre).buffer(0.01 + random.nextDouble() / 10);
            Geometry shape = around.difference(around.buffer(-0.005));
            features.add(new Feature("f" + i, Optional.of(shape), Map.of("odd", i % 2 == 1)));
        }
        MemoryLayer layer = layer(features);
        for (int i = 0; i < 300; i++) {
            double west = 112.9 + random.nextDouble();
            double south = 33.9 + random.nextDouble();
            double size = random.nextInt(4) == 0 ? 0 : random.nextDouble() / 10;
            List<Envelope> boxes =
                    List.of(new Envelope(west, west + size, south, south + size), new Envelope(113, 113.05, 34, 34.05));
            List<String> expected = features.stream()
                    .filter(feature -> boxes.stream().anyMatch(box -> GEOMETRY.toGeometry(box)
                            .intersects(feature.geometry().orElseThrow())))
                    .map(Feature::id)
                    .sorted()
                    .toList();
            FeaturePage page = layer.select(query(boxes, Optional.empty(), 1_000));
            assertThat(ids(page)).as("seed %s, boxes %s", SEED, boxes).isEqualTo(expected);
            assertThat(page.matched()).contains((long) expected.size());
            assertThat(page.next()).isEmpty();
        }
    }

    @Test
    void goesThroughAllPagesWithoutGapOrRepetition() {
        List<Feature> features = new ArrayList<>();
        for (int i = 24; i >= 0; i--) {
            features.add(point(String.format("p%02d", i), 113, 34));
        }
        MemoryLayer layer = layer(features);
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        List<Integer> sizes = new ArrayList<>();
        do {
            FeaturePage page = layer.select(query(List.of(new Envelope(112, 114, 33, 35)), after, 10));
            seen.addAll(ids(page));
            sizes.add(page.features().size());
            assertThat(page.matched()).contains(25L);
            after = page.next();
        } while (after.isPresent());
        assertThat(seen).isSorted().hasSize(25).doesNotHaveDuplicates();
        assertThat(sizes).containsExactly(10, 10, 5);
    }

    @Test
    void hasNoNextPageWhereTheLastOneIsFull() {
        MemoryLayer layer = layer(List.of(point("a", 1, 1), point("b", 1, 1)));
        assertThat(layer.select(FeatureQuery.all(2)).next()).isEmpty();
        assertThat(layer.select(FeatureQuery.all(1)).next()).contains("a");
    }

    @Test
    void findsNothingInABoxThatIsNone() {
        MemoryLayer layer = layer(List.of(point("a", 1, 1)));
        assertThat(ids(layer.select(query(List.of(new Envelope()), Optional.empty(), 5))))
                .isEmpty();
        assertThat(ids(layer(List.of()).select(query(List.of(new Envelope(0, 1, 0, 1)), Optional.empty(), 5))))
                .isEmpty();
    }

    @Test
    void keepsFeaturesWithoutAPlaceOutOfBoxesAlone() {
        MemoryLayer layer = layer(List.of(new Feature("nowhere", Optional.empty(), Map.of()), point("a", 1, 1)));
        assertThat(ids(layer.select(FeatureQuery.all(5)))).containsExactly("a", "nowhere");
        assertThat(ids(layer.select(query(List.of(new Envelope(0, 2, 0, 2)), Optional.empty(), 5))))
                .containsExactly("a");
    }

    @Test
    void comparesTheTimeOfThoseThatHaveOne() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        MemoryLayer layer = layer(List.of(
                new Feature("noon", Optional.empty(), Map.of("at", noon)),
                new Feature("evening", Optional.empty(), Map.of("at", noon.plusSeconds(30_000))),
                new Feature("ever", Optional.empty(), Map.of())));
        FeatureQuery query = new FeatureQuery(
                List.of(), Optional.of(new TimeSpan(Instant.MIN, noon)), Optional.empty(), Optional.empty(), 10);
        assertThat(ids(layer.select(query))).containsExactly("ever", "noon");
    }

    @Test
    void refusesTwoFeaturesOfOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer(List.of(point("a", 1, 1), point("a", 2, 2))))
                .withMessageContaining("two features with the id a");
    }

    private static MemoryLayer layer(List<Feature> features) {
        LayerDescription description = new LayerDescription(
                "test", "", "", GeometryKind.ANY, Optional.empty(), List.of(), Optional.of("at"), Optional.empty());
        return new MemoryLayer(description, features, workers);
    }

    private static Feature point(String id, double longitude, double latitude) {
        return new Feature(id, Optional.of(GEOMETRY.createPoint(new Coordinate(longitude, latitude))), Map.of());
    }

    private static FeatureQuery query(List<Envelope> boxes, Optional<String> after, int limit) {
        return new FeatureQuery(boxes, Optional.empty(), Optional.empty(), after, limit);
    }

    private static List<String> ids(FeaturePage page) {
        return page.features().stream().map(Feature::id).toList();
    }
}
