package io.hexdispatch.postgres;

import io.hexdispatch.flow.EventQuery;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

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
            conditions.add("e.queue_reason IS NOT NULL AND e.status NOT IN ('CLOSED', 'VOIDED')");
        }
        query.beforeId().ifPresent(id -> conditions.add("e.id < " + parameter(tuple, id)));
        String sql = CaseFileRows.SELECT + "WHERE " + String.join(" AND ", conditions) + " ORDER BY e.id DESC LIMIT "
                + parameter(tuple, query.limit());
        return new ListStatement(sql, tuple);
    }

    private static String parameter(Tuple tuple, Object value) {
        tuple.addValue(value);
        return "$" + tuple.size();
    }
}
