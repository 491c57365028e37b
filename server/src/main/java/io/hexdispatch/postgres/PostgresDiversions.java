package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.diversion.Diversion;
import io.hexdispatch.diversion.DiversionFigures;
import io.hexdispatch.diversion.DiversionFigures.Line;
import io.hexdispatch.diversion.Matter;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Diversions;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Diversions in PostgreSQL, each beside its event. */
public final class PostgresDiversions implements Diversions {
    /** Of the reader: $1 is the source, and $2 the grid of the centre, that may see no more than its own. */
    private static final String VISIBLE =
            """
            WHERE ($1::text IS NULL OR e.source = $1)
              AND ($2::text IS NULL OR $2 IN (e.city, e.county, e.township, e.community, e.cell, e.micro_cell, e.dedicated))
            """;

    private static final String SELECT =
            """
            SELECT d.*, e.source, e.source_event_id, e.filed_at FROM diversion d JOIN event e ON e.id = d.event_id
            """;

    private final Pool pool;
    private final HistoryNotes notes;

    public PostgresDiversions(Pool pool, Categories categories) {
        this.pool = pool;
        this.notes = new HistoryNotes(categories);
    }

    @Override
    public Future<Diversion> keep(Diversion diversion) {
        long event = diversion.event().id();
        return pool.withTransaction(connection -> connection
                .preparedQuery("INSERT INTO diversion (event_id, matter, actor_role, actor, diverted_at)"
                        + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id) DO NOTHING")
                .execute(Tuple.of(
                        event,
                        diversion.matter().name(),
                        diversion.by().role().name(),
                        diversion.by().id(),
                        Columns.time(diversion.divertedAt())))
                .compose(kept -> kept.rowCount() == 0
                        ? connection
                                .preparedQuery(SELECT + "WHERE d.event_id = $1")
                                .execute(Tuple.of(event))
                                .map(rows -> diversion(rows.iterator().next()))
                        : notes.add(
                                        connection,
                                        event,
                                        diversion.by(),
                                        diversion.divertedAt(),
                                        "divert",
                                        "110 " + diversion.policeNumber() + ", "
                                                + diversion.matter().text() + " "
                                                + diversion.matter().chineseName())
                                .map(diversion)));
    }

    @Override
    public Future<List<Diversion>> list(
            Actor reader, Optional<String> policeNumber, Optional<Matter> matter, int limit) {
        return pool.preparedQuery(SELECT + VISIBLE
                        + " AND ($3::text IS NULL OR e.source_event_id = $3) AND ($4::text IS NULL OR d.matter = $4)"
                        + " ORDER BY d.event_id DESC LIMIT $5")
                .execute(visible(reader)
                        .addString(policeNumber.orElse(null))
                        .addString(matter.map(Matter::name).orElse(null))
                        .addInteger(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresDiversions::diversion)
                        .toList());
    }

    @Override
    public Future<DiversionFigures> figures(Actor reader, Instant from, Instant to) {
        return pool.preparedQuery(
                        """
                        SELECT d.matter, count(*) AS diverted, count(c.at) AS closed,
                          avg(extract(epoch FROM c.at - d.diverted_at))::float8 AS mean_seconds
                        FROM diversion d JOIN event e ON e.id = d.event_id
                        LEFT JOIN LATERAL (SELECT max(h.at) AS at FROM event_history h
                          WHERE e.status = 'CLOSED' AND h.event_id = d.event_id AND h.ordinal IS NULL
                            AND h.to_status = 'CLOSED' AND h.from_status IS DISTINCT FROM 'CLOSED') c ON true
                        """
                                + VISIBLE + " AND d.diverted_at >= $3 AND d.diverted_at < $4 GROUP BY d.matter")
                .execute(visible(reader).addOffsetDateTime(Columns.time(from)).addOffsetDateTime(Columns.time(to)))
                .map(rows -> {
                    Map<Matter, Line> lines = new EnumMap<>(Matter.class);
                    for (Row row : rows) {
                        lines.put(
                                Matter.valueOf(row.getString("matter")),
                                new Line(
                                        row.getLong("diverted"),
                                        row.getLong("closed"),
                                        Optional.ofNullable(row.getDouble("mean_seconds"))));
                    }
                    return new DiversionFigures(lines);
                });
    }

    private static Tuple visible(Actor reader) {
        return Tuple.tuple()
                .addString(reader.role() == Role.SOURCE ? reader.id() : null)
                .addString(reader.role() == Role.CENTRE ? reader.id() : null);
    }

    private static Diversion diversion(Row row) {
        return new Diversion(
                row.getString("source"),
                row.getString("source_event_id"),
                Matter.valueOf(row.getString("matter")),
                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("event_id")),
                new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                row.getOffsetDateTime("diverted_at").toInstant());
    }
}
