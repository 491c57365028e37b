package io.hexdispatch.geodata.check;

import static io.hexdispatch.geodata.DrawnCity.box;
import static io.hexdispatch.geodata.DrawnCity.polygon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.check.RepairedBoundaries.Change;
import io.hexdispatch.geodata.check.RepairedBoundaries.Kind;
import io.hexdispatch.geodata.measure.Surface;
import io.hexdispatch.grid.BoundarySet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

class BoundaryRepairTest {
    private static final CheckOptions OPTIONS = CheckOptions.of("v1", "test");

    @Example
    void changesNothingWhereNothingIsWrong() {
        List<DrawnGrid> clean = DrawnCity.small().grids();
        RepairedBoundaries repaired = repair(clean);
        assertThat(repaired.changes()).isEmpty();
        assertThat(repaired.grids()).isEqualTo(clean);
    }

    @Example
    void makesAShapeValidAndSaysWhatThatDid() {
        DrawnCity city = DrawnCity.small().drawn("410184101001", polygon(0, 0, 1, 0, 1, 2, 0, 2, 0, 1, 0.5, 1, 0, 1));
        assertThat(check(city.grids()).count(FindingKind.SHAPE_INVALID)).isEqualTo(1);
        RepairedBoundaries repaired = repair(city.grids());
        assertThat(repaired.changes())
                .singleElement()
                .matches(change -> change.kind() == Kind.MADE_VALID
                        && change.row() == 5
                        && change.metres() > 450
                        && change.metres() < 460
                        && Math.abs(change.squareMetres()) < 1);
        assertThat(check(repaired.grids()).findings()).isEmpty();
        assertThat(city.grid("410184101001").boundary().orElseThrow().isValid()).isFalse();
    }

    @Example
    void closesSliversAndSaysWhatMoved() {
        DrawnCity city = DrawnCity.small()
                .drawn("410184101001", box(0, 0, 1.0005, 2))
                .drawn("410184102001", box(2, 0, 0.9995, 2));
        RepairedBoundaries repaired = repair(city.grids());
        assertThat(check(city.grids()).findings()).hasSize(2);
        assertThat(check(repaired.grids()).findings()).isEmpty();
        assertThat(repaired.changes()).extracting(Change::kind).containsOnly(Kind.SNAPPED);
        assertThat(repaired.changes()).extracting(Change::row).contains(5L).doesNotContain(1L, 2L);
        // Which of the two borders gives way is the snapping's choice; it moves by their distance, half a metre.
        assertThat(repaired.changes()).allMatch(change -> change.metres() <= 0.46);
        assertThat(repaired.changes().stream()
                        .mapToDouble(Change::squareMetres)
                        .map(Math::abs)
                        .max()
                        .orElseThrow())
                .isCloseTo(0.0005 * 914.2 * 2 * 1_111.95, within(5.0));
        assertThat(repaired.changes().get(0).message())
                .contains("was snapped to its neighbours", "its border moved by up to 0.46 m");
    }

    @Example
    void leavesWiderOverlapsToPeople() {
        DrawnCity city = DrawnCity.small().drawn("410184101001", box(0, 0, 1.1, 2));
        assertThat(check(repair(city.grids()).grids()).count(FindingKind.OVERLAP))
                .isEqualTo(1);
    }

    @Example
    void leavesAShapeThatSnappingWouldDestroy() {
        // A strip half a metre wide is nothing but its own sliver.
        DrawnCity city = DrawnCity.small().add("strip", "community", "410184101", box(0.5, 0.5, 0.0005, 1));
        RepairedBoundaries repaired = repair(city.grids());
        assertThat(repaired.changes())
                .filteredOn(change -> change.code().equals(Optional.of("strip")))
                .singleElement()
                .matches(change -> change.kind() == Kind.LEFT_AS_DRAWN);
        assertThat(repaired.grids().get(12)).isEqualTo(city.grids().get(12));
    }

    @Example
    void snapsToTheLiveMapAndNotTheLiveMapToTheFile() {
        BoundarySet live = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
                .check(DrawnCity.small().grids())
                .boundaries()
                .orElseThrow();
        // The communities alone, their outer border half a metre inside that of the live townships.
        DrawnCity communities = DrawnCity.small()
                .only("community")
                .drawn("410184101001", polygon(0.0005, 0.0004, 1, 0, 1, 2, 0.0005, 2))
                .drawn("410184101003", polygon(0.0005, 2, 1, 2, 1, 4, 0, 4));
        CheckOptions options = OPTIONS.withLive(live);
        assertThat(new BoundaryCheck(options, CheckProgress.SILENT)
                        .check(communities.grids())
                        .report()
                        .findings())
                .isNotEmpty();
        RepairedBoundaries repaired = new BoundaryRepair(options, CheckProgress.SILENT).repair(communities.grids());
        assertThat(repaired.grids()).hasSize(8);
        assertThat(new BoundaryCheck(options, CheckProgress.SILENT)
                        .check(repaired.grids())
                        .report()
                        .findings())
                .isEmpty();
    }

    @Property(tries = 60, seed = "410100")
    void theFindingsOfVerticesMovedWithinTheToleranceGoAway(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int moves) {
        DrawnCity city = DrawnCity.crooked(seed, 4);
        Random random = new Random(seed);
        for (int i = 0; i < moves; i++) {
            String code = "cell-" + random.nextInt(4) + "-" + random.nextInt(4);
            Geometry cell = city.grid(code).boundary().orElseThrow();
            city.drawn(
                    code,
                    CoveragePropertiesTest.moved(
                            (Polygon) cell, random.nextInt(16), 0.45, 2 * Math.PI * random.nextDouble()));
        }
        RepairedBoundaries repaired = repair(city.grids());
        assertThat(check(repaired.grids()).findings()).isEmpty();
        assertThat(repaired.changes()).allMatch(change -> change.kind() == Kind.SNAPPED && change.metres() <= 1);
        // What all cells together cover is the township that they were drawn in.
        double cells = repaired.grids().stream()
                .skip(3)
                .mapToDouble(grid -> Surface.squareMetres(grid.boundary().orElseThrow()))
                .sum();
        assertThat(cells)
                .isCloseTo(
                        Surface.squareMetres(repaired.grids().get(2).boundary().orElseThrow()), within(0.1));
    }

    private static TopologyReport check(List<DrawnGrid> grids) {
        return new BoundaryCheck(OPTIONS, CheckProgress.SILENT).check(grids).report();
    }

    private static RepairedBoundaries repair(List<DrawnGrid> grids) {
        return new BoundaryRepair(OPTIONS, CheckProgress.SILENT).repair(grids);
    }
}
