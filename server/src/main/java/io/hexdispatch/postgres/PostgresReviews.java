package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.EventQuery.Area;
import io.hexdispatch.flow.Reviews;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.review.ReviewList;
import io.hexdispatch.review.Sample;
import io.hexdispatch.review.SampleDraw.Drawn;
import io.hexdispatch.review.Stratum;
import io.hexdispatch.review.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Reviews in PostgreSQL. */
public final class PostgresReviews implements Reviews {
    private static final String SAMPLE =
            """
            SELECT s.*, i.* FROM review_sample s CROSS JOIN LATERAL (
              SELECT count(*)::int AS drawn, count(v.finding)::int AS reviewed,
                (count(*) FILTER (WHERE v.finding = 'DEFECTIVE'))::int AS defective
              FROM review_item r LEFT JOIN LATERAL (
                SELECT finding FROM review_verdict v WHERE v.sample_id = r.sample_id AND v.event_id = r.event_id
                ORDER BY v.id DESC LIMIT 1) v ON true
              WHERE r.sample_id = s.id) i
            """;

    private static final String ITEM =
            """
            SELECT r.*, e.filed_at, v.finding, v.note, v.by_role, v.by_id, v.at
            FROM review_item r JOIN event e ON e.id = r.event_id
            LEFT JOIN review_verdict v ON v.sample_id = r.sample_id AND v.event_id = r.event_id
            """;

    private final Pool pool;
    private final CaseFileRows rows;

    public PostgresReviews(Pool pool, Categories categories) {
        this.pool = pool;
        this.rows = new CaseFileRows(categories);
    }

    /** Each in the words of its index. */
    private static String condition(ReviewList list) {
        return switch (list) {
            case CALLBACKS -> "e.status IN ('VERIFIED', 'CLOSED') AND e.course ->> 'rating' IS NULL";
            case DISSATISFIED ->
                "e.course ->> 'rating' IN ('1', '2') AND ((e.course ->> 'verifiedAt') IS NULL"
                        + " OR (e.course ->> 'verifiedAt')::timestamptz <= (e.course ->> 'ratedAt')::timestamptz)";
            case SUSPENDED -> "e.status = 'SUSPENDED'";
            case VOIDED -> "e.status = 'VOIDED'";
        };
    }

