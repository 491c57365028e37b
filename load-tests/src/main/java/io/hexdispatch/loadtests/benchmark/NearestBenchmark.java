package io.hexdispatch.loadtests.benchmark;

import com.google.common.geometry.S2ClosestPointQuery;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2PointIndex;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.responder.NearestResponders;
import io.hexdispatch.responder.ResponderFilter;
import io.hexdispatch.responder.ResponderIndex;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.strtree.ItemBoundable;
import org.locationtech.jts.index.strtree.STRtree;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Who are the five nearest responders within 30 km that pass a filter which lets one in ten pass? Questions come from where
 * responders are, one thread. The peers have no filter: they are asked for 64 and, where fewer than five of those pass, for twice
 * as many, and so on; they do not move anybody either.
 *
 * <pre>java -jar load-tests/target/load-tests.jar benchmark NearestBenchmark -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "-Xmx12g")
public class NearestBenchmark {
    private static final long SEED = 20260402;
    private static final int K = 5;
    private static final double RADIUS_METRES = 30_000;
    private static final int PEERS_FIRST_K = 64;
    private static final int TOWNS = 40;
    private static final int QUESTIONS = 1 << 16;
    private static final double STEP_DEGREES = 3e-4;

    @Param("100000")
    public int responders;

    /** Whether four of five responders stand in 40 towns of different size, instead of anywhere. */
    @Param({"false", "true"})
    public boolean clustered;

    private double[] longitudes;
    private double[] latitudes;
    private double[] questionLongitudes;
    private double[] questionLatitudes;
    private boolean[] isFit;
    private ResponderFilter filter;
    private int next;

