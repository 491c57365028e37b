package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Loading;
import io.hexdispatch.boundary.Report;
import io.hexdispatch.flow.BoundaryVersions;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.FlatPositions;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** Boundary versions in PostgreSQL, their grids a row each. For one event loop; shapes are written and read on workers. */
public final class PostgresBoundaries implements BoundaryVersions {
    /** About a megabyte of shapes: written at once without holding up the loop, and often enough not to wait for the wire. */
    private static final int GRIDS_PER_STATEMENT = 500;

    private static final int NAME_HEX_DIGITS = 8;

    private static final String SELECT =
            """
            SELECT v.version, v.title, v.loaded_by_role, v.loaded_by, v.loaded_at, v.file_name, v.sha256, v.grids, v.errors,
              v.warnings, v.repaired_grids, (SELECT max(a.at) FROM boundary_activation a WHERE a.version = v.version) AS activated_at,
              coalesce(v.version = (SELECT l.version FROM boundary_activation l ORDER BY l.id DESC LIMIT 1), false) AS live
            FROM boundary_version v
            """;

    private final Pool pool;
    private final Workers workers;

    public PostgresBoundaries(Pool pool, Workers workers) {
        this.pool = pool;
        this.workers = workers;
    }

    @Override
    public Future<String> nextName(String sha256) {
        return pool.query("SELECT nextval('boundary_version_id') AS id")
                .execute()
                .map(rows -> "v" + rows.iterator().next().getLong("id") + "-" + sha256.substring(0, NAME_HEX_DIGITS));
    }

