package io.hexdispatch.loadtests.scenario;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What is left of a dispatch server without its work: for each report it writes as many rows as the server does for one with two
 * orders, into the same tables with the same indexes, in groups as the server does; answers, and echoes to the WebSockets of two units.
 * It locates nothing, chooses nobody, checks nothing. On one event loop, as the server.
 */
@Command(name = "bare-program", hidden = true, description = "The program that dispatch --bare measures.")
public final class BareProgram implements Callable<Integer> {
    private static final int GROUP_MAX = 256;
    private static final int GROUPS_UNDER_WAY_MAX = 2;
    private static final int POOL_SIZE = 4;
    /** Beyond those that the server took itself. */
    private static final long FIRST_ID = 1_000_000_000L;

    private static final String TERMS =
            "{\"limit\":\"10 minutes\",\"ladder\":[{\"id\":\"410103010\",\"role\":\"CENTRE\",\"after\":\"1 hour\"},{\"id\":\"410103\","
                    + "\"role\":\"CENTRE\",\"after\":\"4 hours\"},{\"id\":\"410100\",\"role\":\"CENTRE\"}],\"calendar\":\"office\",\"warnPercent\":75}";
    private static final String EXPLANATION = "{\"text\":\"" + "explained ".repeat(43) + "\"}";

    /** One event, two orders, four deliveries, three deadlines, four lines of history. */
    private static final String FILE =
            """
            WITH t AS MATERIALIZED (
              SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::text[])
                AS t(id, source_event_id, category, lon, lat, lead, other)
            ), filed AS (
              INSERT INTO event (id, source, source_event_id, category_kind, category, crs, given_longitude, given_latitude,
                longitude, latitude, h3_cell, text, occurred_at, received_at, filed_at, map_version, city, county, township,
                community, cell, status, explanation)
              SELECT id, 'load-test', source_event_id, 'EVENT', category, 'WGS84', lon, lat, lon, lat,
                621000000000000000 + (lon * 1e7)::bigint * 1000 + (lat * 1e4)::bigint, 'reported by the load test', $8, $8, $8,
                'zhengzhou-demo-1', '410100', '4101' || id % 16, '4101' || id % 16 || '0' || id % 13, '410103010002',
                '410103010002008', 'DISPATCHED', $9::text::jsonb
              FROM t
            ), ordered AS (
              INSERT INTO dispatch_order (event_id, ordinal, role, unit, responder, skill, status, dispatched_at)
              SELECT id, 1, 'LEAD', lead, 'load-' || id % 8000, 'drainage', 'DISPATCHED', $8 FROM t
              UNION ALL SELECT id, 2, 'CO_HANDLING', other, 'load-' || id % 7999, NULL, 'DISPATCHED', $8 FROM t
            ), owed AS (
              INSERT INTO delivery (event_id, ordinal, recipient_role, recipient, created_at)
              SELECT id, 1, 'UNIT', lead, $8::timestamptz FROM t UNION ALL SELECT id, 2, 'UNIT', other, $8 FROM t
              UNION ALL SELECT id, 1, 'RESPONDER', 'load-' || id % 8000, $8 FROM t
              UNION ALL SELECT id, 2, 'RESPONDER', 'load-' || id % 7999, $8 FROM t
            ), timed AS (
              INSERT INTO deadline (event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at)
              SELECT t.id, k.ordinal, k.kind, $10::text::jsonb, $8, $8 + k.limit_ * 0.75, $8 + k.limit_, 0, $8 + k.limit_ * 0.75
              FROM t, (VALUES (0, 'DISPOSAL', interval '1 day'), (1, 'ACCEPTANCE', interval '10 minutes'),
                (2, 'ACCEPTANCE', interval '10 minutes')) AS k(ordinal, kind, limit_)
            )
            INSERT INTO event_history (event_id, seq, at, actor_role, actor, ordinal, action, from_status, to_status, reason)
            SELECT t.id, h.seq, $8, 'ADMIN', 'system', h.ordinal, h.action, h.from_status, h.to_status, h.reason
            FROM t, (VALUES (1, NULL::int, 'file', 'REPORTED', 'FILED', NULL::text),
              (2, 1, 'dispatch', NULL, 'DISPATCHED', 'the nearest who is free and can do it'),
              (3, 2, 'dispatch', NULL, 'DISPATCHED', 'the nearest who is free and can do it'),
              (4, NULL, 'follow', 'FILED', 'DISPATCHED', NULL)) AS h(seq, ordinal, action, from_status, to_status, reason)
            """;

