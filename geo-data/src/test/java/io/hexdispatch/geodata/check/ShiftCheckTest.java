package io.hexdispatch.geodata.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.DrawnCity;
import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.CoordinateFilter;
import org.locationtech.jts.geom.Geometry;

class ShiftCheckTest {
    private static final CheckOptions OPTIONS = CheckOptions.of("v2", "test");
    private static final BoundarySet LIVE = new BoundaryCheck(OPTIONS, CheckProgress.SILENT)
            .check(DrawnCity.small().grids())
            .boundaries()
            .orElseThrow();

    @Test
    void warnsOfAFileThatLiesAsGcj02Would() {
        Finding finding = only(shifted(CoordinateSystem.GCJ02::fromWgs84), FindingKind.LIES_LIKE_GCJ02);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.metres().orElseThrow()).isBetween(450.0, 750.0);
        assertThat(finding.message())
                .startsWith("12 grids that the live map has too lie ")
                .contains("gcj02");
    }

    @Test
    void warnsOfAFileThatLiesAsBd09Would() {
        Finding finding = only(shifted(CoordinateSystem.BD09::fromWgs84), FindingKind.LIES_LIKE_BD09);
        assertThat(finding.metres().orElseThrow()).isBetween(900.0, 1_500.0);
    }

    @Test
    void warnsOfAnyOtherCommonShift() {
        Finding finding = only(
                shifted(place -> new LonLat(place.longitude() - 0.002, place.latitude() + 0.001)),
                FindingKind.LIES_OFF_THE_LIVE_MAP);
        assertThat(finding.metres().orElseThrow()).isCloseTo(213.8, within(1.0));
        assertThat(finding.message()).contains("183 m west and 111 m north");
    }

    @Test
    void keepsSilentWhereTheFileLiesOnTheLiveMap() {
        TopologyReport report = shifted(place -> place);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void keepsSilentWhereOnlySomeGridsWereRedrawn() {
        DrawnCity city = DrawnCity.small();
        for (String code : new String[] {"410184101001", "410184101002", "410184101003"}) {
            city.drawn(code, moved(city.grid(code).boundary().orElseThrow(), CoordinateSystem.GCJ02::fromWgs84));
        }
        TopologyReport report = new BoundaryCheck(OPTIONS.withLive(LIVE), CheckProgress.SILENT)
                .check(city.grids())
                .report();
        assertThat(report.counts()).doesNotContainKey(FindingKind.LIES_LIKE_GCJ02);
    }

    private static TopologyReport shifted(UnaryOperator<LonLat> shift) {
        DrawnCity city = DrawnCity.small()
                .allChanged(grid -> new DrawnGrid(
                        grid.layer(),
                        grid.row(),
                        grid.code(),
                        grid.name(),
                        grid.level(),
                        grid.parent(),
                        grid.centre(),
                        Optional.of(moved(grid.boundary().orElseThrow(), shift))));
        return new BoundaryCheck(OPTIONS.withLive(LIVE), CheckProgress.SILENT)
                .check(city.grids())
                .report();
    }

    private static Geometry moved(Geometry boundary, UnaryOperator<LonLat> shift) {
        Geometry moved = boundary.copy();
        moved.apply((CoordinateFilter) coordinate -> {
            LonLat place = shift.apply(new LonLat(coordinate.x, coordinate.y));
            coordinate.x = place.longitude();
            coordinate.y = place.latitude();
        });
        moved.geometryChanged();
        return moved;
    }

    private static Finding only(TopologyReport report, FindingKind kind) {
        assertThat(report.findings(kind)).as(report.findings().toString()).hasSize(1);
        return report.findings(kind).get(0);
    }
}
