package io.hexdispatch.grid.index;

import static io.hexdispatch.grid.TestGrids.coverage;
import static io.hexdispatch.grid.TestGrids.polygon;
import static io.hexdispatch.grid.TestGrids.rectangle;
import static io.hexdispatch.grid.TestGrids.square;
import static io.hexdispatch.grid.TestGrids.star;
import static io.hexdispatch.grid.TestGrids.together;
import static io.hexdispatch.grid.TestGrids.withHole;
import static io.hexdispatch.grid.TestGrids.wkt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.SimplePointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class PolygonIndexTest {
    @Test
    void answersNoneWhenThereIsNoPolygon() {
        PolygonIndex index = PolygonIndex.build(List.of());

        assertThat(index.locate(113, 34)).isEqualTo(PolygonIndex.NONE);
        assertThat(index.locate(0, 0)).isEqualTo(PolygonIndex.NONE);
    }

    @Test
    void answersNoneForCoordinatesThatAreNoPlace() {
        PolygonIndex index = PolygonIndex.build(List.of(square(-10, -10, 20)));

        for (double odd :
                new double[] {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300, -1e300}) {
            assertThat(index.locate(odd, 0)).isEqualTo(PolygonIndex.NONE);
            assertThat(index.locate(0, odd)).isEqualTo(PolygonIndex.NONE);
        }
        assertThat(index.locate(-0.0, -0.0)).isZero();
    }

    @Test
    void givesSharedEdgesAndVerticesToTheEarliestPolygon() {
        PolygonIndex index = PolygonIndex.build(List.of(square(0, 0, 1), square(1, 0, 1), square(0, 1, 1)));

        assertThat(index.locate(1, 0.5)).isEqualTo(0);
        assertThat(index.locate(0.5, 1)).isEqualTo(0);
        assertThat(index.locate(1, 1)).isEqualTo(0);
        assertThat(index.locate(2, 1)).isEqualTo(1);
        assertThat(index.locate(0, 2)).isEqualTo(2);
        assertThat(index.locate(Math.nextUp(1.0), 0.5)).isEqualTo(1);
    }

    @Test
    void leavesHolesOutButNotTheirEdges() {
        PolygonIndex index = PolygonIndex.build(List.of(withHole(square(0, 0, 3), square(1, 1, 1))));

        assertThat(index.locate(1.5, 1.5)).isEqualTo(PolygonIndex.NONE);
        assertThat(index.locate(1, 1.5)).isEqualTo(0);
        assertThat(index.locate(2, 2)).isEqualTo(0);
        assertThat(index.locate(Math.nextUp(1.0), 1.5)).isEqualTo(PolygonIndex.NONE);
    }

    @Test
    void answersWithTheEarliestOfOverlappingPolygonsAlsoWhereItIsHiddenInALargerOne() {
        List<Geometry> polygons = List.of(square(4, 4, 1), square(0, 0, 10), square(4, 4, 1), square(2, 2, 6));
        PolygonIndex index = PolygonIndex.build(polygons);

        assertThat(index.locate(4.5, 4.5)).isEqualTo(0);
        assertThat(index.locate(3, 3)).isEqualTo(1);
        assertThat(PolygonIndex.build(List.of(polygons.get(1), polygons.get(0))).locate(4.5, 4.5))
                .isEqualTo(0);
    }

    @Test
    void findsAHundredPolygonsThatMeetInOneVertex() {
        List<Geometry> slices = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slices.add(polygon(113, 34, edgeX(i), edgeY(i), edgeX(i + 1), edgeY(i + 1)));
        }

        assertAgreesWithJts(slices, 1, 5000);
    }

    private static double edgeX(int slice) {
        return 113 + Math.cos(2 * Math.PI * (slice % 100) / 100);
    }

    private static double edgeY(int slice) {
        return 34 + Math.sin(2 * Math.PI * (slice % 100) / 100);
    }

    @Test
    void findsManyPolygonsThatAreStackedOnOnePlace() {
        List<Geometry> stack = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            stack.add(square(113, 34, 1e-3 * (1 + i % 7)));
        }

        assertAgreesWithJts(stack, 2, 2000);
    }

    @Test
    void findsPolygonsSmallerThanTheRasterCanBe() {
        List<Geometry> specks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            specks.add(square(113 + i * 1e-9, 34, 1e-9));
        }
        specks.add(square(112, 33, 3));

        assertAgreesWithJts(specks, 3, 2000);
    }

    @Test
    void findsPolygonsOnBothSidesOfThePrimeMeridianAndTheEquator() {
        List<Geometry> polygons = new ArrayList<>(coverage(new SplittableRandom(4), -1, -1, 2, 4, 3, 0.25));
        polygons.addAll(coverage(new SplittableRandom(4), -1e-7, -1e-7, 2e-7, 3, 2, 0.25));

        assertAgreesWithJts(polygons, 4, 5000);
    }

    @Test
    void findsRingsThatTouchThemselvesAndEachOther() {
        assertAgreesWithJts(
                List.of(
                        wkt("POLYGON ((0 0, 6 0, 6 6, 0 6, 0 0), (0 0, 2 1, 3 3, 1 2, 0 0), (3 3, 4 3, 4 4, 3 3))"),
                        wkt("MULTIPOLYGON (((8 0, 9 0, 9 1, 8 0)), ((9 1, 10 1, 10 2, 9 1)))"),
                        wkt("POLYGON ((6 0, 6 0, 8 0, 8 0, 9 1, 8 4, 6 6, 6 6, 6 0))")),
                5,
                20_000);
    }

    /** No valid polygon, but what quantised files hold; a map refuses it, the index still answers as JTS does. */
    @Test
    void findsAPolygonWithASpikeThatGoesOutAndComesBackTheSameWay() {
        assertAgreesWithJts(
                List.of(wkt("POLYGON ((0 0, 4 0, 4 2, 6 3, 4 2, 4 4, 0 4, 2 2, 3 2, 2 2, 0 0))")), 8, 20_000);
    }

    @Test
    void findsThePlaceOfPolygonsThatStandFarApart() {
        List<Geometry> islands = new ArrayList<>(coverage(new SplittableRandom(6), 113, 34, 0.001, 12, 4, 0.25));
        islands.addAll(coverage(new SplittableRandom(7), -70, -60, 0.001, 12, 4, 0.25));

        assertAgreesWithJts(islands, 6, 10_000);
    }

    @Test
    void refusesWhatIsNoPolygon() {
        assertThatThrownBy(() -> PolygonIndex.build(List.of(wkt("LINESTRING (0 0, 1 1)"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LineString");
    }

    @Property(tries = 150, seed = "20260301")
    void agreesWithJtsOnCrookedCoverages(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Geometry> polygons = new ArrayList<>(coverage(
                random,
                random.nextDouble(-170, 170),
                random.nextDouble(-80, 80),
                Math.pow(10, random.nextDouble(-4, 0.9)),
                random.nextInt(1, 12),
                random.nextInt(1, 16),
                random.nextDouble(0.3)));
        assertAgreesWithJts(shuffled(polygons, seed), seed, 1000);
    }

    /** Edges along lines of longitude and latitude, at round coordinates, where a raster may have its own lines. */
    @Property(tries = 100, seed = "20260302")
    void agreesWithJtsOnSquareCoverages(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double size = Math.scalb(1, random.nextInt(-12, 3));
        List<Geometry> polygons = new ArrayList<>(
                coverage(random, random.nextInt(-100, 100), 34, size, random.nextInt(1, 24), random.nextInt(1, 4), 0));
        assertAgreesWithJts(shuffled(polygons, seed), seed, 1000);
    }

    @Property(tries = 150, seed = "20260303")
    void agreesWithJtsOnHeapsOfOddPolygons(@ForAll long seed) {
        assertAgreesWithJts(oddPolygons(seed), seed, 1000);
    }

    /** Stars that overlap, rings with an enclave in the hole, multipolygons, slivers and specks. */
    private static List<Geometry> oddPolygons(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Geometry> polygons = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            double x = 113 + random.nextDouble();
            double y = 34 + random.nextDouble();
            double size = Math.pow(10, random.nextDouble(-8, 0));
            switch (random.nextInt(6)) {
                case 0 -> polygons.add(star(random, x, y, size, random.nextInt(3, 200)));
                case 1 -> {
                    Polygon enclave = star(random, x, y, size, random.nextInt(5, 40));
                    polygons.add(withHole(square(x - 2 * size, y - 2 * size, 4 * size), enclave));
                    polygons.add(enclave);
                }
                case 2 -> polygons.add(together(square(x, y, size), star(random, x - 3 * size, y, size, 9)));
                case 3 ->
                    polygons.add(
                            polygon(x, y, x + random.nextDouble(), y + random.nextDouble(), x + 1e-9, y + 1e-9 * size));
                case 4 -> polygons.add(rectangle(x, y, size, 1e-9));
                default -> polygons.addAll(coverage(random, x, y, size, 4, 5, 0.2));
            }
        }
        polygons.removeIf(polygon -> !polygon.isValid());
        return shuffled(polygons, seed);
    }

    private static List<Geometry> shuffled(List<Geometry> polygons, long seed) {
        Collections.shuffle(polygons, new Random(seed));
        return polygons;
    }

    private static void assertAgreesWithJts(List<? extends Geometry> polygons, long seed, int points) {
        PolygonIndex index = PolygonIndex.build(polygons);
        SplittableRandom random = new SplittableRandom(seed);
        Envelope box = new Envelope();
        polygons.forEach(polygon -> box.expandToInclude(polygon.getEnvelopeInternal()));
        if (box.isNull()) {
            return;
        }
        box.expandBy(0.05 * box.getWidth(), 0.05 * box.getHeight());
        List<Coordinate[]> outlines =
                polygons.stream().map(Geometry::getCoordinates).toList();
        for (int i = 0; i < points; i++) {
            Coordinate point = hardPoint(random, box, outlines);
            assertThat(index.locate(point.x, point.y))
                    .as(() -> "seed " + seed + ", " + polygons.size() + " polygons, point " + point.x + " " + point.y)
                    .isEqualTo(firstCovering(polygons, point));
        }
    }

    /** Anywhere, or on a vertex, or on an edge as well as doubles allow, or 1e-15 to 1e-6 degrees beside it. */
    private static Coordinate hardPoint(SplittableRandom random, Envelope box, List<Coordinate[]> outlines) {
        Coordinate[] outline = outlines.get(random.nextInt(outlines.size()));
        int vertex = random.nextInt(outline.length - 1);
        Coordinate a = outline[vertex];
        Coordinate b = outline[vertex + 1];
        double along = random.nextInt(3) == 0 ? random.nextInt(5) / 4.0 : random.nextDouble();
        double x = a.x + along * (b.x - a.x);
        double y = a.y + along * (b.y - a.y);
        double aside = Math.pow(10, random.nextDouble(-15, -6));
        return switch (random.nextInt(6)) {
            case 0 ->
                new Coordinate(
                        random.nextDouble(box.getMinX(), box.getMaxX()),
                        random.nextDouble(box.getMinY(), box.getMaxY()));
            case 1 -> a;
            case 2 -> new Coordinate(x, y);
            case 3 -> new Coordinate(x, random.nextDouble(box.getMinY(), box.getMaxY()));
            default -> new Coordinate(x + aside * random.nextDouble(-1, 1), y + aside * random.nextDouble(-1, 1));
        };
    }

    private static int firstCovering(List<? extends Geometry> polygons, Coordinate point) {
        for (int polygon = 0; polygon < polygons.size(); polygon++) {
            Geometry geometry = polygons.get(polygon);
            if (geometry.getEnvelopeInternal().covers(point)
                    && SimplePointInAreaLocator.locate(point, geometry) != Location.EXTERIOR) {
                return polygon;
            }
        }
        return PolygonIndex.NONE;
    }
}