    private static final String ACKNOWLEDGE =
            """
            UPDATE delivery d SET acknowledged_at = $4
            FROM unnest($1::bigint[], $2::int[], $3::text[]) AS r(event_id, ordinal, unit)
            WHERE d.event_id = r.event_id AND d.ordinal = r.ordinal AND d.recipient_role = 'UNIT' AND d.recipient = r.unit
            """;

    @Option(names = "--port", required = true, description = "Where to listen, on loopback")
    private int port;

    @Option(names = "--database-port", required = true, description = "Where the server's PostgreSQL listens")
    private int databasePort;

    private record Report(long id, String sourceEventId, String category, double lon, double lat, String[] units) {}

    private record Receipt(long event, int ordinal, String unit) {}

    /** What comes in at about the same time is written together. */
    private static final class Groups<T> {
        private record Waiting<T>(T item, Promise<Void> written) {}

        private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();
        private final int underWayMax;
        private final Function<List<T>, Future<?>> write;
        private int underWay;

        Groups(int underWayMax, Function<List<T>, Future<?>> write) {
            this.underWayMax = underWayMax;
            this.write = write;
        }

        Future<Void> submit(T item) {
            Promise<Void> written = Promise.promise();
            waiting.add(new Waiting<>(item, written));
            next();
            return written.future();
        }

        private void next() {
            while (underWay < underWayMax && !waiting.isEmpty()) {
                List<Waiting<T>> group = new ArrayList<>();
                while (!waiting.isEmpty() && group.size() < GROUP_MAX) {
                    group.add(waiting.poll());
                }
                underWay++;
                write.apply(group.stream().map(Waiting::item).toList()).onComplete(done -> {
                    underWay--;
                    group.forEach(each -> {
                        if (done.succeeded()) {
                            each.written().complete();
                        } else {
                            each.written().fail(done.cause());
                        }
                    });
                    next();
                });
            }
        }
    }

    private final List<String> units = new ArrayList<>();
    private final Map<String, ServerWebSocket> sockets = new HashMap<>();
    private Pool pool;
    private Groups<Report> reports;
    private Groups<Receipt> receipts;
    private long lastId = FIRST_ID;

