package io.hexdispatch.postgres;

import io.hexdispatch.assignment.Responder;
import io.hexdispatch.flow.Responders;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** All responders in PostgreSQL. */
public final class PostgresResponders implements Responders {
    private final Pool pool;

    public PostgresResponders(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Future<List<Known>> all() {
        return pool.query(
                        """
                        SELECT r.*, (SELECT count(*) FROM dispatch_order o JOIN event e ON e.id = o.event_id
                          WHERE o.responder = r.id AND o.status IN ('DISPATCHED', 'ACCEPTED', 'ON_SCENE')
                          AND e.status <> 'SUSPENDED') AS open_orders
                        FROM responder r ORDER BY r.id
                        """)
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Known(
                                new Responder(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("unit"),
                                        Set.of(row.getArrayOfStrings("skills")),
                                        row.getInteger("open_orders_max"),
                                        row.getBoolean("on_duty"),
                                        Optional.ofNullable(row.getString("home_grid"))),
                                new LonLat(row.getDouble("longitude"), row.getDouble("latitude")),
                                row.getInteger("open_orders")))
                        .toList());
    }

    @Override
    public Future<Void> put(List<Known> responders, Instant now) {
        return pool.preparedQuery(
                        """
                        INSERT INTO responder
                          (id, name, unit, skills, open_orders_max, on_duty, longitude, latitude, home_grid, positioned_at)
                        SELECT id, name, unit, ARRAY(SELECT jsonb_array_elements_text(skills::jsonb)), open_orders_max,
                          on_duty, longitude, latitude, home_grid, $10
                        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bool[], $7::float8[],
                          $8::float8[], $9::text[])
                          AS t(id, name, unit, skills, open_orders_max, on_duty, longitude, latitude, home_grid)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit,
                          skills = excluded.skills, open_orders_max = excluded.open_orders_max,
                          on_duty = excluded.on_duty, longitude = excluded.longitude, latitude = excluded.latitude,
                          home_grid = excluded.home_grid, positioned_at = excluded.positioned_at
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.texts(
                                responders, known -> known.responder().id()))
                        .addArrayOfString(Columns.texts(
                                responders, known -> known.responder().name()))
                        .addArrayOfString(Columns.texts(
                                responders, known -> known.responder().unit()))
                        // An array of arrays must be rectangular in SQL, so each set of skills travels as JSON.
                        .addArrayOfString(Columns.texts(responders, known -> new JsonArray(
                                        List.copyOf(known.responder().skills()))
                                .encode()))
                        .addArrayOfInteger(Columns.integers(
                                responders, known -> known.responder().openOrdersMax()))
                        .addArrayOfBoolean(responders.stream()
                                .map(known -> known.responder().onDuty())
                                .toArray(Boolean[]::new))
                        .addArrayOfDouble(Columns.doubles(
                                responders, known -> known.position().longitude()))
                        .addArrayOfDouble(Columns.doubles(
                                responders, known -> known.position().latitude()))
                        .addArrayOfString(Columns.optionalTexts(
                                responders, known -> known.responder().homeGrid()))
                        .addOffsetDateTime(Columns.time(now)))
                .mapEmpty();
    }

    @Override
    public Future<Void> keep(List<Position> positions) {
        return pool.preparedQuery(
                        """
                        UPDATE responder r SET longitude = t.longitude, latitude = t.latitude, positioned_at = t.at
                        FROM unnest($1::text[], $2::float8[], $3::float8[], $4::timestamptz[])
                          AS t(id, longitude, latitude, at)
                        WHERE r.id = t.id AND r.positioned_at < t.at
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.texts(positions, Position::responder))
                        .addArrayOfDouble(Columns.doubles(
                                positions, position -> position.at().longitude()))
                        .addArrayOfDouble(Columns.doubles(
                                positions, position -> position.at().latitude()))
                        .addArrayOfOffsetDateTime(Columns.times(positions, Position::time)))
                .mapEmpty();
    }
}
