package io.hexdispatch.loadtests.benchmark;

import io.hexdispatch.grid.coordinate.GreatCircle;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.locationtech.jts.geom.Envelope;

/**
 * Where the responders of a benchmark stand, one in ten of whom is fit for the task, and the places from which the nearest are
 * asked for, which lie where responders are. Always the same for the same arguments.
 */
final class Responders {
    static final int QUESTIONS = 1 << 16;
    static final int K = 5;
    static final double RADIUS_METRES = 30_000;

    private static final long SEED = 20260402;
    private static final int TOWNS = 40;

    final double[] longitudes;
    final double[] latitudes;
    final boolean[] isFit;
    final double[] questionLongitudes = new double[QUESTIONS];
    final double[] questionLatitudes = new double[QUESTIONS];

    private final boolean clustered;
    private final double[][] towns = new double[TOWNS][];
    private int next;

    /** @param clustered whether four of five stand in 40 towns of different size, instead of anywhere */
    Responders(int count, boolean clustered) {
        this.clustered = clustered;
        SplittableRandom random = new SplittableRandom(SEED);
        for (int town = 0; town < TOWNS; town++) {
            double[] centre = anywhere(random);
            towns[town] = new double[] {centre[0], centre[1], random.nextDouble(0.005, 0.05)};
        }
        longitudes = new double[count];
        latitudes = new double[count];
        isFit = new boolean[count];
        for (int responder = 0; responder < count; responder++) {
            double[] position = position(random);
            longitudes[responder] = position[0];
            latitudes[responder] = position[1];
            isFit[responder] = random.nextInt(10) == 0;
        }
        for (int question = 0; question < QUESTIONS; question++) {
            double[] position = position(random);
            questionLongitudes[question] = position[0];
            questionLatitudes[question] = position[1];
        }
    }

    private double[] position(SplittableRandom random) {
        if (!clustered || random.nextInt(5) == 0) {
            return anywhere(random);
        }
        double[] town = towns[(int) (TOWNS * Math.pow(random.nextDouble(), 3))];
        double angle = random.nextDouble(2 * Math.PI);
        double distance = town[2] * Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
        return new double[] {town[0] + distance * Math.cos(angle), town[1] + distance * Math.sin(angle)};
    }

    private static double[] anywhere(SplittableRandom random) {
        Envelope box = VoronoiCity.BOX;
        return new double[] {
            random.nextDouble(box.getMinX(), box.getMaxX()), random.nextDouble(box.getMinY(), box.getMaxY())
        };
    }

    int count() {
        return longitudes.length;
    }

    int nextQuestion() {
        next = (next + 1) & (QUESTIONS - 1);
        return next;
    }

    double metres(int question, int responder) {
        return GreatCircle.metres(
                questionLongitudes[question], questionLatitudes[question], longitudes[responder], latitudes[responder]);
    }

    /** How far the farthest of the {@link #K} nearest who are fit is, by comparing all. */
    double farthestMetres(int question) {
        double[] metres = new double[count()];
        Arrays.fill(metres, Double.POSITIVE_INFINITY);
        for (int responder = 0; responder < count(); responder++) {
            if (isFit[responder]) {
                metres[responder] = metres(question, responder);
            }
        }
        Arrays.sort(metres);
        return metres[K - 1];
    }

    /** @throws IllegalStateException if a peer's farthest differs from that of a comparison of all by more than it may round */
    void requireSame(String peer, int question, double farthestMetres, double roundingMetres) {
        double expected = farthestMetres(question);
        if (!(Math.abs(farthestMetres - expected) <= roundingMetres)) {
            throw new IllegalStateException(peer + ", question " + question + ": the farthest of the nearest is "
                    + farthestMetres + " m away, by a comparison of all " + expected + " m");
        }
    }
}
