package io.hexdispatch.geodata.check;

import static io.hexdispatch.geodata.DrawnCity.box;
import static io.hexdispatch.geodata.DrawnCity.polygon;
import static io.hexdispatch.geodata.TestGrids.wkt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.demo.DefaultCity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygon;

/** Shapes: for themselves, beside each other, and in their parents. */
class BoundaryCheckTest {
    private static final CheckOptions OPTIONS = CheckOptions.of("v1", "test");
    /** The width of a hundredth of a degree at the city's south, and its height. */
    private static final double EAST = 914.2;

    private static final double NORTH = 1_111.95;

    @Test
    void findsNothingInACleanCityAndMakesAMapOfIt() throws Exception {
        CheckedBoundaries checked = check(DrawnCity.small());
        assertThat(checked.report().findings()).isEmpty();
        assertThat(checked.report().gridsByLevel())
                .isEqualTo(Map.of(
                        GridLevel.CITY, 1L, GridLevel.COUNTY, 1L, GridLevel.TOWNSHIP, 2L, GridLevel.COMMUNITY, 8L));
        assertThat(checked.report().vertices()).isEqualTo(60);
        CityMap map = CityMap.build(checked.boundaries().orElseThrow());
        assertThat(map.version()).isEqualTo("v1");
        assertThat(map.locate(113.605, 34.71).orElseThrow().responsible().code().value())
                .isEqualTo("410184101001");
    }

    @Test
    void findsNoErrorInTheDefaultCity() {
        TopologyReport report = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(DrawnCity.drawn(DefaultCity.generate()))
                .report();
        assertThat(report.hasErrors()).isFalse();
        // Three dedicated grids reach over the border of the county that they are run from, which is allowed.
        assertThat(report.counts()).isEqualTo(Map.of(FindingKind.LEAVES_PARENT, 3L));
    }