    @Override
    public Integer call() throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        vertx.getOrCreateContext().runOnContext(turn -> start(vertx));
        new CountDownLatch(1).await();
        return 0;
    }

    private void start(Vertx vertx) {
        pool = PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(databasePort)
                        .setUser("postgres")
                        .setDatabase("postgres")
                        .setCachePreparedStatements(true)
                        .setPreparedStatementCacheSqlLimit(100_000)
                        .setPipeliningLimit(16))
                .with(new PoolOptions().setMaxSize(POOL_SIZE))
                .using(vertx)
                .build();
        reports = new Groups<>(GROUPS_UNDER_WAY_MAX, this::write);
        receipts = new Groups<>(1, this::acknowledge);
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .addWebSocketSubProtocol("cloudevents.json"))
                .requestHandler(this::handle)
                .listen()
                .onFailure(failure -> {
                    System.err.println("load-tests: " + failure.getMessage());
                    System.exit(1);
                });
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/ws" -> request.toWebSocket().onSuccess(socket -> accept(socket, subject(request)));
            case "/api/v1/events" -> request.body().onSuccess(body -> file(request, body));
            case "/api/v1/units" -> answer(request, 200, units());
            default -> request.body().onSuccess(body -> answer(request, 200, new JsonObject().toBuffer()));
        }
    }

    /** As many units as the server's demonstration city has. */
    private Buffer units() {
        JsonArray list = new JsonArray();
        units.clear();
        for (int i = 0; i < 260; i++) {
            units.add("bare-" + i);
            list.add(new JsonObject().put("code", "bare-" + i).put("area", "410100"));
        }
        return new JsonObject().put("units", list).toBuffer();
    }

    /** The token's subject, unchecked. */
    private static String subject(HttpServerRequest request) {
        String claims = request.getHeader("Authorization").split("\\.")[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .getString("sub");
    }

    private void accept(ServerWebSocket socket, String unit) {
        sockets.put(unit, socket);
        socket.textMessageHandler(text -> {
            String[] order = new JsonObject(text).getString("subject").split("-");
            receipts.submit(new Receipt(Long.parseLong(order[1]), Integer.parseInt(order[2]), unit));
        });
    }

    private void file(HttpServerRequest request, Buffer body) {
        JsonObject json = body.toJsonObject();
        JsonObject place = json.getJsonObject("location");
        long id = ++lastId;
        Report report = new Report(
                id,
                json.getString("sourceEventId"),
                json.getString("category"),
                place.getDouble("lon"),
                place.getDouble("lat"),
                new String[] {units.get((int) (id % units.size())), units.get((int) ((id * 7 + 1) % units.size()))});
        reports.submit(report)
                .onSuccess(written -> {
                    answer(request, 201, answer(report));
                    for (int ordinal = 1; ordinal <= report.units().length; ordinal++) {
                        echo(report, ordinal);
                    }
                })
                .onFailure(failure -> answer(request, 500, Buffer.buffer(failure.toString())));
    }

    private static void answer(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    private static String order(Report report, int ordinal) {
        return "{\"id\":\"20260101-" + report.id() + "-" + ordinal + "\",\"role\":\"LEAD\",\"unit\":\""
                + report.units()[ordinal - 1]
                + "\",\"responder\":\"load-1\",\"status\":\"DISPATCHED\",\"dispatchedAt\":\"2026-01-01T00:00:00.000000Z\"}";
    }

    private static Buffer answer(Report report) {
        return Buffer.buffer("{\"number\":\"20260101-" + report.id()
                + "\",\"status\":\"DISPATCHED\",\"sourceEventId\":\""
                + report.sourceEventId() + "\",\"location\":{\"lon\":" + report.lon() + ",\"lat\":" + report.lat()
                + "},\"orders\":[" + order(report, 1) + "," + order(report, 2) + "],\"explanation\":" + EXPLANATION
                + "}");
    }

    private void echo(Report report, int ordinal) {
        ServerWebSocket socket = sockets.get(report.units()[ordinal - 1]);
        if (socket != null) {
            socket.writeTextMessage("{\"specversion\":\"1.0\",\"id\":\"" + report.id() + "/" + ordinal
                    + "\",\"source\":\"/bare\",\"type\":\"io.hexdispatch.order.dispatched\",\"subject\":\"20260101-"
                    + report.id()
                    + "-" + ordinal + "\",\"data\":{\"order\":" + order(report, ordinal)
                    + ",\"event\":{\"number\":\"20260101-"
                    + report.id() + "\",\"sourceEventId\":\"" + report.sourceEventId()
                    + "\",\"text\":\"reported by the load test\",\"category\":\"" + report.category() + "\"}}}");
        }
    }

    private Future<?> write(List<Report> group) {
        return pool.preparedQuery(FILE)
                .execute(Tuple.tuple()
                        .addArrayOfLong(group.stream().map(Report::id).toArray(Long[]::new))
                        .addArrayOfString(
                                group.stream().map(Report::sourceEventId).toArray(String[]::new))
                        .addArrayOfString(group.stream().map(Report::category).toArray(String[]::new))
                        .addArrayOfDouble(group.stream().map(Report::lon).toArray(Double[]::new))
                        .addArrayOfDouble(group.stream().map(Report::lat).toArray(Double[]::new))
                        .addArrayOfString(
                                group.stream().map(each -> each.units()[0]).toArray(String[]::new))
                        .addArrayOfString(
                                group.stream().map(each -> each.units()[1]).toArray(String[]::new))
                        .addOffsetDateTime(OffsetDateTime.now(ZoneOffset.UTC))
                        .addString(EXPLANATION)
                        .addString(TERMS));
    }

    private Future<?> acknowledge(List<Receipt> group) {
        return pool.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.tuple()
                        .addArrayOfLong(group.stream().map(Receipt::event).toArray(Long[]::new))
                        .addArrayOfInteger(group.stream().map(Receipt::ordinal).toArray(Integer[]::new))
                        .addArrayOfString(group.stream().map(Receipt::unit).toArray(String[]::new))
                        .addOffsetDateTime(OffsetDateTime.now(ZoneOffset.UTC)));
    }
}
