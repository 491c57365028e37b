package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.JointHandlings;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointFigures;
import io.hexdispatch.jointhandling.JointFigures.Line;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.postgres.DeadlineRows.Written;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingRules;
import io.hexdispatch.supervision.Irregularity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Joint handlings in PostgreSQL, each beside its event and under that one's lock. For one event loop. */
public final class PostgresJointHandlings implements JointHandlings {
    private static final String IN_GRID =
            "%s IN (c.city, c.county, c.township, c.community, c.cell, c.micro_cell, c.dedicated)";

    static final String LATE =
            """
            SELECT j.event_id, e.filed_at FROM joint_handling j JOIN event e ON e.id = j.event_id
            WHERE j.status = 'OPEN' AND j.overdue_at IS NULL AND j.decide_by <= $1
              AND e.status NOT IN ('CLOSED', 'VOIDED', 'MERGED')
            ORDER BY j.decide_by LIMIT $2
            """;

    private final Pool pool;
    private final CaseFileRows rows;
    private final DeadlineRows deadlines;
    private final FindingRows findings;

    /**
     * @param rules say which deadlines the orders of a decision have
     * @param running is told of them when they are committed
     * @param news told of decisions that are late when that is committed
     */
    public PostgresJointHandlings(
            Pool pool, Categories categories, LiveRules rules, RunningDeadlines running, FindingNews news) {
        this.pool = pool;
        this.findings = new FindingRows(news);
        this.rows = new CaseFileRows(categories);
        this.deadlines = new DeadlineRows(rules, running);
    }

    private record Changed(Outcome outcome, Written deadlines, List<Finding> found) {}

    @Override
    public Future<Outcome> change(EventNumber number, Decision decision) {
        return pool.<Changed>withTransaction(connection -> connection
                        .preparedQuery("SELECT FROM event WHERE id = $1 FOR UPDATE")
                        .execute(Tuple.of(number.id()))
                        .compose(locked -> connection
                                .preparedQuery(CaseFileRows.SELECT + "WHERE e.id = $1")
                                .execute(Tuple.of(number.id())))
                        .compose(events -> connection
                                .preparedQuery("SELECT " + JointHandlingRows.COLUMN + ", " + JointHandlingRows.RECORD
                                        + " FROM joint_handling j WHERE j.event_id = $1")
                                .execute(Tuple.of(number.id()))
                                .compose(joint -> decide(connection, number, decision, events, joint))))
                .map(changed -> {
                    deadlines.committed(changed.deadlines());
                    findings.committed(changed.found());
                    return changed.outcome();
                });
    }

    private Future<Changed> decide(
            SqlConnection connection,
            EventNumber number,
            Decision decision,
            Iterable<Row> events,
            Iterable<Row> joint) {
        CaseFile caseFile = StreamSupport.stream(events.spliterator(), false)
                .map(rows::read)
                .filter(each -> each.event().number().equals(number))
                .findFirst()
                .orElseThrow(
                        () -> new RefusedException(RefusedException.Kind.NOT_FOUND, "there is no event " + number));
        Outcome outcome;
        try {
            outcome = decision.on(
                    caseFile,
                    StreamSupport.stream(joint.spliterator(), false)
                            .map(row -> JointHandlingRows.read(
                                    number, row.get(JsonObject.class, "joint"), row.get(JsonArray.class, "lines")))
                            .findFirst());
        } catch (IllegalTransitionException e) {
            throw RefusedException.of(e);
        }
        CaseFile.Change change = outcome.caseFile();
        return JointStatements.write(connection, outcome.joint())
                .compose(done -> change.isNothing()
                        ? Future.succeededFuture(Written.NOTHING)
                        : ChangeStatements.write(connection, change)
                                .compose(written -> deadlines.follow(connection, change)))
                .compose(written -> FindingRows.insert(connection, late(outcome))
                        .compose(late -> findings.follow(connection, change).map(found -> {
                            List<Finding> all = new ArrayList<>(late);
                            all.addAll(found);
                            return new Changed(outcome, written, all);
                        })));
    }

    /** That the time for the decision is over, where that is what is noted now. */
    private static List<Irregularity> late(Outcome outcome) {
        JointHandling after = outcome.joint().after();
        Optional<Instant> before = outcome.joint().before().flatMap(JointHandling::overdueAt);
        return after.overdueAt()
                .filter(dueAt -> !Optional.of(dueAt).equals(before))
                .map(dueAt -> List.of(FindingRules.lateJointDecision(
                        outcome.caseFile().after(),
                        dueAt,
                        List.of(new Actor(Role.CENTRE, after.decider())),
                        outcome.joint().added().get(0).at())))
                .orElse(List.of());
    }

