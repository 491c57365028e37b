package io.hexdispatch.postgres;

import io.hexdispatch.flow.EventQuery;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The select of a list of events: one condition for each wish, every value a parameter. */
record ListStatement(String sql, Tuple tuple) {
    static ListStatement of(EventQuery query) {
        Tuple tuple = Tuple.tuple();
        List<String> conditions = new ArrayList<>();
        conditions.add("true");
        switch (query.reader().role()) {
            case SOURCE ->
                conditions.add("e.source = " + parameter(tuple, query.reader().id()));
            case UNIT ->
                conditions.add("EXISTS (SELECT 1 FROM dispatch_order o WHERE o.event_id = e.id AND o.unit = "
                        + parameter(tuple, query.reader().id()) + ")");
            case RESPONDER ->
                conditions.add("EXISTS (SELECT 1 FROM dispatch_order o WHERE o.event_id = e.id AND o.responder = "
                        + parameter(tuple, query.reader().id()) + ")");
            case GIS -> conditions.add("false");
            // A centre's own area is one of the query's areas; the others see everything.
            case CENTRE, SUPERVISOR, ADMIN -> {}
        }
        for (EventQuery.Area area : query.areas()) {
            conditions.add("e." + CaseFileRows.column(area.level()) + " = "
                    + parameter(tuple, area.code().value()));
        }
        query.status().ifPresent(status -> conditions.add("e.status = " + parameter(tuple, status.name())));
        query.category().ifPresent(category -> conditions.add("e.category = " + parameter(tuple, category)));
        query.source().ifPresent(source -> conditions.add("e.source = " + parameter(tuple, source)));
        if (query.queued()) {
            conditions.add("e.queue_reason IS NOT NULL AND e.status NOT IN ('CLOSED', 'VOIDED', 'SUSPENDED')");
        }
        if (query.requested()) {
            conditions.add("e.course -> 'request' IS NOT NULL");
        }
        query.open().ifPresent(open -> addOpen(open, conditions, tuple));
        query.beforeId().ifPresent(id -> conditions.add("e.id < " + parameter(tuple, id)));
        String sql = CaseFileRows.SELECT + "WHERE " + String.join(" AND ", conditions) + " ORDER BY e.id DESC LIMIT "
                + parameter(tuple, query.limit());
        return new ListStatement(sql, tuple);
    }

    private static void addOpen(EventQuery.Open open, List<String> conditions, Tuple tuple) {
        // In the words of the index event_open, so that the closed ones, which are the most by far, are not read.
        conditions.add("e.status NOT IN ('CLOSED', 'VOIDED') AND e.status <> 'MERGED'");
        if (!open.boxes().isEmpty()) {
            conditions.add(open.boxes().stream()
                    .map(box -> "e.longitude BETWEEN " + parameter(tuple, box.west()) + " AND "
                            + parameter(tuple, box.east()) + " AND e.latitude BETWEEN "
                            + parameter(tuple, box.south()) + " AND " + parameter(tuple, box.north()))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        open.occurredFrom()
                .ifPresent(
                        from -> conditions.add("e.occurred_at >= " + parameter(tuple, from.atOffset(ZoneOffset.UTC))));
        open.occurredTo()
                .ifPresent(to -> conditions.add("e.occurred_at <= " + parameter(tuple, to.atOffset(ZoneOffset.UTC))));
    }

    private static String parameter(Tuple tuple, Object value) {
        tuple.addValue(value);
        return "$" + tuple.size();
    }
}
