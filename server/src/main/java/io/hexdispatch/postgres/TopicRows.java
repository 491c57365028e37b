package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.grid.index.CellRange;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.hotspot.TopicArea;
import io.hexdispatch.hotspot.TopicStatus;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How topics stand in the database. */
final class TopicRows {
    static final String INSERT =
            """
            INSERT INTO topic (title, status, origin, category_kind, category, cells, longitude, latitude, radius_metres, begins_at,
              grid, grid_level, grids, made_by_role, made_by, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING *
            """;

    static final String INSERT_ENTRY =
            """
            INSERT INTO topic_history (topic, seq, at, actor_role, actor, action, from_status, to_status, event_id, note)
            SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM topic_history WHERE topic = $1
            """;

    /** The last lines of topic $1, $2 at most, the last first. */
    static final String LAST_ENTRIES =
            """
            SELECT h.*, e.filed_at FROM topic_history h LEFT JOIN event e ON e.id = h.event_id
            WHERE h.topic = $1 ORDER BY h.seq DESC LIMIT $2
            """;

    private TopicRows() {}

    static Tuple values(Topic.Made made) {
        Optional<TopicArea.Circle> circle = made.area().circle();
        return Tuple.tuple()
                .addString(made.title())
                .addString(TopicStatus.PROPOSED.name())
                .addString(made.origin().name())
                .addString(made.category().kind().name())
                .addString(made.category().code())
                .addArrayOfLong(cells(made.area()))
                .addDouble(circle.map(round -> round.centre().longitude()).orElse(null))
                .addDouble(circle.map(round -> round.centre().latitude()).orElse(null))
                .addInteger(circle.map(TopicArea.Circle::radiusMetres).orElse(null))
                .addOffsetDateTime(Columns.time(made.begins()))
                .addString(made.grid().value())
                .addString(made.level().name())
                .addArrayOfString(Columns.texts(made.grids(), GridCode::value))
                .addString(made.by().role().name())
                .addString(made.by().id())
                .addOffsetDateTime(Columns.time(made.at()));
    }

    /** Null where the area is a circle. */
    static Long[] cells(TopicArea area) {
        return area.cells().isEmpty() ? null : area.cells().toArray(Long[]::new);
    }

    static Tuple values(long topic, Topic.Entry entry) {
        return Tuple.tuple()
                .addLong(topic)
                .addOffsetDateTime(Columns.time(entry.at()))
                .addString(entry.by().role().name())
                .addString(entry.by().id())
                .addString(entry.action())
                .addString(entry.from().map(TopicStatus::name).orElse(null))
                .addString(entry.to().name())
                .addLong(entry.event().map(EventNumber::id).orElse(null))
                .addString(entry.note().orElse(null));
    }

    static Topic topic(Row row) {
        return new Topic(
                row.getLong("id"),
                new Topic.Made(
                        row.getString("title"),
                        Topic.Origin.valueOf(row.getString("origin")),
                        new CategoryKey(
                                CategoryKind.valueOf(row.getString("category_kind")), row.getString("category")),
                        area(row),
                        row.getOffsetDateTime("begins_at").toInstant(),
                        new GridCode(row.getString("grid")),
                        GridLevel.valueOf(row.getString("grid_level")),
                        Arrays.stream(row.getArrayOfStrings("grids"))
                                .map(GridCode::new)
                                .toList(),
                        actor(row.getString("made_by_role"), row.getString("made_by")),
                        row.getOffsetDateTime("made_at").toInstant()),
                TopicStatus.valueOf(row.getString("status")),
                instant(row.getOffsetDateTime("accepted_at")),
                instant(row.getOffsetDateTime("ended_at")));
    }

    static Topic.Entry entry(Row row) {
        return new Topic.Entry(
                row.getOffsetDateTime("at").toInstant(),
                actor(row.getString("actor_role"), row.getString("actor")),
                row.getString("action"),
                Optional.ofNullable(row.getString("from_status")).map(TopicStatus::valueOf),
                TopicStatus.valueOf(row.getString("to_status")),
                Optional.ofNullable(row.getLong("event_id"))
                        .map(id ->
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), id)),
                Optional.ofNullable(row.getString("note")));
    }

    /**
     * Selects ids of events, and when they were filed, that fit the rule of a topic, from the end of {@code tuple} on, to which the values
     * are added. More conditions may follow.
     */
    static String fitting(Topic topic, Tuple tuple) {
        int first = tuple.size() + 1;
        Topic.Made made = topic.made();
        List<CellRange> ranges = made.area().ranges();
        tuple.addArrayOfLong(Columns.longs(ranges, CellRange::first))
                .addArrayOfLong(Columns.longs(ranges, CellRange::last))
                .addString(made.category().kind().name())
                .addString(made.category().code())
                .addString(made.grid().value());
        String sql =
                """
                SELECT e.id, e.filed_at FROM unnest($%d::bigint[], $%d::bigint[]) AS r(first, last)
                JOIN event e ON e.category_kind = $%d AND e.category = $%d AND e.h3_cell BETWEEN r.first AND r.last
                WHERE e.status <> 'VOIDED' AND e.course -> 'mergedInto' IS NULL AND e.%s = $%d
                """
                        .formatted(
                                first, first + 1, first + 2, first + 3, CaseFileRows.column(made.level()), first + 4);
        if (made.area().circle().isEmpty()) {
            return sql;
        }
        TopicArea.Circle circle = made.area().circle().get();
        tuple.addDouble(circle.centre().longitude())
                .addDouble(circle.centre().latitude())
                .addDouble(GreatCircle.haversine(circle.radiusMetres()));
        return sql
                + """
                AND power(sin(radians(e.latitude - $%2$d) / 2), 2) + cos(radians(e.latitude)) * cos(radians($%2$d::float8))
                  * power(sin(radians(e.longitude - $%1$d) / 2), 2) <= $%3$d
                """
                        .formatted(first + 5, first + 6, first + 7);
    }

    private static TopicArea area(Row row) {
        Long[] cells = row.getArrayOfLongs("cells");
        return cells == null
                ? TopicArea.ofCircle(
                        new LonLat(row.getDouble("longitude"), row.getDouble("latitude")),
                        row.getInteger("radius_metres"))
                : TopicArea.ofCells(List.of(cells));
    }

    private static Actor actor(String role, String id) {
        return new Actor(Role.valueOf(role), id);
    }

    private static Optional<Instant> instant(OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
