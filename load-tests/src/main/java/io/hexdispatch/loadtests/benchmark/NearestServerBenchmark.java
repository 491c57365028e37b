package io.hexdispatch.loadtests.benchmark;

import static io.hexdispatch.loadtests.benchmark.Responders.K;
import static io.hexdispatch.loadtests.benchmark.Responders.RADIUS_METRES;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.resps.GeoRadiusResponse;

/**
 * The question of {@link NearestBenchmark}, asked of servers on the same machine over their own clients, one question at a time,
 * with the bare round trip beside it, which a user of a server pays whatever he asks.
 *
 * <p>Redis knows no filter, so its key holds only those who are fit, as its users do; PostGIS has the filter as a condition, and an
 * index of those who fulfil it. Both favour the peer: neither looks at the nine of ten who are not fit.
 *
 * <pre>java -jar load-tests/target/load-tests.jar benchmark NearestServerBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "-Xmx4g")
public class NearestServerBenchmark {
    private static final int QUESTIONS_COMPARED = 20;
    /** Redis keeps places in 52 bits, PostGIS measures the way on its own sphere. */
    private static final double ROUNDING = 5e-3;

    private static final int BATCH = 1000;

    @Param("100000")
    public int responders;

    @Param({"false", "true"})
    public boolean clustered;

    private Responders data;

    @Setup
    public void generate() {
        data = new Responders(responders, clustered);
    }

    private void requireSame(String peer, int question, double farthestMetres) {
        data.requireSame(peer, question, farthestMetres, 1 + ROUNDING * farthestMetres);
    }

    @State(Scope.Thread)
    public static class Redis {
        private static final String KEY = "fit";
        private PeerServer server;
        private Jedis client;

        @Setup
        public void start(NearestServerBenchmark benchmark) throws IOException {
            server = PeerServer.redis(port -> {
                try (Jedis probe = new Jedis("127.0.0.1", port)) {
                    probe.ping();
                }
            });
            client = new Jedis("127.0.0.1", server.port());
            Responders data = benchmark.data;
            Map<String, GeoCoordinate> batch = new HashMap<>();
            for (int responder = 0; responder < data.count(); responder++) {
                if (data.isFit[responder]) {
                    batch.put(
                            Integer.toString(responder),
                            new GeoCoordinate(data.longitudes[responder], data.latitudes[responder]));
                }
                if (batch.size() == BATCH || responder == data.count() - 1 && !batch.isEmpty()) {
                    client.geoadd(KEY, batch);
                    batch.clear();
                }
            }
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                List<GeoRadiusResponse> found = nearest(data, question);
                benchmark.requireSame("Redis", question, found.get(K - 1).getDistance());
            }
        }

        private List<GeoRadiusResponse> nearest(Responders data, int question) {
            return client.geosearch(
                    KEY,
                    new GeoSearchParam()
                            .fromLonLat(data.questionLongitudes[question], data.questionLatitudes[question])
                            .byRadius(RADIUS_METRES, GeoUnit.M)
                            .asc()
                            .count(K)
                            .withDist());
        }

        @TearDown
        public void stop() {
            client.close();
            server.close();
        }
    }

    @Benchmark
    public List<GeoRadiusResponse> redisGeosearch(Redis redis) {
        return redis.nearest(data, data.nextQuestion());
    }

    @Benchmark
    public String redisPing(Redis redis) {
        return redis.client.ping();
    }

    @State(Scope.Thread)
    public static class Postgis {
        private PeerServer server;
        private Connection connection;
        private PreparedStatement search;
        private PreparedStatement nothing;

        @Setup
        public void start(NearestServerBenchmark benchmark) throws IOException, SQLException {
            server = PeerServer.postgis(port -> connect(port).close());
            connection = connect(server.port());
            fill(benchmark.data);
            search = connection.prepareStatement(
                    """
                    SELECT id, place <-> here AS metres
                    FROM responder, (SELECT ST_SetSRID(ST_MakePoint(?, ?), 4326)::geography AS here) AS question
                    WHERE is_fit AND ST_DWithin(place, here, ?, false)
                    ORDER BY place <-> here
                    LIMIT ?
                    """);
            nothing = connection.prepareStatement("SELECT 1");
            for (int question = 0; question < QUESTIONS_COMPARED; question++) {
                benchmark.requireSame("PostGIS", question, farthestMetres(benchmark.data, question));
            }
        }

        private static Connection connect(int port) throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
        }

        private void fill(Responders data) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION postgis");
                statement.execute("CREATE TABLE responder (id integer, place geography(Point), is_fit boolean)");
                connection.setAutoCommit(false);
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO responder VALUES (?, ST_SetSRID(ST_MakePoint(?, ?), 4326)::geography, ?)")) {
                    for (int responder = 0; responder < data.count(); responder++) {
                        insert.setInt(1, responder);
                        insert.setDouble(2, data.longitudes[responder]);
                        insert.setDouble(3, data.latitudes[responder]);
                        insert.setBoolean(4, data.isFit[responder]);
                        insert.addBatch();
                        if (responder % BATCH == BATCH - 1 || responder == data.count() - 1) {
                            insert.executeBatch();
                        }
                    }
                }
                connection.commit();
                connection.setAutoCommit(true);
                statement.execute("CREATE INDEX ON responder USING gist (place) WHERE is_fit");
                statement.execute("VACUUM ANALYZE responder");
            }
        }

        private double farthestMetres(Responders data, int question) throws SQLException {
            search.setDouble(1, data.questionLongitudes[question]);
            search.setDouble(2, data.questionLatitudes[question]);
            search.setDouble(3, RADIUS_METRES);
            search.setInt(4, K);
            double metres = Double.NaN;
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    metres = rows.getDouble(2);
                }
            }
            return metres;
        }

        @TearDown
        public void stop() throws SQLException {
            connection.close();
            server.close();
        }
    }

    @Benchmark
    public double postgisNearest(Postgis postgis) throws SQLException {
        return postgis.farthestMetres(data, data.nextQuestion());
    }

    @Benchmark
    public int postgisSelectOne(Postgis postgis) throws SQLException {
        try (ResultSet rows = postgis.nothing.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
