package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.Categories;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.device.Device;
import io.hexdispatch.device.DeviceKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Place;
import io.hexdispatch.flow.Devices;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Devices and their alarms in PostgreSQL. For one event loop. */
public final class PostgresDevices implements Devices {
    /** A millisecond's work to put together. */
    private static final int DEVICES_PER_STATEMENT = 2_000;
    /** So that the next are put together while the database writes. */
    private static final int STATEMENTS_UNDER_WAY_MAX = 4;

    private static final String EVENT_OF_ALARM =
            """
            LEFT JOIN event e ON e.source = a.source
              AND e.source_event_id = 'alarm/' || a.device || '/' || a.kind || '/' || a.id
            """;
    private static final String ALARM =
            "SELECT a.*, e.id AS event_id, e.filed_at, e.status FROM device_alarm a " + EVENT_OF_ALARM;

    private final Pool pool;
    private final HistoryNotes notes;

    public PostgresDevices(Pool pool, Categories categories) {
        this.pool = pool;
        this.notes = new HistoryNotes(categories);
    }

    @Override
    public Future<Void> put(List<Device> devices) {
        return pool.withTransaction(connection -> put(connection, devices, 0));
    }

    private static Future<Void> put(SqlConnection connection, List<Device> devices, int from) {
        if (from >= devices.size()) {
            return Future.succeededFuture();
        }
        List<Future<?>> underWay = new ArrayList<>();
        int next = from;
        while (next < devices.size() && underWay.size() < STATEMENTS_UNDER_WAY_MAX) {
            int end = Math.min(next + DEVICES_PER_STATEMENT, devices.size());
            underWay.add(put(connection, devices.subList(next, end)));
            next = end;
        }
        int begun = next;
        return Future.all(underWay).compose(done -> put(connection, devices, begun));
    }

