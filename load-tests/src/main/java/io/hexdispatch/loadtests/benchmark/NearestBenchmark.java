package io.hexdispatch.loadtests.benchmark;

import static io.hexdispatch.loadtests.benchmark.Responders.K;
import static io.hexdispatch.loadtests.benchmark.Responders.RADIUS_METRES;

import com.google.common.geometry.S2ClosestPointQuery;
import com.google.common.geometry.S2LatLng;
import com.google.common.geometry.S2PointIndex;
import io.hexdispatch.responder.NearestResponders;
import io.hexdispatch.responder.ResponderFilter;
import io.hexdispatch.responder.ResponderIndex;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.sandbox.search.LatLonPointPrototypeQueries;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
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
 * Who are the five nearest responders within 30 km who have a trait that one in ten has? One thread. The peers know no filter:
 * they are asked for 64 and, where fewer than five of those are fit, for twice as many, and so on; they do not move anybody
 * either. What it costs JTS to follow moves is the time of {@link #jtsTreeRebuilt}. Peers that are servers have
 * {@link NearestServerBenchmark} to themselves.
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
    private static final long SEED = 20260403;
    private static final int PEERS_FIRST_K = 64;
    private static final double STEP_DEGREES = 3e-4;
    private static final int FIT = 1 << 5;
    private static final int QUESTIONS_COMPARED = 20;
    private static final double ROUNDING_METRES = 0.1;

    @Param("100000")
    public int responders;

    @Param({"false", "true"})
    public boolean clustered;

    private Responders data;
    private ResponderFilter filter;

    @Setup
    public void generate() {
        data = new Responders(responders, clustered);
        boolean[] isFit = data.isFit;
        filter = responder -> isFit[responder];
    }

    @State(Scope.Thread)
    public static class HexDispatch {
        private final ResponderIndex index = new ResponderIndex();
        private final NearestResponders answer = new NearestResponders(K);
        private final SplittableRandom random = new SplittableRandom(SEED);

        @Setup
        public void build(NearestBenchmark benchmark) {
            Responders data = benchmark.data;
            for (int responder = 0; responder < data.count(); responder++) {
                index.add(data.longitudes[responder], data.latitudes[responder], data.isFit[responder] ? FIT : ~FIT);
            }
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                ask(data, question, FIT, ResponderFilter.EVERYBODY);
                data.requireSame("ResponderIndex", question, answer.distanceMetres(K - 1), 0);
            }
        }

        private NearestResponders ask(Responders data, int question, int traits, ResponderFilter filter) {
            index.nearest(
                    data.questionLongitudes[question],
                    data.questionLatitudes[question],
                    K,
                    RADIUS_METRES,
                    traits,
                    filter,
                    answer);
            return answer;
        }
    }

    @Benchmark
    public NearestResponders responderIndex(HexDispatch hexDispatch) {
        return hexDispatch.ask(data, data.nextQuestion(), FIT, ResponderFilter.EVERYBODY);
    }

    /** The same by a filter that looks up elsewhere who is fit. */
    @Benchmark
    public NearestResponders responderIndexByFilter(HexDispatch hexDispatch) {
        return hexDispatch.ask(data, data.nextQuestion(), 0, filter);
    }

    /** From a place with nobody within the radius. */
    @Benchmark
    public NearestResponders responderIndexWhereNobodyIs(HexDispatch hexDispatch) {
        hexDispatch.index.nearest(
                data.questionLongitudes[data.nextQuestion()] + 2.5,
                34.6,
                K,
                RADIUS_METRES,
                FIT,
                ResponderFilter.EVERYBODY,
                hexDispatch.answer);
        return hexDispatch.answer;
    }

    /** With everybody of the radius refused. */
    @Benchmark
    public NearestResponders responderIndexWhereNobodyPasses(HexDispatch hexDispatch) {
        return hexDispatch.ask(data, data.nextQuestion(), 0, responder -> false);
    }

    /** A step of up to 30 metres by anybody. */
    @Benchmark
    public void move(HexDispatch hexDispatch) {
        int responder = hexDispatch.random.nextInt(responders);
        data.longitudes[responder] += hexDispatch.random.nextDouble(-STEP_DEGREES, STEP_DEGREES);
        data.latitudes[responder] += hexDispatch.random.nextDouble(-STEP_DEGREES, STEP_DEGREES);
        hexDispatch.index.move(responder, data.longitudes[responder], data.latitudes[responder]);
    }

    /** Asks a peer for 64, 128 and so on until five are fit. */
    private int[] fit(PeerSearch peer) throws IOException {
        int[] fit = new int[K];
        for (int k = PEERS_FIRST_K; ; k *= 2) {
            int[] count = {0};
            peer.search(k, responder -> {
                if (data.isFit[responder]) {
                    fit[count[0]++] = responder;
                }
                return count[0] < K;
            });
            if (count[0] == K || k >= responders) {
                return fit;
            }
        }
    }

    @FunctionalInterface
    private interface PeerSearch {
        /** @param consumer takes the responders, nearest first, and says whether it wants more */
        void search(int k, IntPredicate consumer) throws IOException;
    }

    private void requireSame(String peer, int question, int[] fit, double roundingMetres) {
        double farthest = 0;
        for (int responder : fit) {
            farthest = Math.max(farthest, data.metres(question, responder));
        }
        data.requireSame(peer, question, farthest, roundingMetres);
    }

    /** Distances in degrees, longitude shortened by the cosine of one latitude for all: near enough for its ranking. */
    @State(Scope.Thread)
    public static class Jts {
        private static final double SHRINK = Math.cos(Math.toRadians(VoronoiCity.BOX.centre().y));
        private static final double RANKING_METRES = 100;
        private STRtree tree;

        @Setup
        public void build(NearestBenchmark benchmark) throws IOException {
            tree = treeOf(benchmark.data);
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                benchmark.requireSame("JTS", question, nearest(benchmark, question), RANKING_METRES);
            }
        }

        private static STRtree treeOf(Responders data) {
            STRtree tree = new STRtree();
            for (int responder = 0; responder < data.count(); responder++) {
                tree.insert(place(data.longitudes[responder], data.latitudes[responder]), Integer.valueOf(responder));
            }
            tree.build();
            return tree;
        }

        private static Envelope place(double longitude, double latitude) {
            return new Envelope(new Coordinate(longitude * SHRINK, latitude));
        }

        private static double distance(ItemBoundable a, ItemBoundable b) {
            return ((Envelope) a.getBounds()).distance((Envelope) b.getBounds());
        }

        private int[] nearest(NearestBenchmark benchmark, int question) throws IOException {
            Responders data = benchmark.data;
            Envelope place = place(data.questionLongitudes[question], data.questionLatitudes[question]);
            return benchmark.fit((k, consumer) -> {
                for (Object responder : tree.nearestNeighbour(place, -1, Jts::distance, k)) {
                    if (!consumer.test((Integer) responder)) {
                        return;
                    }
                }
            });
        }
    }

    @Benchmark
    public int[] jtsTree(Jts jts) throws IOException {
        return jts.nearest(this, data.nextQuestion());
    }

    /** A new tree of all, as its user needs one after anybody moved. */
    @Benchmark
    public STRtree jtsTreeRebuilt() {
        return Jts.treeOf(data);
    }

    @State(Scope.Thread)
    public static class S2 {
        private S2ClosestPointQuery<Integer> query;

        @Setup
        public void build(NearestBenchmark benchmark) throws IOException {
            S2PointIndex<Integer> index = new S2PointIndex<>();
            Responders data = benchmark.data;
            for (int responder = 0; responder < data.count(); responder++) {
                index.add(
                        S2LatLng.fromDegrees(data.latitudes[responder], data.longitudes[responder])
                                .toPoint(),
                        responder);
            }
            query = new S2ClosestPointQuery<>(index);
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                benchmark.requireSame("S2", question, nearest(benchmark, question), ROUNDING_METRES);
            }
        }

        private int[] nearest(NearestBenchmark benchmark, int question) throws IOException {
            Responders data = benchmark.data;
            return benchmark.fit((k, consumer) -> {
                query.setMaxPoints(k);
                List<S2ClosestPointQuery.Result<Integer>> found = query.findClosestPoints(
                        S2LatLng.fromDegrees(data.questionLatitudes[question], data.questionLongitudes[question])
                                .toPoint());
                for (S2ClosestPointQuery.Result<Integer> result : found) {
                    if (!consumer.test(result.entry().data())) {
                        return;
                    }
                }
            });
        }
    }

    @Benchmark
    public int[] s2ClosestPoint(S2 s2) throws IOException {
        return s2.nearest(this, data.nextQuestion());
    }

    /** In memory and merged into one segment, so that the numbers of the documents are those of the responders. */
    @State(Scope.Thread)
    public static class Lucene {
        private static final String PLACE = "place";
        private IndexSearcher searcher;

        @Setup
        public void build(NearestBenchmark benchmark) throws IOException {
            Responders data = benchmark.data;
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(null))) {
                for (int responder = 0; responder < data.count(); responder++) {
                    Document document = new Document();
                    document.add(new LatLonPoint(PLACE, data.latitudes[responder], data.longitudes[responder]));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                benchmark.requireSame("Lucene", question, nearest(benchmark, question), ROUNDING_METRES);
            }
        }

        private int[] nearest(NearestBenchmark benchmark, int question) throws IOException {
            Responders data = benchmark.data;
            return benchmark.fit((k, consumer) -> {
                ScoreDoc[] found = LatLonPointPrototypeQueries.nearest(
                                searcher, PLACE, data.questionLatitudes[question], data.questionLongitudes[question], k)
                        .scoreDocs;
                for (ScoreDoc document : found) {
                    if (!consumer.test(document.doc)) {
                        return;
                    }
                }
            });
        }
    }

    @Benchmark
    public int[] luceneNearest(Lucene lucene) throws IOException {
        return lucene.nearest(this, data.nextQuestion());
    }
}
