package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.Called;
import io.hexdispatch.rollcall.CalledLevel;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.Tally;
import io.hexdispatch.wire.AudienceJson;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads the rows of roll calls. */
final class RollCallRows {
    private RollCallRows() {}

    static <T> List<T> list(Iterable<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }

    static <T> Optional<T> first(Iterable<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).findFirst();
    }

    static RollCallId id(Row row) {
        return new RollCallId(row.getLong("id"));
    }

    static RollCall call(Row row) {
        return new RollCall(
                id(row),
                row.getString("key"),
                RollCall.Kind.valueOf(row.getString("kind")),
                RollCall.Purpose.valueOf(row.getString("purpose")),
                row.getString("message"),
                new Actor(Role.valueOf(row.getString("caller_role")), row.getString("caller")),
                AudienceJson.stored((JsonObject) row.getJson("audience")),
                row.getString("map_version"),
                row.getInteger("called"),
                row.getInteger("left_out"),
                instant(row, "called_at").orElseThrow(),
                instant(row, "answer_by").orElseThrow(),
                instant(row, "remind_at"),
                row.getInteger("reminders"),
                instant(row, "ended_at")
                        .map(at -> new RollCall.Ending(
                                at,
                                RollCall.Cause.valueOf(row.getString("end_cause")),
                                new Actor(Role.valueOf(row.getString("ender_role")), row.getString("ender")),
                                Optional.ofNullable(row.getString("end_reason")))));
    }

    static Line line(Row row) {
        return new Line(
                row.getInteger("ordinal"),
                new Called(
                        recipient(row),
                        row.getString("name"),
                        CalledLevel.valueOf(row.getString("level")),
                        code(row, "county"),
                        code(row, "township")),
                attendance(row));
    }

    static Actor recipient(Row row) {
        return new Actor(Role.valueOf(row.getString("recipient_role")), row.getString("recipient"));
    }

    static Attendance attendance(Row row) {
        return new Attendance(
                instant(row, "delivered_at"),
                instant(row, "answered_at")
                        .map(at -> new Answer(at, Optional.ofNullable(row.getString("answer_text")), place(row))),
                row.getBoolean("late"),
                row.getInteger("reminders"));
    }

    static Tally.Group group(Row row) {
        return new Tally.Group(
                CalledLevel.valueOf(row.getString("level")),
                code(row, "county"),
                code(row, "township"),
                new Tally.Count(
                        row.getInteger("called"),
                        row.getInteger("delivered"),
                        row.getInteger("answered"),
                        row.getInteger("late")));
    }

    private static Optional<Place> place(Row row) {
        return Optional.ofNullable(row.getString("answer_crs"))
                .map(crs -> Place.of(
                        CoordinateSystem.valueOf(crs),
                        new LonLat(row.getDouble("answer_longitude"), row.getDouble("answer_latitude"))));
    }

    private static Optional<GridCode> code(Row row, String column) {
        return Optional.ofNullable(row.getString(column)).map(GridCode::new);
    }

    private static Optional<Instant> instant(Row row, String column) {
        return DeadlineRows.instant(row, column);
    }
}
