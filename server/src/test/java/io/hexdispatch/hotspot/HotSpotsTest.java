package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.HotSpots.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;

/** Whether what is called a hot spot is one, on cities that are made up with a fixed seed. */
class HotSpotsTest {
    private static final int WEEKS = 8;
    private static final double LEVEL = 0.05;
    /** Twice the standard error of a share of LEVEL in so many cities. */
    private static final double BY_CHANCE = 0.04;

    private static final int CELLS = 600;
    private static final int CITIES = 120;

    private static final long[] LATTICE = HexCells.disk(HexCells.cellAt(113.65, 34.76, 8), 14).stream()
            .mapToLong(Long::longValue)
            .toArray();

    /** A city in which nothing is unusual: some cells are busy, most are quiet, and each swings from week to week. */
    private static List<CellCount> usualCity(SplittableRandom random, double swing) {
        UniformRandomProvider source = random::nextLong;
        List<CellCount> counts = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            double weekly = random.nextInt(3) == 0 ? 0.05 : Math.exp(random.nextGaussian() * 1.5);
            long[] weeks = IntStream.rangeClosed(0, WEEKS)
                    .mapToLong(week -> {
                        double mean = swing == 0
                                ? weekly
                                : weekly
                                        * GammaDistribution.of(1 / (swing * swing), swing * swing)
                                                .createSampler(source)
                                                .sample();
                        return PoissonDistribution.of(mean)
                                .createSampler(source)
                                .sample();
                    })
                    .toArray();
            counts.add(cell(LATTICE[i], weeks));
        }
        return counts;
    }

    private static CellCount cell(long cell, long... weeks) {
        long before = 0;
        long squares = 0;
        for (int week = 0; week < WEEKS; week++) {
            before += weeks[week];
            squares += weeks[week] * weeks[week];
        }
        return new CellCount(cell, weeks[WEEKS], before, squares);
    }

    private static Question question(UsualLevel usual) {
        return new Question(1.0 / WEEKS, WEEKS, CELLS, usual, LEVEL, CELLS);
    }

    private static double shareOfCitiesWithAHotSpot(double swing, UsualLevel usual) {
        SplittableRandom random = new SplittableRandom(20260826);
        int alarmed = 0;
        for (int city = 0; city < CITIES; city++) {
            alarmed += HotSpots.find(usualCity(random, swing), question(usual)).significant() > 0 ? 1 : 0;
        }
        return (double) alarmed / CITIES;
    }

    /** Where nothing is unusual each discovery is false, so that the share of cities with one is the false discovery rate. */
    @Test
    void inCitiesWhereNothingIsUnusualFalseDiscoveriesStayBelowTheLevel() {
        assertThat(shareOfCitiesWithAHotSpot(0, UsualLevel.OWN)).isLessThanOrEqualTo(LEVEL);
        assertThat(shareOfCitiesWithAHotSpot(0, UsualLevel.AREA)).isLessThanOrEqualTo(LEVEL);
    }

    @Test
    void whereCountsSwingByThemselvesTheSwingIsSeenAndTakenIntoAccount() {
        assertThat(shareOfCitiesWithAHotSpot(0.4, UsualLevel.OWN)).isLessThanOrEqualTo(LEVEL + BY_CHANCE);
        HotSpots spots = HotSpots.find(usualCity(new SplittableRandom(4), 0.4), question(UsualLevel.OWN));
        assertThat(spots.swing()).isBetween(0.25, 0.55);
    }

    /** The test of the test: without the swing such cities would be full of false hot spots. */
    @Test
    void withoutTheSwingSuchCitiesWouldBeFullOfFalseHotSpots() {
        SplittableRandom random = new SplittableRandom(20260826);
        int alarmed = 0;
        for (int city = 0; city < 50; city++) {
            double[] p = usualCity(random, 0.4).stream()
                    .mapToDouble(count -> new CountTest(1.0 / WEEKS, 0).atLeast(count.observed(), count.before()))
                    .toArray();
            alarmed += FalseDiscoveryRate.calledOut(FalseDiscoveryRate.qValues(p, p.length), LEVEL) > 0 ? 1 : 0;
        }
        assertThat(alarmed).isGreaterThan(25);
    }

    @Test
    void anOutbreakIsFoundAndIsTheFirst() {
        SplittableRandom random = new SplittableRandom(11);
        for (int city = 0; city < 50; city++) {
            List<CellCount> counts = usualCity(random, 0.2);
            int place = random.nextInt(CELLS);
            CellCount usual = counts.get(place);
            // Eight times the usual and a dozen on top of it.
            counts.set(place, new CellCount(usual.cell(), usual.before() + 12, usual.before(), usual.squaresBefore()));
            HotSpots spots = HotSpots.find(counts, question(UsualLevel.OWN));
            assertThat(spots.cells().get(0).cell()).isEqualTo(usual.cell());
            assertThat(spots.cells().get(0).significant()).isTrue();
        }
    }

    @Test
    void ofManyOutbreaksAtOnceFewFoundOnesAreFalse() {
        SplittableRandom random = new SplittableRandom(12);
        double falseShare = 0;
        for (int city = 0; city < 100; city++) {
            List<CellCount> counts = usualCity(random, 0);
            for (int place = 0; place < 30; place++) {
                CellCount usual = counts.get(place);
                counts.set(
                        place, new CellCount(usual.cell(), usual.before() + 10, usual.before(), usual.squaresBefore()));
            }
            List<Long> hot = HotSpots.find(counts, question(UsualLevel.OWN)).cells().stream()
                    .filter(HotSpot::significant)
                    .map(HotSpot::cell)
                    .toList();
            long wrong = hot.stream()
                    .filter(cell -> counts.subList(30, CELLS).stream().anyMatch(count -> count.cell() == cell))
                    .count();
            assertThat(hot.size() - wrong).as("found").isGreaterThan(20);
            falseShare += (double) wrong / hot.size() / 100;
        }
        assertThat(falseShare).isLessThanOrEqualTo(LEVEL);
    }

    @Test
    void inAStormOnlyThatIsHotForTheAreaWhichSuffersMoreThanTheRest() {
        List<CellCount> storm = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            storm.add(cell(LATTICE[i], 4, 4, 4, 4, 4, 4, 4, 4, i == 0 ? 80 : 20));
        }
        assertThat(HotSpots.find(storm, question(UsualLevel.OWN)).significant()).isEqualTo(CELLS);
        HotSpots forTheArea = HotSpots.find(storm, question(UsualLevel.AREA));
        assertThat(forTheArea.significant()).isEqualTo(1);
        assertThat(forTheArea.cells().get(0).cell()).isEqualTo(LATTICE[0]);
        assertThat(forTheArea.cells().get(0).ratio().orElseThrow()).isBetween(3.9, 4.1);
    }

    @Test
    void anOutbreakOfLongAgoDoesNotHideOneOfToday() {
        List<CellCount> counts = new ArrayList<>();
        for (int i = 0; i < CELLS; i++) {
            counts.add(cell(LATTICE[i], 2, 3, 2, 1, 2, 2, 1, 3, 2));
        }
        counts.set(0, cell(LATTICE[0], 2, 3, 300, 250, 2, 2, 1, 3, 2));
        counts.set(1, cell(LATTICE[1], 2, 3, 2, 1, 2, 2, 1, 3, 25));
        HotSpots spots = HotSpots.find(counts, question(UsualLevel.OWN));
        assertThat(spots.significant()).isEqualTo(1);
        assertThat(spots.cells().get(0).cell()).isEqualTo(LATTICE[1]);
    }

    @Test
    void theNeighboursShowWhetherItIsOnePlaceOrAWholeQuarter() {
        List<CellCount> counts =
                List.of(cell(LATTICE[0], 1, 1, 1, 1, 1, 1, 1, 1, 9), cell(LATTICE[1], 2, 2, 2, 2, 2, 2, 2, 2, 5));
        HotSpot spot = HotSpots.find(counts, question(UsualLevel.OWN)).cells().get(0);
        assertThat(HexCells.disk(LATTICE[0], 1)).contains(LATTICE[1]);
        assertThat(spot.neighbours()).isEqualTo(new HotSpot.Neighbours(5, 2));
    }

    @Test
    void anEmptyCityHasNone() {
        HotSpots spots = HotSpots.find(List.of(), question(UsualLevel.AREA));
        assertThat(spots.cells()).isEmpty();
        assertThat(spots.tested()).isEqualTo(CELLS);
    }

    @Test
    void aCellInWhichNothingHappenedBeforeHasNoRatio() {
        HotSpot spot = HotSpots.find(List.of(cell(LATTICE[0], 0, 0, 0, 0, 0, 0, 0, 0, 9)), question(UsualLevel.OWN))
                .cells()
                .get(0);
        assertThat(spot.ratio()).isEmpty();
        assertThat(spot.significant()).isTrue();
    }
}
