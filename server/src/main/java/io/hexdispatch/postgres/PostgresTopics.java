package io.hexdispatch.postgres;

import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Topics;
import io.hexdispatch.hotspot.Effect;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicAction;
import io.hexdispatch.hotspot.TopicStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Topics in PostgreSQL. Which events one has is asked anew each time, so that filing does nothing for it. */
public final class PostgresTopics implements Topics {
    /** Whoever makes or changes topics waits for whoever makes some; whoever reads does not. */
    private static final String LOCK = "LOCK TABLE topic IN SHARE ROW EXCLUSIVE MODE";

    private static final String SAME =
            """
            SELECT * FROM topic WHERE ended_at IS NULL AND category_kind = $1 AND category = $2 AND grid = $3
              AND cells IS NOT DISTINCT FROM $4::bigint[] AND longitude IS NOT DISTINCT FROM $5::float8
              AND latitude IS NOT DISTINCT FROM $6::float8 AND radius_metres IS NOT DISTINCT FROM $7::int
            ORDER BY id LIMIT 1
            """;

    private static final String COVERING =
            """
            SELECT * FROM topic WHERE (ended_at IS NULL OR ended_at > $5) AND category_kind = $1 AND category = $2 AND grid = $3
              AND cells && $4::bigint[]
            ORDER BY id DESC LIMIT 1
            """;

    private final Pool pool;
    private final CaseFileRows caseFiles;

    public PostgresTopics(Pool pool, Categories categories) {
        this.pool = pool;
        this.caseFiles = new CaseFileRows(categories);
    }

    @Override
    public Future<Kept> make(Topic.Made topic) {
        Tuple same = kind(topic)
                .addDouble(topic.area()
                        .circle()
                        .map(circle -> circle.centre().longitude())
                        .orElse(null))
                .addDouble(topic.area()
                        .circle()
                        .map(circle -> circle.centre().latitude())
                        .orElse(null))
                .addInteger(topic.area()
                        .circle()
                        .map(circle -> circle.radiusMetres())
                        .orElse(null));
        return pool.withTransaction(
                connection -> connection.query(LOCK).execute().compose(locked -> keep(connection, topic, SAME, same)));
    }

    @Override
    public Future<List<Kept>> propose(List<Topic.Made> topics) {
        return pool.withTransaction(connection -> {
            Future<List<Kept>> all = connection.query(LOCK).execute().map(locked -> new ArrayList<>());
            for (Topic.Made topic : topics) {
                Tuple covering = kind(topic).addOffsetDateTime(Columns.time(topic.begins()));
                all = all.compose(
                        kept -> keep(connection, topic, COVERING, covering).map(one -> {
                            kept.add(one);
                            return kept;
                        }));
            }
            return all;
        });
    }

    private static Tuple kind(Topic.Made topic) {
        return Tuple.tuple()
                .addString(topic.category().kind().name())
                .addString(topic.category().code())
                .addString(topic.grid().value())
                .addArrayOfLong(TopicRows.cells(topic.area()));
    }

    private static Future<Kept> keep(SqlConnection connection, Topic.Made made, String alike, Tuple values) {
        return connection
                .preparedQuery(alike)
                .execute(values)
                .compose(found -> found.size() > 0
                        ? Future.succeededFuture(
                                new Kept(TopicRows.topic(found.iterator().next()), false))
                        : connection
                                .preparedQuery(TopicRows.INSERT)
                                .execute(TopicRows.values(made))
                                .map(rows -> TopicRows.topic(rows.iterator().next()))
                                .compose(topic -> connection
                                        .preparedQuery(TopicRows.INSERT_ENTRY)
                                        .execute(TopicRows.values(
                                                topic.id(),
                                                new Topic.Entry(
                                                        made.at(),
                                                        made.by(),
                                                        "make",
                                                        Optional.empty(),
                                                        TopicStatus.PROPOSED,
                                                        Optional.empty(),
                                                        Optional.empty())))
                                        .map(new Kept(topic, true))));
    }

    @Override
    public Future<Optional<Topic>> find(long id) {
        return pool.preparedQuery("SELECT * FROM topic WHERE id = $1")
                .execute(Tuple.of(id))
                .map(rows -> all(rows, TopicRows::topic).stream().findFirst());
    }

    @Override
    public Future<List<Topic>> list(Query query) {
        return pool.preparedQuery("SELECT * FROM topic WHERE ($1::text IS NULL OR grids @> ARRAY[$1::text])"
                        + " AND ($2::text IS NULL OR status = $2) AND ($3::bigint IS NULL OR id < $3)"
                        + " ORDER BY id DESC LIMIT $4")
                .execute(Tuple.tuple()
                        .addString(
                                query.reader().role() == Role.CENTRE
                                        ? query.reader().id()
                                        : null)
                        .addString(query.status().map(TopicStatus::name).orElse(null))
                        .addLong(query.before().orElse(null))
                        .addInteger(query.limit()))
                .map(rows -> all(rows, TopicRows::topic));
    }

    @Override
    public Future<List<Topic.Entry>> history(long id, int limit) {
        return pool.preparedQuery("SELECT * FROM (" + TopicRows.LAST_ENTRIES + ") h ORDER BY seq")
                .execute(Tuple.of(id, limit))
                .map(rows -> all(rows, TopicRows::entry));
    }

