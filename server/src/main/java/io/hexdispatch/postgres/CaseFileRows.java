package io.hexdispatch.postgres;

import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Place;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.Reporter;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderRole;
import io.hexdispatch.order.OrderStatus;
import io.hexdispatch.wire.CourseJson;
import io.hexdispatch.wire.ExplanationJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a case file stands in the database: a row of {@code event} with its orders as one JSON array. */
final class CaseFileRows {
    /** Selects case files; to be followed by a condition on {@code e}, the event. */
    static final String SELECT =
            """
            SELECT e.*, (SELECT jsonb_agg(to_jsonb(o) ORDER BY o.ordinal) FROM dispatch_order o WHERE o.event_id = e.id) AS orders
            FROM event e
            """;

    /** A condition on {@code o}, an order. */
    static final String OPEN_ORDER = "o.status IN ('DISPATCHED', 'ACCEPTED', 'ON_SCENE')";

    private final Categories categories;

    CaseFileRows(Categories categories) {
        this.categories = categories;
    }

    CaseFile read(Row row) {
        JsonArray orders = row.get(JsonArray.class, "orders");
        return new CaseFile(
                event(row),
                orders == null
                        ? List.of()
                        : orders.stream()
                                .map(JsonObject.class::cast)
                                .map(CaseFileRows::order)
                                .toList());
    }

    private Event event(Row row) {
        Instant filedAt = row.getOffsetDateTime("filed_at").toInstant();
        return new Event(
                EventNumber.of(filedAt, row.getLong("id")),
                report(row),
                jurisdiction(row),
                EventStatus.valueOf(row.getString("status")),
                filedAt,
                Optional.ofNullable(row.getString("queue_reason")),
                Optional.ofNullable(row.get(JsonObject.class, "course"))
                        .map(CourseJson::read)
                        .orElse(Course.NONE));
    }

    private Report report(Row row) {
        Optional<String> name = Optional.ofNullable(row.getString("reporter_name"));
        Optional<String> phone = Optional.ofNullable(row.getString("reporter_phone"));
        return new Report(
                row.getString("source"),
                row.getString("source_event_id"),
                category(CategoryKind.valueOf(row.getString("category_kind")), row.getString("category")),
                new Place(
                        CoordinateSystem.valueOf(row.getString("crs")),
                        new LonLat(row.getDouble("given_longitude"), row.getDouble("given_latitude")),
                        new LonLat(row.getDouble("longitude"), row.getDouble("latitude"))),
                row.getString("text"),
                name.isEmpty() && phone.isEmpty() ? Optional.empty() : Optional.of(new Reporter(name, phone)),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("received_at").toInstant());
    }

    /** A category that was taken off the list lives on in old events, under its code alone. */
    private Category category(CategoryKind kind, String code) {
        return categories
                .find(kind, code)
                .orElseGet(() -> new Category(kind, code, code, code, false, Optional.empty()));
    }

    static Jurisdiction jurisdiction(Row row) {
        Map<GridLevel, GridCode> grids = new EnumMap<>(GridLevel.class);
        for (GridLevel level : GridLevel.values()) {
            String code = row.getString(column(level));
            if (code != null) {
                grids.put(level, new GridCode(code));
            }
        }
        return new Jurisdiction(row.getString("map_version"), grids);
    }

    /** The column of {@code event} that holds the code of the grid of a level. */
    static String column(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static Order order(JsonObject json) {
        return new Order(
                json.getInteger("ordinal"),
                OrderRole.valueOf(json.getString("role")),
                json.getString("unit"),
                Optional.ofNullable(json.getString("responder")),
                Optional.ofNullable(json.getString("skill")),
                Optional.ofNullable(json.getInteger("replaces")),
                OrderStatus.valueOf(json.getString("status")),
                OffsetDateTime.parse(json.getString("dispatched_at")).toInstant(),
                Optional.ofNullable(json.getString("reason")));
    }

    /** Why the event was assigned as it was, of a row of {@link #SELECT}. */
    static Explanation explanation(Row row) {
        return ExplanationJson.read(row.get(JsonObject.class, "explanation"));
    }
}
