package io.hexdispatch.postgres;

import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.Reporter;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.postgres.Columns.HistoryRow;
import io.hexdispatch.postgres.Columns.OrderRow;
import io.hexdispatch.wire.ExplanationJson;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files a group of reports with their orders, deliveries, deadlines and history: one statement, so one round trip, and by itself one
 * transaction. Nothing is joined to anything, so there is no plan that could be a bad one. A report that was filed before
 * violates the unique key and undoes the group, so such reports are looked for first.
 */
final class FilingStatement {
    static final String SQL =
            """
            WITH filed AS (
              INSERT INTO event (id, source, source_event_id, category_kind, category, crs, given_longitude,
                given_latitude, longitude, latitude, h3_cell, text, reporter_name, reporter_phone, occurred_at,
                received_at, filed_at, map_version, city, county, township, community, cell, micro_cell, dedicated,
                status, queue_reason, explanation)
              SELECT id, source, source_event_id, category_kind, category, crs, given_longitude,
                given_latitude, longitude, latitude, h3_cell, text, reporter_name, reporter_phone, occurred_at,
                received_at, filed_at, map_version, city, county, township, community, cell, micro_cell, dedicated,
                status, queue_reason, explanation::jsonb
              FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[],
                $8::float8[], $9::float8[], $10::float8[], $11::bigint[], $12::text[], $13::text[], $14::text[],
                $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::text[], $19::text[], $20::text[],
                $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::text[], $28::text[])
                AS t(id, source, source_event_id, category_kind, category, crs, given_longitude,
                given_latitude, longitude, latitude, h3_cell, text, reporter_name, reporter_phone, occurred_at,
                received_at, filed_at, map_version, city, county, township, community, cell, micro_cell, dedicated,
                status, queue_reason, explanation)
            ), ordered AS (
              INSERT INTO dispatch_order
                (event_id, ordinal, role, unit, responder, skill, replaces, status, dispatched_at, reason)
              SELECT * FROM unnest($29::bigint[], $30::int[], $31::text[], $32::text[], $33::text[], $34::text[],
                $35::int[], $36::text[], $37::timestamptz[], $38::text[])
            ), owed AS (
              INSERT INTO delivery (event_id, ordinal, recipient_role, recipient, created_at)
              SELECT * FROM unnest($39::bigint[], $40::int[], $41::text[], $42::text[], $43::timestamptz[])
            ), timed AS (
              INSERT INTO deadline (event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at)
              SELECT event_id, ordinal, kind, terms::jsonb, started_at, warn_at, due_at, step, next_at
              FROM unnest($54::bigint[], $55::int[], $56::text[], $57::text[], $58::timestamptz[], $59::timestamptz[],
                $60::timestamptz[], $61::int[], $62::timestamptz[])
                AS t(event_id, ordinal, kind, terms, started_at, warn_at, due_at, step, next_at)
            ), counted AS (
            """
                    + FigureMarks.OF_IDS
                    + """
            )
            INSERT INTO event_history
              (event_id, seq, at, actor_role, actor, ordinal, action, from_status, to_status, reason)
            SELECT * FROM unnest($44::bigint[], $45::int[], $46::timestamptz[], $47::text[], $48::text[],
              $49::int[], $50::text[], $51::text[], $52::text[], $53::text[])
            """;

    private FilingStatement() {}

    /**
     * @param changes for each filing the case file that it opens
     * @param deadlines all that begin with them
     */
    static Tuple tuple(List<Filing> filings, List<CaseFile.Change> changes, List<Deadline> deadlines) {
        List<Event> events =
                changes.stream().map(change -> change.after().event()).toList();
        List<Report> reports = events.stream().map(Event::report).toList();
        List<OrderRow> orders = new ArrayList<>();
        List<HistoryRow> history = new ArrayList<>();
        for (CaseFile.Change change : changes) {
            long id = change.after().event().number().id();
            change.after().orders().forEach(order -> orders.add(new OrderRow(id, order)));
            int seq = 0;
            for (var entry : change.history()) {
                history.add(new HistoryRow(id, ++seq, entry));
            }
        }
        Tuple tuple = Tuple.tuple();
        tuple.addArrayOfLong(Columns.longs(events, event -> event.number().id()))
                .addArrayOfString(Columns.texts(reports, Report::source))
                .addArrayOfString(Columns.texts(reports, Report::sourceEventId))
                .addArrayOfString(Columns.texts(
                        reports, report -> report.category().kind().name()))
                .addArrayOfString(
                        Columns.texts(reports, report -> report.category().code()))
                .addArrayOfString(
                        Columns.texts(reports, report -> report.place().crs().name()))
                .addArrayOfDouble(Columns.doubles(
                        reports, report -> report.place().given().longitude()))
                .addArrayOfDouble(Columns.doubles(
                        reports, report -> report.place().given().latitude()))
                .addArrayOfDouble(Columns.doubles(
                        reports, report -> report.place().wgs84().longitude()))
                .addArrayOfDouble(Columns.doubles(
                        reports, report -> report.place().wgs84().latitude()))
                .addArrayOfLong(Columns.longs(
                        reports,
                        report -> HexCells.cellAt(
                                report.place().wgs84().longitude(),
                                report.place().wgs84().latitude())))
                .addArrayOfString(Columns.texts(reports, Report::text))
                .addArrayOfString(Columns.optionalTexts(
                        reports, report -> report.reporter().flatMap(Reporter::name)))
                .addArrayOfString(Columns.optionalTexts(
                        reports, report -> report.reporter().flatMap(Reporter::phone)))
                .addArrayOfOffsetDateTime(Columns.times(reports, Report::occurredAt))
                .addArrayOfOffsetDateTime(Columns.times(reports, Report::receivedAt))
                .addArrayOfOffsetDateTime(Columns.times(events, Event::filedAt))
                .addArrayOfString(
                        Columns.texts(events, event -> event.jurisdiction().mapVersion()));
        for (GridLevel level : GridLevel.values()) {
            tuple.addArrayOfString(Columns.optionalTexts(events, event -> Optional.ofNullable(
                            event.jurisdiction().grids().get(level))
                    .map(GridCode::value)));
        }
        tuple.addArrayOfString(Columns.texts(events, event -> event.status().name()))
                .addArrayOfString(Columns.optionalTexts(events, Event::queueReason))
                .addArrayOfString(Columns.texts(filings, filing -> ExplanationJson.of(
                                filing.assignment().explanation())
                        .encode()));
        Columns.addOrders(tuple, orders);
        Columns.addDeliveries(tuple, orders);
        Columns.addHistory(tuple, history);
        DeadlineRows.addColumns(tuple, deadlines);
        return tuple;
    }
}