    @Override
    public Future<Optional<Found>> find(EventNumber number) {
        return pool.preparedQuery(
                        "SELECT c.*, " + JointHandlingRows.COLUMN + ", " + JointHandlingRows.RECORD + " FROM ("
                                + CaseFileRows.SELECT + "WHERE e.id = $1) c JOIN joint_handling j ON j.event_id = c.id")
                .execute(Tuple.of(number.id()))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> found(row, row.get(JsonArray.class, "lines")))
                        .filter(each -> each.handling().event().equals(number))
                        .findFirst());
    }

    private Found found(Row row, JsonArray lines) {
        CaseFile caseFile = rows.read(row);
        return new Found(
                JointHandlingRows.read(caseFile.event().number(), row.get(JsonObject.class, "joint"), lines), caseFile);
    }

    @Override
    public Future<List<Found>> list(Query query) {
        Tuple tuple = Tuple.tuple();
        List<String> conditions = new ArrayList<>(List.of("true"));
        Actor reader = query.reader();
        if (reader.role() == Role.CENTRE) {
            String own = parameter(tuple, reader.id());
            conditions.add(
                    "(" + IN_GRID.formatted(own) + " OR j.decider = " + own + " OR " + isParty(own, "CENTRE") + ")");
        } else if (reader.role() == Role.UNIT) {
            conditions.add(isParty(parameter(tuple, reader.id()), "UNIT"));
        }
        query.area().ifPresent(code -> {
            String area = parameter(tuple, code);
            conditions.add(
                    "(" + IN_GRID.formatted(area) + " OR j.decider = " + area + " OR " + isParty(area, "CENTRE") + ")");
        });
        query.status().ifPresent(status -> conditions.add(is(status)));
        query.grounds().ifPresent(grounds -> conditions.add(parameter(tuple, grounds.name()) + " = ANY (j.grounds)"));
        if (query.overdue()) {
            conditions.add("j.overdue_at IS NOT NULL");
        }
        query.beforeId().ifPresent(id -> conditions.add("j.event_id < " + parameter(tuple, id)));
        return pool.preparedQuery("SELECT c.*, " + JointHandlingRows.COLUMN + " FROM (" + CaseFileRows.SELECT
                        + ") c JOIN joint_handling j ON j.event_id = c.id WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY j.event_id DESC LIMIT " + parameter(tuple, query.limit()))
                .execute(tuple)
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> found(row, null))
                        .toList());
    }

    private static String isParty(String parameter, String role) {
        return "EXISTS (SELECT 1 FROM joint_handling_party p WHERE p.event_id = j.event_id AND p.party_role = '" + role
                + "' AND p.party = " + parameter + ")";
    }

    /** The condition for {@link JointStatus#beside}. */
    private static String is(JointStatus status) {
        return switch (status) {
            case CLOSED -> "j.status = 'DECIDED' AND c.status = 'CLOSED'";
            case LAPSED ->
                "(j.status IN ('PROPOSED', 'OPEN') AND c.status IN ('CLOSED', 'VOIDED', 'MERGED')"
                        + " OR j.status = 'DECIDED' AND c.status IN ('VOIDED', 'MERGED'))";
            case WITHDRAWN -> "j.status = 'WITHDRAWN'";
            case PROPOSED, OPEN, DECIDED ->
                "j.status = '" + status.name() + "' AND c.status NOT IN ('CLOSED', 'VOIDED', 'MERGED')";
        };
    }

    private static String parameter(Tuple tuple, Object value) {
        tuple.addValue(value);
        return "$" + tuple.size();
    }

    @Override
    public Future<JointFigures> figures(Actor reader, Optional<String> area, Instant from, Instant to) {
        return pool.preparedQuery(
                        """
                        SELECT g.grounds, CASE WHEN g.grounds IS NULL THEN c.county END AS county,
                          count(*) AS deliberated, count(*) FILTER (WHERE c.status = 'CLOSED') AS closed,
                          count(*) FILTER (WHERE j.overdue_at IS NOT NULL) AS late
                        FROM joint_handling j JOIN event c ON c.id = j.event_id
                        CROSS JOIN LATERAL (SELECT unnest(j.grounds) AS grounds UNION ALL SELECT NULL) g
                        WHERE j.decided_at >= $1 AND j.decided_at < $2 AND j.status = 'DECIDED'
                          AND ($3::text IS NULL OR %s) AND ($4::text IS NULL OR %s)
                        GROUP BY 1, 2
                        """
                                .formatted(IN_GRID.formatted("$3"), IN_GRID.formatted("$4")))
                .execute(Tuple.of(Columns.time(from), Columns.time(to))
                        .addString(reader.role() == Role.CENTRE ? reader.id() : null)
                        .addString(area.orElse(null)))
                .map(PostgresJointHandlings::figures);
    }

    private static JointFigures figures(Iterable<Row> found) {
        Map<Grounds, Line> byGrounds = new EnumMap<>(Grounds.class);
        Map<String, Line> byCounty = new HashMap<>();
        Line total = Line.NONE;
        for (Row row : found) {
            Line line = new Line(row.getLong("deliberated"), row.getLong("closed"), row.getLong("late"));
            if (row.getString("grounds") != null) {
                byGrounds.put(Grounds.valueOf(row.getString("grounds")), line);
                continue;
            }
            // Each event has one line without grounds, in its county or in none.
            total = total.plus(line);
            if (row.getString("county") != null) {
                byCounty.put(row.getString("county"), line);
            }
        }
        return new JointFigures(total, byGrounds, byCounty);
    }

    @Override
    public Future<List<EventNumber>> late(Instant now, int limit) {
        return pool.preparedQuery(LATE)
                .execute(Tuple.of(Columns.time(now), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row ->
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), row.getLong("event_id")))
                        .toList());
    }
}
