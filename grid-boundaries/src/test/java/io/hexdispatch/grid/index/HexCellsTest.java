package io.hexdispatch.grid.index;

import static io.hexdispatch.grid.TestGrids.square;
import static io.hexdispatch.grid.TestGrids.together;
import static io.hexdispatch.grid.TestGrids.withHole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;

class HexCellsTest {
    @Test
    void givesTheCellOfAPoint() {
        assertThat(HexCells.text(HexCells.cellAt(113.6654, 34.7579)))
                .hasSize(15)
                .startsWith("8a");
    }

    @Test
    void looksFarEnoughAround() {
        SplittableRandom random = new SplittableRandom(20260310);
        for (int i = 0; i < 20_000; i++) {
            double longitude = random.nextDouble(112.7, 114.3);
            double latitude = random.nextDouble(34.2, 35.1);
            double metres = random.nextDouble(1, 200);
            double angle = random.nextDouble(2 * Math.PI);
            double north = metres * Math.cos(angle) / 111_200;
            double east = metres * Math.sin(angle) / (111_200 * Math.cos(Math.toRadians(latitude)));
            assertThat(HexCells.around(new LonLat(longitude, latitude), metres))
                    .as("%s m from %s, %s", metres, longitude, latitude)
                    .contains(HexCells.cellAt(longitude + east, latitude + north));
        }
        assertThat(HexCells.around(new LonLat(113.66, 34.75), 50))
                .as("one ring")
                .hasSize(7);
    }

    @Test
    void coversAGridWithInteriorAndBorderCells() {
        Geometry grid = together(
                withHole(square(113.66, 34.75, 0.02), square(113.665, 34.755, 0.005)), square(113.70, 34.75, 0.004));

        HexCover cover = HexCells.cover(grid);

        assertThat(cover.interior()).isNotEmpty().doesNotHaveDuplicates().doesNotContainAnyElementsOf(cover.border());
        assertThat(cover.border()).isNotEmpty().doesNotHaveDuplicates();
        SplittableRandom random = new SplittableRandom(20260309);
        PolygonIndex index = PolygonIndex.build(List.of(grid));
        for (int i = 0; i < 5000; i++) {
            double x = random.nextDouble(113.65, 113.71);
            double y = random.nextDouble(34.74, 34.78);
            long cell = HexCells.cellAt(x, y);
            if (index.locate(x, y) == 0) {
                assertThat(cover.interior().contains(cell) || cover.border().contains(cell))
                        .isTrue();
            } else {
                assertThat(cover.interior()).doesNotContain(cell);
            }
        }
    }

    @Test
    void coversAGridSmallerThanACellWithBorderCellsOnly() {
        HexCover cover = HexCells.cover(square(113.66, 34.75, 1e-5));

        assertThat(cover.interior()).isEmpty();
        assertThat(cover.border()).contains(HexCells.cellAt(113.66, 34.75));
    }

    @Test
    void theCellsOfTheLatticeWithinACellAreOneRangeOfNumbers() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2000; i++) {
            double x = random.nextDouble(112.7, 114.2);
            double y = random.nextDouble(34.2, 35.0);
            long own = HexCells.cellAt(x, y);
            for (int resolution = 5; resolution <= HexCells.RESOLUTION; resolution++) {
                long parent = HexCells.parent(own, resolution);
                CellRange range = HexCells.within(parent);
                assertThat(own).isBetween(range.first(), range.last());
                assertThat(HexCells.resolution(parent)).isEqualTo(resolution);
                assertThat(HexCells.parent(range.first(), resolution)).isEqualTo(parent);
                assertThat(HexCells.parent(range.last(), resolution)).isEqualTo(parent);
                for (long neighbour : HexCells.disk(parent, 1)) {
                    CellRange other = HexCells.within(neighbour);
                    assertThat(neighbour == parent || other.last() < range.first() || other.first() > range.last())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void thereIsNoRangeWithinACellThatIsFinerThanTheLattice() {
        assertThatIllegalArgumentException().isThrownBy(() -> HexCells.within(HexCells.cellAt(113.66, 34.75, 11)));
    }

    @Test
    void aCellHasSixCornersAroundItsCentre() {
        long cell = HexCells.cellAt(113.66, 34.75, 8);
        assertThat(HexCells.corners(cell)).hasSize(6).doesNotHaveDuplicates().allSatisfy(corner -> assertThat(
                        GreatCircle.metres(corner, HexCells.centre(cell)))
                .isBetween(300.0, 700.0));
    }

    @Test
    void cellsAroundAPlaceHoldAllThatIsNear() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 5000; i++) {
            LonLat place = new LonLat(random.nextDouble(112.7, 114.2), random.nextDouble(34.2, 35.0));
            double metres = random.nextDouble(1, 600);
            double angle = random.nextDouble(2 * Math.PI);
            LonLat near = new LonLat(
                    place.longitude() + metres * Math.cos(angle) / (111_195 * GreatCircle.cosine(place.latitude())),
                    place.latitude() + metres * Math.sin(angle) / 111_195);
            assertThat(HexCells.around(place, metres * 1.001))
                    .contains(HexCells.cellAt(near.longitude(), near.latitude()));
        }
    }

    @Test
    void aBoundaryHasAboutAsManyCellsAsItsAreaHolds() {
        Geometry grid = square(113.66, 34.75, 0.1);
        HexCover cover = HexCells.cover(grid);
        assertThat(HexCells.count(grid, HexCells.RESOLUTION))
                .isBetween(
                        (long) cover.interior().size(),
                        (long) cover.interior().size() + cover.border().size());
        assertThat(HexCells.count(square(113.66, 34.75, 1e-5), 8)).isEqualTo(1);
    }

    @Test
    void theTextOfACellIsReadAgain() {
        long cell = HexCells.cellAt(113.66, 34.75, 9);
        assertThat(HexCells.parse(HexCells.text(cell))).hasValue(cell);
        for (String wrong : List.of("", "8a", "zz", "-1", "fffffffffffffffff", "8a2a1072b59ffffff", "0")) {
            assertThat(HexCells.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
