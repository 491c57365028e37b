package io.hexdispatch.grid.index;

import static io.hexdispatch.grid.TestGrids.square;
import static io.hexdispatch.grid.TestGrids.together;
import static io.hexdispatch.grid.TestGrids.withHole;
import static org.assertj.core.api.Assertions.assertThat;

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
            assertThat(HexCells.around(longitude, latitude, metres))
                    .as("%s m from %s, %s", metres, longitude, latitude)
                    .contains(HexCells.cellAt(longitude + east, latitude + north));
        }
        assertThat(HexCells.around(113.66, 34.75, 50)).as("one ring").hasSize(7);
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
}
