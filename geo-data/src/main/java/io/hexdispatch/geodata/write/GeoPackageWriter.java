package io.hexdispatch.geodata.write;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.grid.BoundarySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * Writes a boundary set as an OGC GeoPackage 1.3: for each level that has grids a table of multipolygons named after it, such as
 * {@code county}, with {@code code}, {@code name}, {@code level} (the level's name in lower case), {@code parent} (null for a grid
 * without one), and a spatial index.
 *
 * <p>Coordinates are the set's own, x longitude and y latitude in degrees, called CGCS2000 (EPSG:4490), which agrees with WGS 84 to within
 * centimetres. The set's version and title are the description of every layer.
 *
 * <p>Any number of threads may write at once, each to its own file. Rows are streamed.
 *
 * <p>Source: OGC 12-128r18, GeoPackage Encoding Standard 1.3.1.
 */
public final class GeoPackageWriter {
    /** "GPKG" in ASCII. */
    private static final int APPLICATION_ID = 0x47504B47;

    private static final int VERSION = 10_300;
    private static final int ROWS_PER_BATCH = 1_000;
    /** Fixed, so that the same set always gives the same rows. */
    private static final String LAST_CHANGE = ShapefileWriter.FILE_TIME + ":00.000Z";

    private static final String CGCS2000_WKT = "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\","
            + "SPHEROID[\"CGCS2000\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"1024\"]],AUTHORITY[\"EPSG\",\"1043\"]],"
            + "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,"
            + "AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4490\"]]";

    private static final String WGS_84_WKT = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
            + "SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],"
            + "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,"
            + "AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]";

    private static final List<String> TABLES = List.of(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,"
                    + " organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,"
                    + " description TEXT)",
            "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,"
                    + " identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT"
                    + " (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,"
                    + " srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES"
                    + " gpkg_spatial_ref_sys(srs_id))",
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
                    + " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
                    + " CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),"
                    + " CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
                    + " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
                    + " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
            "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
                    + " definition TEXT NOT NULL, scope TEXT NOT NULL,"
                    + " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))");

    /**
     * Writes the whole set into a new file, in place of one that is there. A file that could not be written whole is not left behind.
     *
     * @throws IllegalArgumentException if a boundary is empty or is neither a Polygon nor a MultiPolygon; nothing is
     *     written then
     * @throws IOException if the file cannot be written
     */
    public void write(BoundarySet boundaries, Path file) throws IOException {
        write(WritableGrids.of(boundaries), file);
    }

    /** The same for grids in which something may be missing, which is then null. */
    public void write(WritableGrids grids, Path file) throws IOException {
        // In a folder of its own first: SQLite takes part of some names for options, and half a file must not be left
        // at the target.
        Path folder = Files.createTempDirectory("geopackage");
        Path draft = folder.resolve("draft.gpkg");
        try {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + draft)) {
                write(grids, connection);
            } catch (SQLException e) {
                throw new IOException("the GeoPackage " + file + " could not be written: " + e.getMessage(), e);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
            Files.delete(folder);
        }
    }

    private static void write(WritableGrids written, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + VERSION);
            // Nobody else sees the file before it is moved to its place, so there is nothing to roll back or to wait
            // for.
            statement.execute("PRAGMA journal_mode = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        writeSystems(connection);
        for (Map.Entry<String, List<DrawnGrid>> layer : written.layers().entrySet()) {
            writeLayer(connection, written, layer.getKey(), layer.getValue());
        }
        connection.commit();
    }

    private static void writeSystems(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)")) {
            insert(insert, "Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinates");
            insert(insert, "Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates");
            insert(insert, "WGS 84 geodetic", 4326, "EPSG", 4326, WGS_84_WKT, "longitude and latitude on WGS 84");
            insert(insert, "CGCS2000", 4490, "EPSG", 4490, CGCS2000_WKT, "longitude and latitude on CGCS2000");
        }
    }

    private static void writeLayer(Connection connection, WritableGrids written, String layer, List<DrawnGrid> grids)
            throws SQLException {
        Envelope box = new Envelope();
        grids.forEach(
                grid -> grid.boundary().ifPresent(boundary -> box.expandToInclude(boundary.getEnvelopeInternal())));
        GeoPackageIndex index = new GeoPackageIndex(layer);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE " + layer + " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON,"
                            + " code TEXT, name TEXT, level TEXT, parent TEXT)");
            index.create(statement);
        }
        try (PreparedStatement contents = connection.prepareStatement(
                        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4490)");
                PreparedStatement column = connection.prepareStatement(
                        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', 4490, 0, 0)")) {
            insert(
                    contents,
                    layer,
                    layer,
                    written.title() + ", version " + written.version(),
                    LAST_CHANGE,
                    box.isNull() ? null : box.getMinX(),
                    box.isNull() ? null : box.getMinY(),
                    box.isNull() ? null : box.getMaxX(),
                    box.isNull() ? null : box.getMaxY());
            insert(column, layer);
        }
        writeRows(connection, layer, grids, index);
        // Only now: the triggers call functions that a GIS brings and this connection does not have.
        try (Statement statement = connection.createStatement()) {
            index.createTriggers(statement);
        }
    }

    private static void writeRows(Connection connection, String layer, List<DrawnGrid> grids, GeoPackageIndex index)
            throws SQLException {
        try (PreparedStatement row =
                        connection.prepareStatement("INSERT INTO " + layer + " VALUES (?, ?, ?, ?, ?, ?)");
                PreparedStatement box = index.prepareInsert(connection)) {
            for (int fid = 1; fid <= grids.size(); fid++) {
                DrawnGrid grid = grids.get(fid - 1);
                Geometry boundary = grid.boundary().orElse(null);
                row.setInt(1, fid);
                row.setBytes(2, boundary == null ? null : GeoPackageGeometry.multiPolygon(boundary));
                row.setString(3, grid.code().orElse(null));
                row.setString(4, grid.name().orElse(null));
                row.setString(5, grid.level().orElse(null));
                row.setString(6, grid.parent().orElse(null));
                row.addBatch();
                if (boundary != null) {
                    GeoPackageIndex.add(box, fid, boundary.getEnvelopeInternal());
                }
                if (fid % ROWS_PER_BATCH == 0 || fid == grids.size()) {
                    row.executeBatch();
                    box.executeBatch();
                }
            }
        }
    }

    private static void insert(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
