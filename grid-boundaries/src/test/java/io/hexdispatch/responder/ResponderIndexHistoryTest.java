package io.hexdispatch.responder;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Every answer of a search among writes is held against the history of each responder: whoever is in it was, at some moment
 * between its start and its end, just there and with the trait; whoever is not in it, was at some moment of it without the trait,
 * gone, or no nearer than the last who is. No two writes set the same position, so a distance tells which write it is from.
 */
class ResponderIndexHistoryTest {
    private static final long SEED = 20260311;
    private static final int WALKERS = 60;
    private static final int BYSTANDERS = 2000;
    private static final int READERS = 3;
    private static final int K = 5;
    private static final int ANSWERS_MAX = 150_000;
    private static final int TRAIT = 1 << 7;
    private static final double CENTRE_X = 113;
    private static final double CENTRE_Y = 34;

    /** How a responder stood from the beginning of one write until the end of the next one that changed him. */
    private record Standing(long begin, double metres, boolean fits) {}

    /** @param start the clock before the search, @param end after it */
    private record Answer(long start, long end, int[] responders, double[] metres) {}

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ResponderIndex index = new ResponderIndex();
    private final List<List<Standing>> histories = new ArrayList<>();
    private final List<Integer> walkers = new ArrayList<>();
    private final List<double[]> positions = new ArrayList<>();
    private final List<Boolean> fits = new ArrayList<>();
    /** Odd while a write is under way. */
    private volatile long clock;

    private volatile boolean isOver;

    @Test
    void answersWhatWasTrueOfEachResponderWhileTheSearchRan() throws Exception {
        for (int walker = 0; walker < WALKERS; walker++) {
            add();
        }
        for (int i = 0; i < BYSTANDERS; i++) {
            index.add(CENTRE_X + random.nextDouble(0.05), CENTRE_Y + random.nextDouble(-0.02, 0.02));
        }
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        List<Answer> answers = new ArrayList<>();
        try {
            List<Future<List<Answer>>> searches = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                searches.add(readers.submit(this::search));
            }
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
            while (System.nanoTime() < end) {
                write();
            }
            isOver = true;
            for (Future<List<Answer>> searched : searches) {
                answers.addAll(searched.get());
            }
        } finally {
            isOver = true;
            readers.shutdownNow();
        }
        assertThat(answers).as("answers with a write meanwhile").hasSizeGreaterThan(100);
        answers.forEach(this::check);
    }

    private void write() {
        int walker = walkers.get(random.nextInt(WALKERS));
        switch (random.nextInt(20_000) == 0 ? 0 : 1 + random.nextInt(20)) {
            case 0 -> {
                clock++;
                index.remove(walker);
                note(walker, Double.NaN, false);
                clock++;
                walkers.remove((Integer) walker);
                add();
            }
            case 1, 2, 3, 4 -> {
                clock++;
                fits.set(walker, !fits.get(walker));
                index.setTraits(walker, fits.get(walker) ? TRAIT : ~TRAIT);
                note(walker, metres(positions.get(walker)), fits.get(walker));
                clock++;
            }
            default -> {
                clock++;
                positions.set(walker, place());
                index.move(walker, positions.get(walker)[0], positions.get(walker)[1]);
                note(walker, metres(positions.get(walker)), fits.get(walker));
                clock++;
            }
        }
    }

    /** Gives numbers to bystanders and walkers alike; a bystander's history stays empty. */
    private void add() {
        clock++;
        double[] place = place();
        boolean isFit = random.nextBoolean();
        int walker = index.add(place[0], place[1], isFit ? TRAIT : 0);
        while (histories.size() <= walker) {
            histories.add(new ArrayList<>());
            positions.add(place);
            fits.add(isFit);
        }
        note(walker, metres(place), isFit);
        clock++;
        walkers.add(walker);
    }

    private void note(int walker, double metres, boolean isFit) {
        histories.get(walker).add(new Standing(clock, metres, isFit));
    }

    private double[] place() {
        return new double[] {CENTRE_X + random.nextDouble(-0.01, 0.01), CENTRE_Y + random.nextDouble(-0.01, 0.01)};
    }

    private static double metres(double[] place) {
        return GreatCircle.metres(CENTRE_X, CENTRE_Y, place[0], place[1]);
    }

    private List<Answer> search() {
        NearestResponders nearest = new NearestResponders(K);
        List<Answer> answers = new ArrayList<>();
        while (!isOver) {
            long start = clock;
            index.nearest(CENTRE_X, CENTRE_Y, K, 50_000, TRAIT, ResponderFilter.EVERYBODY, nearest);
            long end = clock;
            int[] responders = new int[nearest.size()];
            double[] metres = new double[nearest.size()];
            for (int rank = 0; rank < nearest.size(); rank++) {
                responders[rank] = nearest.responder(rank);
                metres[rank] = nearest.distanceMetres(rank);
            }
            if (start < end && answers.size() < ANSWERS_MAX) {
                answers.add(new Answer(start, end, responders, metres));
            }
        }
        return answers;
    }

    private void check(Answer answer) {
        List<Integer> found = new ArrayList<>();
        for (int rank = 0; rank < answer.responders.length; rank++) {
            int responder = answer.responders[rank];
            double metres = answer.metres[rank];
            assertThat(found).as("twice in one answer").doesNotContain(responder);
            found.add(responder);
            assertThat(rank == 0 || answer.metres[rank - 1] <= metres).isTrue();
            assertThat(standings(responder, answer))
                    .as(
                            "seed %d: responder %d at %s m, clock %d to %d",
                            SEED, responder, metres, answer.start, answer.end)
                    .anyMatch(standing -> standing.fits && standing.metres == metres);
        }
        double farthest = found.size() < K ? Double.POSITIVE_INFINITY : answer.metres[K - 1];
        for (int responder = 0; responder < histories.size(); responder++) {
            if (histories.get(responder).isEmpty()) {
                continue;
            }
            List<Standing> standings = standings(responder, answer);
            if (!standings.isEmpty() && !found.contains(responder)) {
                assertThat(standings)
                        .as(
                                "seed %d: responder %d not found, clock %d to %d",
                                SEED, responder, answer.start, answer.end)
                        .anyMatch(standing -> !standing.fits || standing.metres >= farthest);
            }
        }
    }

    /** All ways in which a responder stood between the start and the end of an answer; none if he was not there yet. */
    private List<Standing> standings(int responder, Answer answer) {
        List<Standing> history = histories.get(responder);
        int place = Collections.binarySearch(
                history, new Standing(answer.start, 0, false), (a, b) -> Long.compare(a.begin, b.begin));
        int first = place >= 0 ? place : Math.max(0, -place - 2);
        List<Standing> standings = new ArrayList<>();
        // A write that is under way at the start may not have been done yet: what stood before it counts as well.
        for (int i = first > 0 && history.get(first).begin >= answer.start ? first - 1 : first;
                i < history.size();
                i++) {
            if (history.get(i).begin > answer.end) {
                break;
            }
            standings.add(history.get(i));
        }
        // Whoever came during the search need not be seen.
        if (!standings.isEmpty() && standings.get(0).begin >= answer.start && history.get(0) == standings.get(0)) {
            standings.add(0, new Standing(0, Double.NaN, false));
        }
        return standings;
    }
}