    private static Future<?> put(SqlConnection connection, List<Device> part) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO device (id, kind, name, crs, given_longitude, given_latitude, longitude, latitude)
                        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::float8[],
                          $7::float8[], $8::float8[])
                        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, crs = excluded.crs,
                          given_longitude = excluded.given_longitude, given_latitude = excluded.given_latitude,
                          longitude = excluded.longitude, latitude = excluded.latitude
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.texts(part, Device::id))
                        .addArrayOfString(
                                Columns.texts(part, device -> device.kind().name()))
                        .addArrayOfString(Columns.texts(part, Device::name))
                        .addArrayOfString(Columns.texts(
                                part, device -> device.place().crs().name()))
                        .addArrayOfDouble(Columns.doubles(
                                part, device -> device.place().given().longitude()))
                        .addArrayOfDouble(Columns.doubles(
                                part, device -> device.place().given().latitude()))
                        .addArrayOfDouble(Columns.doubles(
                                part, device -> device.place().wgs84().longitude()))
                        .addArrayOfDouble(Columns.doubles(
                                part, device -> device.place().wgs84().latitude())));
    }

    @Override
    public Future<Optional<Device>> find(String id) {
        return pool.preparedQuery("SELECT * FROM device WHERE id = $1")
                .execute(Tuple.of(id))
                .map(PostgresDevices::device);
    }

    @Override
    public Future<List<Device>> list(Optional<DeviceKind> kind, String after, int limit) {
        return pool.preparedQuery("SELECT * FROM device WHERE id > $1 AND ($2::text IS NULL OR kind = $2)"
                        + " ORDER BY id LIMIT $3")
                .execute(Tuple.of(after, kind.map(DeviceKind::name).orElse(null), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresDevices::device)
                        .toList());
    }

    @Override
    public Future<List<Alarm>> alarms(String device, int limit) {
        return pool.preparedQuery(ALARM + "WHERE a.device = $1 ORDER BY a.id DESC LIMIT $2")
                .execute(Tuple.of(device, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresDevices::alarm)
                        .toList());
    }

    @Override
    public Future<Optional<Raised>> raise(String device, String kind, String source, Instant at) {
        return pool.withTransaction(connection -> connection
                .preparedQuery("SELECT * FROM device WHERE id = $1")
                .execute(Tuple.of(device))
                .compose(rows -> device(rows)
                        .map(found -> raise(connection, found, kind, source, at))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }

    private Future<Optional<Raised>> raise(
            SqlConnection connection, Device device, String kind, String source, Instant at) {
        return openAlarm(connection, device.id(), kind)
                .compose(open -> open.isPresent() && !open.get().isOpen()
                        ? connection
                                .preparedQuery("UPDATE device_alarm SET is_open = false WHERE id = $1")
                                .execute(Tuple.of(open.get().id()))
                                .map(Optional.<Alarm>empty())
                        : Future.succeededFuture(open))
                .compose(open -> connection
                        .preparedQuery(
                                """
                                INSERT INTO device_alarm AS a (device, kind, source, count, first_at, last_at, is_open)
                                VALUES ($1, $2, $3, 1, $4, $4, true)
                                ON CONFLICT (device, kind) WHERE is_open DO UPDATE SET
                                  count = a.count + CASE WHEN excluded.last_at = a.last_at THEN 0 ELSE 1 END,
                                  first_at = least(a.first_at, excluded.first_at),
                                  last_at = greatest(a.last_at, excluded.last_at),
                                  cleared_at = CASE WHEN excluded.last_at > a.cleared_at THEN NULL ELSE a.cleared_at END
                                RETURNING a.*
                                """)
                        .execute(Tuple.of(device.id(), kind, source, Columns.time(at)))
                        .map(rows -> Optional.of(
                                new Raised(device, alarm(rows.iterator().next(), open.flatMap(Alarm::event), true)))));
    }

    /** The alarm to which the next message would belong, locked; its event may be closed by now. */
    private static Future<Optional<Alarm>> openAlarm(SqlConnection connection, String device, String kind) {
        return connection
                .preparedQuery(ALARM + "WHERE a.device = $1 AND a.kind = $2 AND a.is_open FOR UPDATE OF a")
                .execute(Tuple.of(device, kind))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PostgresDevices::alarm)
                        .findFirst());
    }

    @Override
    public Future<Optional<Cleared>> clear(String device, String kind, Instant at, Actor by, Instant now) {
        return pool.withTransaction(
                connection -> openAlarm(connection, device, kind).compose(open -> {
                    if (open.isEmpty() || !open.get().isOpen()) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    Alarm alarm = open.get();
                    return alarm.clearedAt().isPresent() || alarm.lastAt().isAfter(at)
                            ? Future.succeededFuture(Optional.of(new Cleared(alarm, Optional.empty())))
                            : clear(connection, alarm, at, by, now).map(Optional::of);
                }));
    }

    private Future<Cleared> clear(SqlConnection connection, Alarm alarm, Instant at, Actor by, Instant now) {
        return connection
                .preparedQuery("UPDATE device_alarm AS a SET cleared_at = $2 WHERE id = $1 RETURNING a.*")
                .execute(Tuple.of(alarm.id(), Columns.time(at)))
                .map(rows -> alarm(rows.iterator().next(), alarm.event(), true))
                .compose(cleared -> cleared.event().isEmpty()
                        ? Future.succeededFuture(new Cleared(cleared, Optional.empty()))
                        : note(connection, cleared, by, now).map(change -> new Cleared(cleared, Optional.of(change))));
    }

    /** The event stays in its state: somebody still has to look. */
    private Future<CaseFile.Change> note(SqlConnection connection, Alarm alarm, Actor by, Instant now) {
        return notes.add(
                connection,
                alarm.event().orElseThrow().id(),
                by,
                now,
                "clear-alarm",
                "device " + alarm.device() + ": " + alarm.kind() + ", raised " + alarm.count()
                        + " times, is over since " + alarm.clearedAt().orElseThrow());
    }

    private static Optional<Device> device(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(PostgresDevices::device)
                .findFirst();
    }

    private static Device device(Row row) {
        return new Device(
                row.getString("id"),
                DeviceKind.valueOf(row.getString("kind")),
                row.getString("name"),
                new Place(
                        CoordinateSystem.valueOf(row.getString("crs")),
                        new LonLat(row.getDouble("given_longitude"), row.getDouble("given_latitude")),
                        new LonLat(row.getDouble("longitude"), row.getDouble("latitude"))));
    }

    /** Of a row with its event. */
    private static Alarm alarm(Row row) {
        String status = row.getString("status");
        return alarm(
                row,
                Optional.ofNullable(row.getLong("event_id"))
                        .map(id ->
                                EventNumber.of(row.getOffsetDateTime("filed_at").toInstant(), id)),
                !"CLOSED".equals(status) && !"VOIDED".equals(status));
    }

    private static Alarm alarm(Row row, Optional<EventNumber> event, boolean isEventOpen) {
        return new Alarm(
                row.getLong("id"),
                row.getString("device"),
                row.getString("kind"),
                row.getString("source"),
                row.getInteger("count"),
                row.getOffsetDateTime("first_at").toInstant(),
                row.getOffsetDateTime("last_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("cleared_at")).map(at -> at.toInstant()),
                event,
                row.getBoolean("is_open") && isEventOpen);
    }
}