    @Override
    public Future<Void> keep(BoundaryVersion version, Optional<Report> report, Optional<BoundarySet> boundaries) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        INSERT INTO boundary_version (version, title, loaded_by_role, loaded_by, loaded_at, file_name, sha256, grids,
                          errors, warnings, repaired_grids, report_json, report_page, report_findings)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                        """)
                .execute(Tuple.tuple()
                        .addString(version.version())
                        .addString(version.title())
                        .addString(version.loaded().by().role().name())
                        .addString(version.loaded().by().id())
                        .addOffsetDateTime(Columns.time(version.loaded().at()))
                        .addString(version.loaded().fileName())
                        .addString(version.loaded().sha256())
                        .addInteger(version.grids())
                        .addLong(version.errors())
                        .addLong(version.warnings())
                        .addInteger(version.repairedGrids().orElse(null))
                        .addString(report.map(Report::json).orElse(null))
                        .addString(report.map(Report::page).orElse(null))
                        .addString(report.map(Report::findings).orElse(null)))
                .compose(kept -> boundaries
                        .map(set -> keepGrids(connection, version.version(), set.grids(), 0))
                        .orElseGet(Future::succeededFuture)));
    }

    private Future<Void> keepGrids(SqlConnection connection, String version, List<Grid> grids, int from) {
        if (from >= grids.size()) {
            return Future.succeededFuture();
        }
        List<Grid> part = grids.subList(from, Math.min(from + GRIDS_PER_STATEMENT, grids.size()));
        return workers.run(() -> {
                    WKBWriter writer = new WKBWriter();
                    return part.stream()
                            .map(grid -> Buffer.buffer(writer.write(grid.boundary())))
                            .toArray(Buffer[]::new);
                })
                .compose(shapes -> connection
                        .preparedQuery(
                                """
                                INSERT INTO boundary_grid (version, ordinal, code, name, level, parent, boundary)
                                SELECT $1, $2 + t.rank, t.code, t.name, t.level, t.parent, t.boundary
                                FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[])
                                  WITH ORDINALITY AS t(code, name, level, parent, boundary, rank)
                                """)
                        .execute(Tuple.tuple()
                                .addString(version)
                                .addInteger(from)
                                .addArrayOfString(
                                        Columns.texts(part, grid -> grid.code().value()))
                                .addArrayOfString(Columns.texts(part, Grid::name))
                                .addArrayOfString(
                                        Columns.texts(part, grid -> grid.level().name()))
                                .addArrayOfString(Columns.optionalTexts(
                                        part, grid -> grid.parent().map(GridCode::value)))
                                .addArrayOfBuffer(shapes)))
                .compose(kept -> keepGrids(connection, version, grids, from + part.size()));
    }

    @Override
    public Future<List<BoundaryVersion>> list(Optional<String> before, int limit) {
        return pool.preparedQuery(SELECT
                        + "WHERE $1::text IS NULL OR v.serial < (SELECT serial FROM boundary_version WHERE version = $1)"
                        + " ORDER BY v.serial DESC LIMIT $2")
                .execute(Tuple.of(before.orElse(null), limit))
                .map(PostgresBoundaries::versions);
    }

    @Override
    public Future<Boolean> isFrom(String sha256) {
        return pool.preparedQuery("SELECT EXISTS (SELECT FROM boundary_version WHERE sha256 = $1) AS known")
                .execute(Tuple.of(sha256))
                .map(rows -> rows.iterator().next().getBoolean("known"));
    }

    @Override
    public Future<Optional<BoundaryVersion>> find(String version) {
        return pool.preparedQuery(SELECT + "WHERE v.version = $1")
                .execute(Tuple.of(version))
                .map(rows -> versions(rows).stream().findFirst());
    }

    private static List<BoundaryVersion> versions(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new BoundaryVersion(
                        row.getString("version"),
                        row.getString("title"),
                        new Loading(
                                new Actor(Role.valueOf(row.getString("loaded_by_role")), row.getString("loaded_by")),
                                row.getOffsetDateTime("loaded_at").toInstant(),
                                row.getString("file_name"),
                                row.getString("sha256")),
                        row.getInteger("grids"),
                        row.getLong("errors"),
                        row.getLong("warnings"),
                        Optional.ofNullable(row.getInteger("repaired_grids")),
                        Optional.ofNullable(row.getOffsetDateTime("activated_at"))
                                .map(time -> time.toInstant()),
                        row.getBoolean("live")))
                .toList();
    }

    @Override
    public Future<Optional<Report>> report(String version) {
        return pool.preparedQuery("SELECT report_json, report_page, report_findings FROM boundary_version"
                        + " WHERE version = $1 AND report_json IS NOT NULL")
                .execute(Tuple.of(version))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Report(
                                row.getString("report_json"),
                                row.getString("report_page"),
                                row.getString("report_findings")))
                        .findFirst());
    }

    @Override
    public Future<BoundarySet> boundaries(String version) {
        return find(version).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(new RefusedException(
                        RefusedException.Kind.NOT_FOUND, "there is no boundary version " + version));
            }
            if (found.get().grids() == 0) {
                return Future.failedFuture(new RefusedException(
                        RefusedException.Kind.CONFLICT,
                        "boundary version " + version
                                + " has no grids, because its file had errors; there is only its report"));
            }
            return grids(version, found.get().grids())
                    .map(grids -> new BoundarySet(version, found.get().title(), grids));
        });
    }

    /** Page by page, the next one under way while the shapes of one are read. */
    private Future<List<Grid>> grids(String version, int count) {
        List<Grid> grids = new ArrayList<>(count);
        return restOf(version, grids, page(version, 0)).map(grids);
    }

    private Future<Void> restOf(String version, List<Grid> before, Future<RowSet<Row>> page) {
        return page.compose(rows -> {
            boolean isLast = rows.size() < GRIDS_PER_STATEMENT;
            Future<RowSet<Row>> next =
                    isLast ? Future.succeededFuture() : page(version, before.size() + GRIDS_PER_STATEMENT);
            return workers.run(() -> before.addAll(read(rows)))
                    .compose(read -> isLast ? Future.succeededFuture() : restOf(version, before, next));
        });
    }

    private Future<RowSet<Row>> page(String version, int from) {
        return pool.preparedQuery("SELECT code, name, level, parent, boundary FROM boundary_grid"
                        + " WHERE version = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3")
                .execute(Tuple.of(version, from, GRIDS_PER_STATEMENT));
    }

    private static List<Grid> read(RowSet<Row> rows) throws ParseException {
        WKBReader reader = new WKBReader(FlatPositions.GEOMETRIES);
        List<Grid> grids = new ArrayList<>(rows.size());
        for (Row row : rows) {
            grids.add(new Grid(
                    new GridCode(row.getString("code")),
                    row.getString("name"),
                    GridLevel.valueOf(row.getString("level")),
                    Optional.ofNullable(row.getString("parent")).map(GridCode::new),
                    reader.read(row.getBuffer("boundary").getBytes())));
        }
        return grids;
    }

    @Override
    public Future<Void> activate(Activation activation) {
        return pool.preparedQuery(
                        "INSERT INTO boundary_activation (version, actor_role, actor, at, reason) VALUES ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(
                        activation.version(),
                        activation.by().role().name(),
                        activation.by().id(),
                        Columns.time(activation.at()),
                        activation.reason().orElse(null)))
                .mapEmpty();
    }

    @Override
    public Future<List<Activation>> activations(int limit) {
        return pool.preparedQuery("SELECT version, actor_role, actor, at, reason FROM boundary_activation"
                        + " ORDER BY id DESC LIMIT $1")
                .execute(Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Activation(
                                row.getString("version"),
                                new Actor(Role.valueOf(row.getString("actor_role")), row.getString("actor")),
                                row.getOffsetDateTime("at").toInstant(),
                                Optional.ofNullable(row.getString("reason"))))
                        .toList());
    }
}
