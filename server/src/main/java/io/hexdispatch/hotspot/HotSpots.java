package io.hexdispatch.hotspot;

import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.HotSpot.Neighbours;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All cells in which something happened, the least likely first.
 *
 * @param cells at most as many as were asked for
 * @param tested how many cells were tested: as many as the area has, also those in which nothing happened
 * @param significant how many of all cells are significant
 * @param count how often it happened in the area in the period
 * @param before how often in the weeks before
 * @param swing by how much the level of a cell swings from week to week by itself, as a part of it
 */
public record HotSpots(List<HotSpot> cells, long tested, long significant, long count, long before, double swing) {

    /**
     * What is asked.
     *
     * @param exposure the length of the period as a part of the weeks before
     * @param weeks how many weeks before
     * @param areaCells about how many cells the area has
     * @param level the share of false ones among those called significant that is put up with, above 0 and below 1
     * @param limit how many cells are given at most
     */
    public record Question(double exposure, int weeks, long areaCells, UsualLevel usual, double level, int limit) {}

    /** What the clock says counts as much as so many events. */
    private static final double CLOCK_EVENTS = 20;

    private static final Comparator<HotSpot> LEAST_LIKELY_FIRST = Comparator.comparingDouble(HotSpot::pValue)
            .thenComparing(Comparator.comparingLong(HotSpot::count).reversed())
            .thenComparingLong(HotSpot::cell);

    /** @param counts one a cell, of one resolution; cells with nothing in them may be left out */
    public static HotSpots find(List<CellCount> counts, Question question) {
        long observed = counts.stream().mapToLong(CellCount::observed).sum();
        long before = counts.stream().mapToLong(CellCount::before).sum();
        double swing = Swing.of(counts, question.weeks());
        // The rate swings in the period, and the usual level is a mean over weeks that swung.
        double uncertainty = swing * (1 + 1.0 / question.weeks());
        List<CellCount> seen =
                counts.stream().filter(count -> count.observed() > 0).toList();
        double[] exposures = seen.stream()
                .mapToDouble(count -> switch (question.usual()) {
                    case OWN -> question.exposure();
                    // Without the cell itself, or it would hide in what it makes of the whole.
                    case AREA -> areaExposure(observed - count.observed(), before - count.before(), question);
                })
                .toArray();
        double[] pValues = IntStream.range(0, seen.size())
                .mapToDouble(i -> new CountTest(exposures[i], uncertainty)
                        .atLeast(seen.get(i).observed(), seen.get(i).before()))
                .toArray();
        long tested = Math.max(question.areaCells(), counts.size());
        double[] qValues = FalseDiscoveryRate.qValues(pValues, tested);
        List<HotSpot> spots = IntStream.range(0, seen.size())
                .mapToObj(i -> new HotSpot(
                        seen.get(i).cell(),
                        seen.get(i).observed(),
                        exposures[i] * seen.get(i).before(),
                        pValues[i],
                        qValues[i],
                        qValues[i] <= question.level(),
                        new Neighbours(0, 0)))
                .sorted(LEAST_LIKELY_FIRST)
                .limit(question.limit())
                .toList();
        return new HotSpots(
                withNeighbours(spots, counts, question.exposure()),
                tested,
                FalseDiscoveryRate.calledOut(qValues, question.level()),
                observed,
                before,
                Math.sqrt(swing));
    }

    /** How much of the time before the period comes to by what the rest of the area had, or by the clock where it had next to nothing. */
    private static double areaExposure(long observed, long before, Question question) {
        return (observed + question.exposure() * CLOCK_EVENTS) / (before + CLOCK_EVENTS);
    }

    private static List<HotSpot> withNeighbours(List<HotSpot> spots, List<CellCount> counts, double exposure) {
        Map<Long, CellCount> byCell = new HashMap<>();
        counts.forEach(count -> byCell.put(count.cell(), count));
        return spots.stream()
                .map(spot -> {
                    List<CellCount> around = HexCells.disk(spot.cell(), 1).stream()
                            .filter(cell -> cell != spot.cell())
                            .filter(byCell::containsKey)
                            .map(byCell::get)
                            .toList();
                    return new HotSpot(
                            spot.cell(),
                            spot.count(),
                            spot.expected(),
                            spot.pValue(),
                            spot.qValue(),
                            spot.significant(),
                            new Neighbours(
                                    around.stream()
                                            .mapToLong(CellCount::observed)
                                            .sum(),
                                    exposure
                                            * around.stream()
                                                    .mapToLong(CellCount::before)
                                                    .sum()));
                })
                .toList();
    }
}
