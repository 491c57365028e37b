package io.hexdispatch.responder;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Searches while a writer moves responders to and fro: what a search answers must be explained by positions that each of them had
 * while it ran.
 */
class ResponderIndexConcurrencyTest {
    private static final int WALKERS = 12;
    private static final int BYSTANDERS = 3000;
    private static final int READERS = 3;
    private static final double CENTRE_X = 113;
    private static final double CENTRE_Y = 34;

    private final SplittableRandom random = new SplittableRandom(20260305);
    private final ResponderIndex index = new ResponderIndex();
    private final double[][] home = new double[WALKERS][];
    private final double[][] work = new double[WALKERS][];

    /** The walkers go between two places each, all within 300 m of the centre; everyone else stays 1 to 20 km away. */
    private void populate() {
        for (int walker = 0; walker < WALKERS; walker++) {
            home[walker] = near();
            work[walker] = near();
            index.add(home[walker][0], home[walker][1]);
        }
        for (int i = 0; i < BYSTANDERS; i++) {
            index.add(CENTRE_X + 0.02 + random.nextDouble(0.2), CENTRE_Y + random.nextDouble(-0.2, 0.2));
        }
    }

    private double[] near() {
        return new double[] {CENTRE_X + random.nextDouble(-0.002, 0.002), CENTRE_Y + random.nextDouble(-0.002, 0.002)};
    }

    @Test
    void showsEveryWalkerOnceAndAtOneOfHisPlaces() throws Exception {
        populate();
        runAgainstReaders(() -> {
            int walker = random.nextInt(WALKERS);
            double[] place = random.nextBoolean() ? home[walker] : work[walker];
            index.move(walker, place[0], place[1]);
        });
    }

    @Test
    void overlooksNobodyWhileTheBucketsAreLaidOutAnew() throws Exception {
        populate();
        runAgainstReaders(() -> {
            int walker = random.nextInt(WALKERS);
            double[] place = random.nextBoolean() ? home[walker] : work[walker];
            index.move(walker, place[0], place[1]);
            if (random.nextInt(10) == 0) {
                int far = WALKERS + random.nextInt(BYSTANDERS);
                index.move(far, random.nextDouble(-180, 0), random.nextDouble(-80, 80));
            }
        });
    }

    private void runAgainstReaders(Runnable write) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Integer>> searches = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                searches.add(readers.submit(() -> search(isOver)));
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
            while (System.nanoTime() < end) {
                write.run();
            }
            isOver.set(true);
            for (Future<Integer> searched : searches) {
                assertThat(searched.get()).isPositive();
            }
        } finally {
            isOver.set(true);
            readers.shutdownNow();
        }
    }

    private int search(AtomicBoolean isOver) {
        NearestResponders answer = new NearestResponders(WALKERS);
        int searches = 0;
        for (; !isOver.get(); searches++) {
            index.nearest(CENTRE_X, CENTRE_Y, WALKERS, 20_000, ResponderFilter.EVERYBODY, answer);
            Set<Integer> seen = new HashSet<>();
            for (int rank = 0; rank < answer.size(); rank++) {
                int walker = answer.responder(rank);
                assertThat(walker).isLessThan(WALKERS);
                assertThat(seen.add(walker)).isTrue();
                assertThat(answer.distanceMetres(rank)).isIn(metres(home[walker]), metres(work[walker]));
            }
            assertThat(seen).hasSize(WALKERS);
        }
        return searches;
    }

    private static double metres(double[] place) {
        return GreatCircle.metres(CENTRE_X, CENTRE_Y, place[0], place[1]);
    }
}