    @Test
    void saysWhereAShapeCrossesItselfAndWhatARepairWouldDo() {
        Polygon bowTie = polygon(0, 0, 1, 2, 1, 0, 0, 2);
        Finding finding = only(check(DrawnCity.small().drawn("410184101001", bowTie)), FindingKind.SHAPE_INVALID);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.layer()).isEqualTo("grids");
        assertThat(finding.row()).isEqualTo(5);
        assertPlace(finding, 0.5, 1);
        // The two triangles run in opposite directions, so that the drawn ring encloses nothing on balance.
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(EAST * 2 * NORTH / 2, within(3_000.0));
        assertThat(finding.metres().orElseThrow()).isCloseTo(0, within(0.001));
        assertThat(finding.message())
                .startsWith("Self-intersection at 113.605000, 34.710000. A repair would change its area by +1.02 km²");
    }

    @Test
    void saysWhatIsNoShapeAtAll() {
        DrawnCity city = DrawnCity.small()
                .drawn("410184101001", null)
                .drawn("410184101002", wkt("POLYGON EMPTY"))
                .drawn("410184101003", wkt("LINESTRING (113.6 34.72, 113.61 34.74)"));
        TopologyReport report = check(city).report();
        assertThat(report.findings(FindingKind.SHAPE_EMPTY))
                .extracting(Finding::row)
                .containsExactly(5L, 6L);
        assertThat(report.findings(FindingKind.SHAPE_NOT_AN_AREA))
                .extracting(Finding::row)
                .containsExactly(7L);
    }

    @Test
    void refusesCoordinatesThatAreNoNumbers() {
        Polygon broken = box(0, 0, 1, 2);
        broken.getExteriorRing().getCoordinateSequence().setOrdinate(2, 1, Double.NaN);
        Finding finding = only(check(DrawnCity.small().drawn("410184101001", broken)), FindingKind.SHAPE_INVALID);
        assertThat(finding.message()).contains("113.61, NaN").contains("not numbers");
        assertPlace(finding, 0.5, 1);
    }

    @Test
    void tellsMetresAndSwappedAxesFromPlacesAbroad() {
        DrawnCity city = DrawnCity.small()
                .drawn(
                        "410184101001",
                        wkt("POLYGON ((460000 3840000, 461000 3840000, 461000 3841000, 460000 3840000))"))
                .drawn("410184101002", wkt("POLYGON ((34.7 80.6, 34.8 80.6, 34.8 80.7, 34.7 80.6))"))
                .drawn("410184101003", wkt("POLYGON ((2.3 48.8, 2.4 48.8, 2.4 48.9, 2.3 48.8))"));
        List<Finding> findings = check(city).report().findings(FindingKind.OUTSIDE_THE_COUNTRY);
        assertThat(findings).hasSize(3);
        assertThat(findings.get(0).message()).contains("460000").contains("Metres of a projection");
        assertThat(findings.get(0).place()).isEmpty();
        assertThat(findings.get(1).message()).contains("swapped");
        assertThat(findings.get(2).message()).contains("coordinate system of the file");
        assertThat(findings.get(2).place().orElseThrow().latitude()).isCloseTo(48.85, within(1e-9));
    }

    @Test
    void sizesAndPlacesAnOverlap() {
        CheckedBoundaries checked = check(DrawnCity.small().drawn("410184101001", box(0, 0, 1.1, 2)));
        assertThat(checked.boundaries()).isEmpty();
        Finding finding = only(checked, FindingKind.OVERLAP);
        assertThat(finding.code()).contains("410184101001");
        assertThat(finding.others()).containsExactly("410184101002");
        assertPlace(finding, 1.05, 1);
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(0.1 * EAST * 2 * NORTH, within(700.0));
        // 2 A / perimeter of a strip of 91 m by 2,224 m.
        assertThat(finding.metres().orElseThrow()).isCloseTo(87.8, within(0.5));
        assertThat(finding.message()).contains("both claim 203,");
    }

    @Test
    void callsANarrowOverlapASliver() {
        CheckedBoundaries checked = check(DrawnCity.small().drawn("410184101001", box(0, 0, 1.0005, 2)));
        Finding finding = only(checked, FindingKind.SLIVER_OVERLAP);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.metres().orElseThrow()).isCloseTo(0.457, within(0.002));
        assertThat(checked.boundaries()).isPresent();
    }

    @Test
    void callsItASliverOnlyWithinTheTolerance() {
        DrawnCity city = DrawnCity.small().drawn("410184101001", box(0, 0, 1.0005, 2));
        CheckedBoundaries checked =
                new BoundaryCheck(OPTIONS.withTolerance(0.1), CheckProgress.SILENT).check(city.grids());
        assertThat(checked.report().counts()).containsOnlyKeys(FindingKind.OVERLAP);
    }

    @Test
    void findsAnOverlapDeepInsideGridsThatShareAllTheirEdges() {
        // A ring of four with a fifth in its middle lies as a whole on one community: the middle one shares every edge.
        DrawnCity city = DrawnCity.small()
                .add("ring-s", "community", "410184101", polygon(0.2, 0.4, 0.8, 0.4, 0.6, 0.8, 0.4, 0.8))
                .add("ring-e", "community", "410184101", polygon(0.8, 0.4, 0.8, 1.4, 0.6, 1.2, 0.6, 0.8))
                .add("ring-n", "community", "410184101", polygon(0.8, 1.4, 0.2, 1.4, 0.4, 1.2, 0.6, 1.2))
                .add("ring-w", "community", "410184101", polygon(0.2, 1.4, 0.2, 0.4, 0.4, 0.8, 0.4, 1.2))
                .add("middle", "community", "410184101", polygon(0.4, 0.8, 0.6, 0.8, 0.6, 1.2, 0.4, 1.2));
        assertThat(check(city).report().findings(FindingKind.OVERLAP))
                .extracting(finding -> finding.others().get(0))
                .containsExactlyInAnyOrder("ring-s", "ring-e", "ring-n", "ring-w", "middle");
    }

    @Test
    void findsTheSameShapeTwiceWhereverItsRingBegins() {
        DrawnCity city =
                DrawnCity.small().add("410184101005", "community", "410184101", polygon(1, 2, 0, 2, 0, 0, 1, 0));
        Finding finding = only(check(city), FindingKind.DOUBLE);
        assertThat(finding.row()).isEqualTo(13);
        assertThat(finding.others()).containsExactly("410184101001");
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(EAST * 2 * NORTH, within(4_000.0));
    }

    @Test
    void tellsAGapBetweenGridsFromAParentThatIsNotCoveredAtItsEdge() {
        DrawnCity city = DrawnCity.small()
                // A triangle out of the inner border of the first two, which reaches no border of the township.
                .drawn("410184101001", polygon(0, 0, 1, 0, 1, 0.5, 0.8, 1, 1, 1.5, 1, 2, 0, 2))
                // A strip along the city's eastern border.
                .drawn("410184102002", box(3, 0, 0.9, 2));
        TopologyReport report = check(city).report();
        assertThat(report.counts()).containsOnlyKeys(FindingKind.GAP, FindingKind.PARENT_NOT_COVERED);
        Finding gap = report.findings(FindingKind.GAP).get(0);
        assertThat(gap.squareMetres().orElseThrow()).isCloseTo(0.5 * 0.2 * EAST * NORTH, within(500.0));
        assertThat(gap.shape()
                        .orElseThrow()
                        .norm()
                        .equalsExact(polygon(1, 0.5, 1, 1.5, 0.8, 1).norm(), 1e-9))
                .isTrue();
        assertThat(gap.place().orElseThrow().longitude()).isBetween(113.608, 113.61);
        assertThat(gap.place().orElseThrow().latitude()).isBetween(34.705, 34.715);
        assertThat(gap.code()).contains("410184101001");
        assertThat(gap.others()).containsExactly("410184101002");
        Finding strip = report.findings(FindingKind.PARENT_NOT_COVERED).get(0);
        assertThat(strip.code()).contains("410184102");
        assertThat(strip.others()).contains("410184102002");
        assertThat(strip.squareMetres().orElseThrow()).isCloseTo(0.1 * 2 * EAST * NORTH, within(700.0));
        assertPlace(strip, 3.95, 1);
        assertThat(report.hasErrors()).isFalse();
    }

    @Test
    void callsANarrowGapASliver() {
        Finding finding =
                only(check(DrawnCity.small().drawn("410184101001", box(0, 0, 0.9995, 2))), FindingKind.SLIVER_GAP);
        assertThat(finding.metres().orElseThrow()).isCloseTo(0.457, within(0.002));
    }

    @Test
    void findsTheGapAmongGridsThatHaveNoParent() {
        DrawnCity city = DrawnCity.small()
                .without("410100")
                .without("410184")
                .without("410184101")
                .without("410184102");
        city.without("410184101004")
                .drawn("410184101001", box(0, 0, 1, 2))
                .add("lid-1", "community", null, box(-1, -1, 1, 6))
                .add("lid-2", "community", null, polygon(0, 4, 4, 4, 4, 5, 0, 5))
                .changed("lid-1", grid -> grid);
        TopologyReport report = check(city).report();
        Finding gap = report.findings(FindingKind.GAP).get(0);
        assertThat(report.count(FindingKind.GAP)).isEqualTo(1);
        assertPlace(gap, 1.5, 3);
        assertThat(gap.squareMetres().orElseThrow()).isCloseTo(2 * EAST * NORTH, within(5_000.0));
    }

    @Test
    void doesNotTakeTheIslandInAGapForAPartOfIt() {
        DrawnCity city = new DrawnCity()
                .add("s", "community", null, box(0, 0, 4, 1))
                .add("n", "community", null, box(0, 3, 4, 1))
                .add("w", "community", null, box(0, 1, 1, 2))
                .add("e", "community", null, box(3, 1, 1, 2))
                .add("island", "community", null, box(1.5, 1.5, 1, 1));
        Finding gap = only(check(city), FindingKind.GAP);
        assertThat(gap.squareMetres().orElseThrow()).isCloseTo(3 * EAST * NORTH, within(8_000.0));
    }

    @Test
    void saysHowFarAGridLeavesItsParent() {
        Finding finding = only(
                check(DrawnCity.small().drawn("410184102004", polygon(3, 2, 4, 2, 4.2, 3, 4, 4, 3, 4))),
                FindingKind.LEAVES_PARENT);
        assertThat(finding.code()).contains("410184102004");
        assertThat(finding.others()).containsExactly("410184102");
        assertThat(finding.metres().orElseThrow()).isCloseTo(0.2 * EAST, within(0.5));
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(0.2 * EAST * NORTH, within(500.0));
        assertThat(finding.place().orElseThrow().longitude()).isBetween(113.64, 113.642);
    }

    @Test
    void findsAGridThatLiesOutsideItsParentAltogether() {
        DrawnCity city = DrawnCity.small().add("far", "community", "410184101", box(10, 10, 1, 1));
        Finding finding = only(check(city), FindingKind.LEAVES_PARENT);
        assertThat(finding.code()).contains("far");
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(EAST * NORTH, within(3_000.0));
    }

    @Test
    void allowsAChildToLeaveItsParentWithinTheTolerance() {
        DrawnCity city = DrawnCity.small().drawn("410184102004", polygon(3, 2, 4, 2, 4.0005, 3, 4, 4, 3, 4));
        assertThat(check(city).report().findings()).isEmpty();
    }

    @Test
    void namesTheTownshipThatIsNotDividedWhereOthersAre() {
        DrawnCity city = DrawnCity.small();
        for (int i = 1; i <= 4; i++) {
            city.without("41018410200" + i);
        }
        CheckedBoundaries checked = check(city);
        Finding finding = only(checked, FindingKind.PARENT_NOT_DIVIDED);
        assertThat(finding.code()).contains("410184102");
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(2 * EAST * 4 * NORTH, within(10_000.0));
        assertThat(checked.boundaries()).isPresent();
    }

    @Test
    void warnsOfDedicatedGridsThatOverlapAndLetsThemCoverNothing() {
        DrawnCity city = DrawnCity.small()
                .add("airport", "dedicated", "410184", box(1, 1, 1, 1))
                .add("station", "专属网格", "410184", box(1.5, 1.5, 1, 1));
        CheckedBoundaries checked = check(city);
        Finding finding = only(checked, FindingKind.DEDICATED_OVERLAP);
        assertThat(finding.code()).contains("station");
        assertThat(finding.others()).containsExactly("airport");
        assertPlace(finding, 1.75, 1.75);
        assertThat(finding.squareMetres().orElseThrow()).isCloseTo(0.25 * EAST * NORTH, within(1_000.0));
        assertThat(checked.boundaries()).isPresent();
    }

    @Test
    void keepsTheLargestOfManyFindingsAndCountsTheOthers() {
        DrawnCity city = DrawnCity.small();
        for (int i = 1; i <= 9; i++) {
            city.add("extra-" + i, "community", "410184101", box(0.1, 0.1, 0.1 * i, 0.1));
        }
        TopologyReport report = new BoundaryCheck(OPTIONS.withFindingsPerKindMax(3), CheckProgress.SILENT)
                .check(city.grids())
                .report();
        assertThat(report.count(FindingKind.OVERLAP)).isEqualTo(9 + 8 * 9 / 2);
        assertThat(report.findings(FindingKind.OVERLAP)).hasSize(3);
        assertThat(report.findings(FindingKind.OVERLAP).get(0).squareMetres().orElseThrow())
                .isCloseTo(Surface.squareMetres(box(0.1, 0.1, 0.9, 0.1)), within(1.0));
        assertThat(report.errors()).isEqualTo(report.count(FindingKind.OVERLAP));
    }

    @Test
    void letsTheCallerDecideWhatIsSevereExceptWhereNoMapCouldBeBuilt() {
        DrawnCity city = DrawnCity.small().drawn("410184101001", box(0, 0, 1.1, 2));
        CheckOptions lenient = OPTIONS.withSeverity(FindingKind.OVERLAP, Severity.WARNING)
                .withSeverity(FindingKind.SHAPE_EMPTY, Severity.WARNING);
        assertThat(new BoundaryCheck(lenient, CheckProgress.SILENT)
                        .check(city.grids())
                        .boundaries())
                .isPresent();
        city.drawn("410184101001", null);
        assertThat(new BoundaryCheck(lenient, CheckProgress.SILENT)
                        .check(city.grids())
                        .boundaries())
                .isEmpty();
    }

    @Test
    void tellsItsProgressStepByStepToTheEnd() {
        Map<String, Long> done = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        new BoundaryCheck(OPTIONS, (step, count, total) -> {
                    if (count > total || count < done.getOrDefault(step, 0L)) {
                        wrong.add(step);
                    }
                    done.put(step, count);
                })
                .check(DrawnCity.crooked(1, 60).grids());
        assertThat(wrong).isEmpty();
        assertThat(done).containsEntry("shapes", 3_603L).containsEntry("grids and their parents", 3L);
    }

    private static CheckedBoundaries check(DrawnCity city) {
        return new BoundaryCheck(OPTIONS, CheckProgress.SILENT).check(city.grids());
    }

    private static Finding only(CheckedBoundaries checked, FindingKind kind) {
        List<Finding> findings = checked.report().findings(kind);
        assertThat(findings).as(checked.report().findings().toString()).hasSize(1);
        return findings.get(0);
    }

    /** In hundredths of a degree from the city's corner. */
    private static void assertPlace(Finding finding, double x, double y) {
        assertThat(finding.place().orElseThrow().longitude()).isCloseTo(DrawnCity.WEST + x / 100, within(0.0006));
        assertThat(finding.place().orElseThrow().latitude()).isCloseTo(DrawnCity.SOUTH + y / 100, within(0.0006));
    }
}