    @Setup
    public void generate() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] towns = new double[TOWNS][];
        for (int town = 0; town < TOWNS; town++) {
            double[] centre = anywhere(random);
            towns[town] = new double[] {centre[0], centre[1], random.nextDouble(0.005, 0.05)};
        }
        longitudes = new double[responders];
        latitudes = new double[responders];
        isFit = new boolean[responders];
        for (int responder = 0; responder < responders; responder++) {
            double[] position = position(random, towns);
            longitudes[responder] = position[0];
            latitudes[responder] = position[1];
            isFit[responder] = random.nextInt(10) == 0;
        }
        questionLongitudes = new double[QUESTIONS];
        questionLatitudes = new double[QUESTIONS];
        for (int question = 0; question < QUESTIONS; question++) {
            double[] position = position(random, towns);
            questionLongitudes[question] = position[0];
            questionLatitudes[question] = position[1];
        }
        boolean[] isFit = this.isFit;
        filter = responder -> isFit[responder];
    }

    private double[] position(SplittableRandom random, double[][] towns) {
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

    private int next() {
        next = (next + 1) & (QUESTIONS - 1);
        return next;
    }

    @State(Scope.Thread)
    public static class HexDispatch {
        private final ResponderIndex index = new ResponderIndex();
        private final NearestResponders answer = new NearestResponders(K);
        private SplittableRandom random = new SplittableRandom(SEED);

        @Setup
        public void build(NearestBenchmark benchmark) {
            for (int responder = 0; responder < benchmark.responders; responder++) {
                index.add(benchmark.longitudes[responder], benchmark.latitudes[responder]);
            }
            Jts jts = new Jts();
            jts.build(benchmark);
            for (int question = 0; question < 100; question++) {
                benchmark.ask(this, question);
                double farthest = jts.farthest(benchmark, question);
                if (Math.abs(answer.distanceMetres(K - 1) - farthest) > 1e-3 * farthest) {
                    throw new IllegalStateException("question " + question + ": the farthest of the nearest is "
                            + answer.distanceMetres(K - 1) + " m away, for JTS " + farthest + " m");
                }
            }
        }
    }

    /** Distances in degrees, longitude shortened by the cosine of one latitude for all: near enough for its ranking. */
    @State(Scope.Thread)
    public static class Jts {
        private static final double SHRINK = Math.cos(Math.toRadians(VoronoiCity.BOX.centre().y));
        private final STRtree tree = new STRtree();

        @Setup
        public void build(NearestBenchmark benchmark) {
            for (int responder = 0; responder < benchmark.responders; responder++) {
                tree.insert(
                        place(benchmark.longitudes[responder], benchmark.latitudes[responder]),
                        Integer.valueOf(responder));
            }
            tree.build();
        }

        private static Envelope place(double longitude, double latitude) {
            return new Envelope(new Coordinate(longitude * SHRINK, latitude));
        }

        private static double distance(ItemBoundable a, ItemBoundable b) {
            return ((Envelope) a.getBounds()).distance((Envelope) b.getBounds());
        }

        private int[] nearest(NearestBenchmark benchmark, int question) {
            Envelope place = place(benchmark.questionLongitudes[question], benchmark.questionLatitudes[question]);
            int[] fit = new int[K];
            for (int k = PEERS_FIRST_K; ; k *= 2) {
                Object[] found = tree.nearestNeighbour(place, -1, Jts::distance, k);
                int count = 0;
                for (int i = 0; i < found.length && count < K; i++) {
                    int responder = (Integer) found[i];
                    if (benchmark.isFit[responder]) {
                        fit[count++] = responder;
                    }
                }
                if (count == K || k >= benchmark.responders) {
                    return fit;
                }
            }
        }

        private double farthest(NearestBenchmark benchmark, int question) {
            double farthest = 0;
            for (int responder : nearest(benchmark, question)) {
                farthest = Math.max(
                        farthest,
                        GreatCircle.metres(
                                benchmark.questionLongitudes[question],
                                benchmark.questionLatitudes[question],
                                benchmark.longitudes[responder],
                                benchmark.latitudes[responder]));
            }
            return farthest;
        }
    }

    @State(Scope.Thread)
    public static class S2 {
        private S2ClosestPointQuery<Integer> query;

        @Setup
        public void build(NearestBenchmark benchmark) {
            S2PointIndex<Integer> index = new S2PointIndex<>();
            for (int responder = 0; responder < benchmark.responders; responder++) {
                index.add(
                        S2LatLng.fromDegrees(benchmark.latitudes[responder], benchmark.longitudes[responder])
                                .toPoint(),
                        responder);
            }
            query = new S2ClosestPointQuery<>(index);
        }
    }

    private NearestResponders ask(HexDispatch hexDispatch, int question) {
        hexDispatch.index.nearest(
                questionLongitudes[question],
                questionLatitudes[question],
                K,
                RADIUS_METRES,
                filter,
                hexDispatch.answer);
        return hexDispatch.answer;
    }

    @Benchmark
    public NearestResponders responderIndex(HexDispatch hexDispatch) {
        return ask(hexDispatch, next());
    }

    /** From a place with nobody within the radius. */
    @Benchmark
    public NearestResponders responderIndexWhereNobodyIs(HexDispatch hexDispatch) {
        hexDispatch.index.nearest(questionLongitudes[next()] + 2.5, 34.6, K, RADIUS_METRES, filter, hexDispatch.answer);
        return hexDispatch.answer;
    }

    /** With everybody of the radius refused. */
    @Benchmark
    public NearestResponders responderIndexWhereNobodyPasses(HexDispatch hexDispatch) {
        int question = next();
        hexDispatch.index.nearest(
                questionLongitudes[question],
                questionLatitudes[question],
                K,
                RADIUS_METRES,
                responder -> false,
                hexDispatch.answer);
        return hexDispatch.answer;
    }

    /** A step of up to 30 metres by anybody. */
    @Benchmark
    public void move(HexDispatch hexDispatch) {
        int responder = hexDispatch.random.nextInt(responders);
        longitudes[responder] += hexDispatch.random.nextDouble(-STEP_DEGREES, STEP_DEGREES);
        latitudes[responder] += hexDispatch.random.nextDouble(-STEP_DEGREES, STEP_DEGREES);
        hexDispatch.index.move(responder, longitudes[responder], latitudes[responder]);
    }

    @Benchmark
    public int[] jtsTree(Jts jts) {
        return jts.nearest(this, next());
    }

    @Benchmark
    public int[] s2ClosestPoint(S2 s2) {
        int question = next();
        int[] fit = new int[K];
        for (int k = PEERS_FIRST_K; ; k *= 2) {
            s2.query.setMaxPoints(k);
            List<S2ClosestPointQuery.Result<Integer>> found = s2.query.findClosestPoints(
                    S2LatLng.fromDegrees(questionLatitudes[question], questionLongitudes[question])
                            .toPoint());
            int count = 0;
            for (int i = 0; i < found.size() && count < K; i++) {
                int responder = found.get(i).entry().data();
                if (isFit[responder]) {
                    fit[count++] = responder;
                }
            }
            if (count == K || k >= responders) {
                return fit;
            }
        }
    }
}
