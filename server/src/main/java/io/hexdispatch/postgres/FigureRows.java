package io.hexdispatch.postgres;

import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.figures.CaseOutcome;
import io.hexdispatch.figures.CaseOutcome.Disposal;
import io.hexdispatch.figures.Dimension;
import io.hexdispatch.figures.Fact;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What became of events, read from their own tables. */
final class FigureRows {
    /**
     * The facts of the events of {@code k(id)}, which comes before, of a time of filing. The unit and the post are those of the order
     * that leads: the last one that stands, or else the last one that was given up. Of deadlines, orders and history an event's own
     * rows are found by their keys.
     */
    static final String OF_KEYS =
            """
            SELECT e.id, e.filed_at, coalesce(e.city, '') AS city, coalesce(e.county, '') AS county,
              coalesce(e.township, '') AS township, coalesce(e.dedicated, '') AS dedicated, e.source, e.category_kind,
              e.category, e.status, (e.course ->> 'extensions')::int AS extensions,
              (e.course ->> 'reworked')::int AS reworked, (e.course ->> 'reopened')::int AS reopened,
              (e.course ->> 'returned')::int AS returned, (e.course ->> 'handedOn')::int AS handed_on,
              (e.course ->> 'rating')::int AS rating, coalesce(l.unit, '') AS unit, coalesce(l.responder, '') AS post,
              h.accepted_at, h.resolved_at, h.closed_at, d.due_at, d.ended_at, d.stopped_at
            FROM k CROSS JOIN LATERAL (SELECT * FROM event e WHERE e.id = k.id AND e.filed_at >= ? AND e.filed_at < ?
              LIMIT 1) e
            LEFT JOIN LATERAL (SELECT o.unit, o.responder FROM dispatch_order o WHERE o.event_id = e.id
              ORDER BY o.role = 'LEAD' DESC, o.status NOT IN ('RETURNED', 'HANDED_ON', 'CANCELLED', 'EXPIRED') DESC,
                o.ordinal DESC LIMIT 1) l ON true
            LEFT JOIN LATERAL (SELECT
                min(h.at) FILTER (WHERE h.ordinal IS NOT NULL AND h.to_status = 'ACCEPTED'
                  AND h.from_status = 'DISPATCHED') AS accepted_at,
                max(h.at) FILTER (WHERE h.ordinal IS NULL AND h.to_status = 'RESOLVED'
                  AND h.from_status IS DISTINCT FROM 'RESOLVED') AS resolved_at,
                max(h.at) FILTER (WHERE h.ordinal IS NULL AND h.to_status = 'CLOSED'
                  AND h.from_status IS DISTINCT FROM 'CLOSED') AS closed_at
              FROM event_history h WHERE h.event_id = e.id) h ON true
            LEFT JOIN LATERAL (SELECT d.due_at, d.ended_at, d.stopped_at FROM deadline d WHERE d.event_id = e.id
              AND d.ordinal = 0 AND d.kind = 'DISPOSAL' LIMIT 1) d ON true
            """;

    private FigureRows() {}

    static List<Fact> read(PreparedStatement statement) throws SQLException {
        List<Fact> facts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                facts.add(fact(rows));
            }
        }
        return facts;
    }

    private static Fact fact(ResultSet row) throws SQLException {
        int rating = row.getInt("rating");
        Optional<Instant> due = instant(row, "due_at");
        Optional<Disposal> disposal = due.isEmpty()
                ? Optional.empty()
                : Optional.of(new Disposal(due.get(), instant(row, "ended_at"), instant(row, "stopped_at")));
        return Fact.of(
                row.getLong("id"),
                Dimension.area(
                        row.getString("city"),
                        row.getString("county"),
                        row.getString("township"),
                        row.getString("dedicated")),
                row.getString("source"),
                Dimension.category(CategoryKind.valueOf(row.getString("category_kind")), row.getString("category")),
                row.getString("unit"),
                row.getString("post"),
                new CaseOutcome(
                        EventStatus.valueOf(row.getString("status")),
                        instant(row, "filed_at").orElseThrow(),
                        row.getInt("extensions"),
                        row.getInt("reworked"),
                        row.getInt("reopened"),
                        row.getInt("returned"),
                        row.getInt("handed_on"),
                        rating == 0 ? OptionalInt.empty() : OptionalInt.of(rating),
                        instant(row, "accepted_at"),
                        instant(row, "resolved_at"),
                        instant(row, "closed_at"),
                        disposal));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
