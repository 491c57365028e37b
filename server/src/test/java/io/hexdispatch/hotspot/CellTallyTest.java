package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.HexCells;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CellTallyTest {
    private static List<CellTally.Point> points(long seed, int count, int weeks) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> new CellTally.Point(
                        new LonLat(113.6 + random.nextDouble(0.02), 34.7 + random.nextDouble(0.02)),
                        random.nextInt(1, weeks + 2)))
                .toList();
    }

    @Property(tries = 60)
    void noEventIsLostAtAnyResolution(
            @ForAll long seed,
            @ForAll @IntRange(max = 500) int count,
            @ForAll @IntRange(min = 5, max = 14) int resolution) {
        List<CellTally.Point> points = points(seed, count, 4);
        List<CellCount> cells = CellTally.count(points, 4, resolution);
        assertThat(cells.stream().mapToLong(CellCount::observed).sum())
                .isEqualTo(points.stream().filter(point -> point.week() == 5).count());
        assertThat(cells.stream().mapToLong(CellCount::before).sum())
                .isEqualTo(points.stream().filter(point -> point.week() < 5).count());
        assertThat(cells).extracting(CellCount::cell).doesNotHaveDuplicates().allSatisfy(cell -> assertThat(
                        HexCells.resolution(cell))
                .isEqualTo(resolution));
    }

    @Test
    void keepsTheWeeksApart() {
        LonLat place = new LonLat(113.6, 34.7);
        List<CellTally.Point> points = List.of(
                new CellTally.Point(place, 1),
                new CellTally.Point(place, 1),
                new CellTally.Point(place, 2),
                new CellTally.Point(place, 3));
        assertThat(CellTally.count(points, 2, 12))
                .containsExactly(new CellCount(HexCells.cellAt(113.6, 34.7, 12), 1, 3, 5));
    }
}