    @Override
    public Future<Topic.Change> change(long id, Decision decision) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT * FROM topic WHERE id = $1 FOR UPDATE")
                .execute(Tuple.of(id))
                .compose(found -> connection
                        .preparedQuery(TopicRows.LAST_ENTRIES)
                        .execute(Tuple.of(id, 1))
                        .compose(last -> {
                            try {
                                Topic topic = all(found, TopicRows::topic).stream()
                                        .findFirst()
                                        .orElseThrow(() -> new RefusedException(
                                                RefusedException.Kind.NOT_FOUND, "there is no topic " + id));
                                return write(
                                        connection,
                                        decision.on(
                                                topic,
                                                TopicRows.entry(last.iterator().next())));
                            } catch (IllegalTransitionException illegal) {
                                throw RefusedException.of(illegal);
                            }
                        })));
    }

    private static Future<Topic.Change> write(SqlConnection connection, Topic.Change change) {
        Topic after = change.after();
        if (change.entry().isEmpty()) {
            return Future.succeededFuture(change);
        }
        Topic.Entry entry = change.entry().get();
        Future<?> written = connection
                .preparedQuery("UPDATE topic SET status = $2, accepted_at = $3, ended_at = $4 WHERE id = $1")
                .execute(Tuple.tuple()
                        .addLong(after.id())
                        .addString(after.status().name())
                        .addOffsetDateTime(after.acceptedAt().map(Columns::time).orElse(null))
                        .addOffsetDateTime(after.endedAt().map(Columns::time).orElse(null)))
                .compose(done ->
                        connection.preparedQuery(TopicRows.INSERT_ENTRY).execute(TopicRows.values(after.id(), entry)));
        if (entry.event().isPresent()) {
            written = written.compose(done -> connection
                    .preparedQuery("INSERT INTO topic_event (topic, event_id, included) VALUES ($1, $2, $3)"
                            + " ON CONFLICT (topic, event_id) DO UPDATE SET included = excluded.included")
                    .execute(Tuple.of(
                            after.id(), entry.event().get().id(), entry.action().equals(TopicAction.INCLUDE.text()))));
        }
        return written.map(change);
    }

    @Override
    public Future<List<CaseFile>> events(Topic topic, Optional<EventNumber> before, int limit) {
        Tuple tuple = Tuple.tuple()
                .addLong(before.map(EventNumber::id).orElse(Long.MAX_VALUE))
                .addInteger(limit);
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE e.id IN (SELECT m.id FROM (" + members(topic, tuple)
                        + ") m WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2) ORDER BY e.id DESC")
                .execute(tuple)
                .map(rows -> all(rows, caseFiles::read));
    }

    @Override
    public Future<Long> size(Topic topic) {
        Tuple tuple = Tuple.tuple();
        return pool.preparedQuery("SELECT count(*) AS n FROM (" + members(topic, tuple) + ") m")
                .execute(tuple)
                .map(rows -> rows.iterator().next().getLong("n"));
    }

    /** Selects the ids of all events of a topic. */
    private static String members(Topic topic, Tuple tuple) {
        String fitting = TopicRows.fitting(topic, tuple);
        tuple.addOffsetDateTime(Columns.time(topic.made().begins()))
                .addOffsetDateTime(topic.endedAt().map(Columns::time).orElse(null))
                .addLong(topic.id());
        int last = tuple.size();
        return fitting
                + """
                AND e.filed_at >= $%1$d AND ($%2$d::timestamptz IS NULL OR e.filed_at < $%2$d)
                AND NOT EXISTS (SELECT 1 FROM topic_event t WHERE t.topic = $%3$d AND t.event_id = e.id AND NOT t.included)
                UNION
                SELECT e.id, e.filed_at FROM topic_event t JOIN event e ON e.id = t.event_id WHERE t.topic = $%3$d AND t.included
                """
                        .formatted(last - 2, last - 1, last);
    }

    @Override
    public Future<List<Optional<Effect.Span>>> count(Topic topic, List<Optional<Effect.Span>> spans) {
        Tuple tuple = Tuple.tuple();
        String fitting = TopicRows.fitting(topic, tuple);
        List<String> columns = new ArrayList<>();
        for (Optional<Effect.Span> span : spans) {
            tuple.addOffsetDateTime(
                            span.map(known -> Columns.time(known.from())).orElse(null))
                    .addOffsetDateTime(
                            span.map(known -> Columns.time(known.to())).orElse(null));
            columns.add("count(*) FILTER (WHERE m.filed_at >= $" + (tuple.size() - 1)
                    + "::timestamptz AND m.filed_at < $" + tuple.size() + "::timestamptz)");
        }
        return pool.preparedQuery("SELECT ARRAY[" + String.join(", ", columns) + "] AS counts FROM (" + fitting + ") m")
                .execute(tuple)
                .map(rows -> {
                    Long[] counts = rows.iterator().next().getArrayOfLongs("counts");
                    List<Optional<Effect.Span>> counted = new ArrayList<>();
                    for (int i = 0; i < counts.length; i++) {
                        long count = counts[i];
                        counted.add(spans.get(i).map(span -> new Effect.Span(span.from(), span.to(), count)));
                    }
                    return counted;
                });
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> form) {
        return StreamSupport.stream(rows.spliterator(), false).map(form).toList();
    }
}