    @Override
    public Future<List<CaseFile>> list(ReviewList list, List<Area> areas, Optional<Long> before, int limit) {
        Tuple tuple = Tuple.of(before.orElse(Long.MAX_VALUE), limit);
        return pool.preparedQuery(CaseFileRows.SELECT + "WHERE " + condition(list) + " AND e.id < $1"
                        + inAreas(areas, tuple) + " ORDER BY e.id DESC LIMIT $2")
                .execute(tuple)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(rows::read)
                        .toList());
    }

    private static String inAreas(List<Area> areas, Tuple tuple) {
        StringBuilder condition = new StringBuilder();
        for (Area area : areas) {
            tuple.addString(area.code().value());
            condition
                    .append(" AND e.")
                    .append(CaseFileRows.column(area.level()))
                    .append(" = $")
                    .append(tuple.size());
        }
        return condition.toString();
    }

    @Override
    public Future<List<Drawn>> population(Optional<Area> area, Instant from, Instant to, long after, int limit) {
        Tuple tuple = Tuple.of(Columns.time(from), Columns.time(to), after, limit);
        // Events are found by the time of their filing; their numbers rise with it as long as no clock jumps.
        return pool.preparedQuery("SELECT e.id, e.filed_at, e.county, e.category_kind, e.category FROM event e"
                        + " WHERE e.filed_at >= $1 AND e.filed_at < $2 AND e.id > greatest($3, (SELECT min(f.id) - 1"
                        + " FROM event f WHERE f.filed_at >= $1 AND f.filed_at < $2))"
                        + inAreas(area.stream().toList(), tuple) + " ORDER BY e.id LIMIT $4")
                .execute(tuple)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Drawn(
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("id")),
                                new Stratum(
                                        Optional.ofNullable(row.getString("county"))
                                                .orElse(""),
                                        row.getString("category_kind").toLowerCase(Locale.ROOT) + " "
                                                + row.getString("category").substring(0, 2))))
                        .toList());
    }

    @Override
    public Future<Sample> keep(Sample.Frame frame, int population, List<Drawn> drawn, Actor by, Instant now) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(
                                """
                                INSERT INTO review_sample
                                  (seed, area, filed_from, filed_to, size, population, drawn_by_role, drawn_by, drawn_at)
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING id
                                """)
                        .execute(frame(frame)
                                .addInteger(population)
                                .addString(by.role().name())
                                .addString(by.id())
                                .addOffsetDateTime(Columns.time(now)))
                        .compose(inserted -> inserted.rowCount() == 0
                                ? Future.succeededFuture()
                                : keep(connection, inserted.iterator().next().getLong("id"), drawn)))
                .compose(kept -> pool.preparedQuery(
                                SAMPLE + "WHERE s.seed = $1 AND s.area = $2 AND s.filed_from = $3 AND s.filed_to = $4"
                                        + " AND s.size = $5")
                        .execute(frame(frame)))
                .map(found -> sample(found.iterator().next()));
    }

    private static Tuple frame(Sample.Frame frame) {
        return Tuple.of(
                frame.seed(),
                frame.area().orElse(""),
                Columns.time(frame.from()),
                Columns.time(frame.to()),
                frame.size());
    }

    private static Future<Void> keep(SqlConnection connection, long sample, List<Drawn> drawn) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO review_item (sample_id, ordinal, event_id, county, major_class)
                        SELECT $1, * FROM unnest($2::int[], $3::bigint[], $4::text[], $5::text[])
                        """)
                .execute(Tuple.of(sample)
                        .addArrayOfInteger(
                                IntStream.rangeClosed(1, drawn.size()).boxed().toArray(Integer[]::new))
                        .addArrayOfLong(
                                Columns.longs(drawn, each -> each.event().id()))
                        .addArrayOfString(
                                Columns.texts(drawn, each -> each.stratum().county()))
                        .addArrayOfString(
                                Columns.texts(drawn, each -> each.stratum().majorClass())))
                .mapEmpty();
    }

    @Override
    public Future<Optional<Sample>> find(long id) {
        return pool.preparedQuery(SAMPLE + "WHERE s.id = $1")
                .execute(Tuple.of(id))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(PostgresReviews::sample)
                        .findFirst());
    }

    @Override
    public Future<List<Sample>> samples(Optional<String> area, Optional<Long> before, int limit) {
        return pool.preparedQuery(
                        SAMPLE + "WHERE s.id < $1 AND ($2::text IS NULL OR s.area = $2) ORDER BY s.id DESC LIMIT $3")
                .execute(Tuple.of(before.orElse(Long.MAX_VALUE), area.orElse(null), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(PostgresReviews::sample)
                        .toList());
    }

    private static Sample sample(Row row) {
        return new Sample(
                row.getLong("id"),
                new Sample.Frame(
                        row.getString("seed"),
                        Optional.of(row.getString("area")).filter(area -> !area.isEmpty()),
                        row.getOffsetDateTime("filed_from").toInstant(),
                        row.getOffsetDateTime("filed_to").toInstant(),
                        row.getInteger("size")),
                row.getInteger("population"),
                row.getInteger("drawn"),
                row.getInteger("reviewed"),
                row.getInteger("defective"),
                new Actor(Role.valueOf(row.getString("drawn_by_role")), row.getString("drawn_by")),
                row.getOffsetDateTime("drawn_at").toInstant());
    }

    @Override
    public Future<List<Item>> items(long sample) {
        return pool.preparedQuery(ITEM + "WHERE r.sample_id = $1 ORDER BY r.ordinal, v.id")
                .execute(Tuple.of(sample))
                .map(PostgresReviews::items);
    }

    /** Of rows that stand together by item. */
    private static List<Item> items(Iterable<Row> found) {
        List<Item> items = new ArrayList<>();
        for (Row row : found) {
            Drawn drawn = new Drawn(
                    EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("event_id")),
                    new Stratum(row.getString("county"), row.getString("major_class")));
            if (items.isEmpty() || !items.get(items.size() - 1).drawn().equals(drawn)) {
                items.add(new Item(drawn, new ArrayList<>()));
            }
            if (row.getString("finding") != null) {
                items.get(items.size() - 1).verdicts().add(verdict(row));
            }
        }
        return items;
    }

    private static Verdict verdict(Row row) {
        return new Verdict(
                Verdict.Finding.valueOf(row.getString("finding")),
                Optional.ofNullable(row.getString("note")),
                new Actor(Role.valueOf(row.getString("by_role")), row.getString("by_id")),
                row.getOffsetDateTime("at").toInstant());
    }

    @Override
    public Future<Optional<Item>> find(long sample, EventNumber event, Verdict verdict) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT FROM review_item WHERE sample_id = $1 AND event_id = $2 FOR UPDATE")
                .execute(Tuple.of(sample, event.id()))
                .compose(locked -> item(connection, sample, event))
                .compose(before -> {
                    if (before.isEmpty() || isRepeated(before.get(), verdict)) {
                        return Future.succeededFuture(before);
                    }
                    return connection
                            .preparedQuery(
                                    """
                                    INSERT INTO review_verdict (sample_id, event_id, finding, note, by_role, by_id, at)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7)
                                    """)
                            .execute(Tuple.of(
                                    sample,
                                    event.id(),
                                    verdict.finding().name(),
                                    verdict.note().orElse(null),
                                    verdict.by().role().name(),
                                    verdict.by().id(),
                                    Columns.time(verdict.at())))
                            .compose(added -> item(connection, sample, event));
                }));
    }

    private static boolean isRepeated(Item item, Verdict verdict) {
        List<Verdict> verdicts = item.verdicts();
        return !verdicts.isEmpty() && verdict.repeats(verdicts.get(verdicts.size() - 1));
    }

    private static Future<Optional<Item>> item(SqlConnection connection, long sample, EventNumber event) {
        return connection
                .preparedQuery(ITEM + "WHERE r.sample_id = $1 AND r.event_id = $2 ORDER BY v.id")
                .execute(Tuple.of(sample, event.id()))
                .map(found -> items(found).stream()
                        .filter(item -> item.drawn().event().equals(event))
                        .findFirst());
    }
}
