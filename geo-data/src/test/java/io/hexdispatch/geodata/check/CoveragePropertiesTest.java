package io.hexdispatch.geodata.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.measure.LocalPlane;
import io.hexdispatch.geodata.measure.Surface;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.locationtech.jts.coverage.CoverageValidator;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class CoveragePropertiesTest {
    private static final CheckOptions OPTIONS = CheckOptions.of("v1", "test").withTolerance(0);
    /** What a sliver of less than a millimetre, which is not reported, can have along the two edges of a vertex of 150 m each. */
    private static final double NOISE_SQUARE_METRES = 0.3;

    @Property(tries = 40, seed = "410100")
    void aCoverageWhoseNeighboursShareTheirVerticesHasNoFindings(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int side) {
        assertThat(check(DrawnCity.crooked(seed, side)).findings()).isEmpty();
    }

    /** One vertex in the middle of the shared border of two cells, moved in one of them alone. */
    @Property(tries = 150, seed = "410100")
    void aVertexMovedGivesAnOverlapOrAGapOfTheAreaItSweeps(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.5, max = 10) double metres,
            @ForAll @DoubleRange(min = 0, max = 6.28) double direction) {
        DrawnCity city = DrawnCity.crooked(seed, 5);
        Geometry before = city.grid("cell-2-2").boundary().orElseThrow();
        // The second vertex of the southern side, which it shares with cell-1-2.
        Polygon after = moved((Polygon) before, 2, metres, direction);
        double swept = Surface.squareMetres(after) - Surface.squareMetres(before);
        TopologyReport report = check(city.drawn("cell-2-2", after));
        double overlap = area(report, FindingKind.OVERLAP);
        double gap = area(report, FindingKind.GAP) + area(report, FindingKind.SLIVER_GAP);
        assertThat(overlap - gap).isCloseTo(swept, within(NOISE_SQUARE_METRES));
        // Of the triangle that a moved vertex sweeps, at most one side of the border is touched, unless it crosses the
        // border.
        assertThat(overlap + gap).isGreaterThanOrEqualTo(Math.abs(swept) - NOISE_SQUARE_METRES);
        report.findings()
                .forEach(finding -> assertThat(finding.metres().orElseThrow()).isLessThanOrEqualTo(metres));
    }

    @Property(tries = 60, seed = "410100")
    void findsOverlapsJustWhereJtsFindsTheCoverageInvalid(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int spoilt) {
        DrawnCity city = DrawnCity.crooked(seed, 4);
        Random random = new Random(seed);
        for (int i = 0; i < spoilt; i++) {
            String code = "cell-" + random.nextInt(4) + "-" + random.nextInt(4);
            Polygon moved = moved(
                    (Polygon) city.grid(code).boundary().orElseThrow(), random.nextInt(16), 5, random.nextDouble() * 6);
            city.drawn(code, moved);
        }
        Geometry[] cells = city.grids().stream()
                .filter(grid -> grid.level().equals(Optional.of("cell")))
                .map(grid -> grid.boundary().orElseThrow())
                .toArray(Geometry[]::new);
        boolean valid = CoverageValidator.isValid(cells);
        TopologyReport report = check(city);
        // Every vertex inside the city is shared, so a moved one makes an overlap or a gap; one on the outside leaves
        // the parent or
        // leaves it uncovered, which is no matter of the coverage.
        if (valid) {
            assertThat(report.count(FindingKind.OVERLAP)).isZero();
        } else {
            assertThat(report.findings()).isNotEmpty();
        }
        double unionArea = Surface.squareMetres(
                new GeometryFactory().createGeometryCollection(cells).union());
        double sum = 0;
        for (Geometry cell : cells) {
            sum += Surface.squareMetres(cell);
        }
        assertThat(area(report, FindingKind.OVERLAP)).isCloseTo(sum - unionArea, within(0.1));
    }

    private static double area(TopologyReport report, FindingKind kind) {
        return report.findings(kind).stream()
                .mapToDouble(finding -> finding.squareMetres().orElseThrow())
                .sum();
    }

    static Polygon moved(Polygon polygon, int vertex, double metres, double direction) {
        Polygon moved = (Polygon) polygon.copy();
        CoordinateSequence ring = moved.getExteriorRing().getCoordinateSequence();
        int last = ring.size() - 1;
        double latitude = ring.getY(vertex);
        double x = ring.getX(vertex)
                + metres * Math.cos(direction) / LocalPlane.METRES_PER_DEGREE / Math.cos(Math.toRadians(latitude));
        double y = latitude + metres * Math.sin(direction) / LocalPlane.METRES_PER_DEGREE;
        for (int i : vertex % last == 0 ? new int[] {0, last} : new int[] {vertex}) {
            ring.setOrdinate(i, 0, x);
            ring.setOrdinate(i, 1, y);
        }
        moved.geometryChanged();
        return moved;
    }

    private static TopologyReport check(DrawnCity city) {
        List<DrawnGrid> grids = city.grids();
        return new BoundaryCheck(OPTIONS, CheckProgress.SILENT).check(grids).report();
    }
}
