package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.TestGrids;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** Writes small GeoPackages with SQL, as the standard describes them. */
final class TestGeoPackage implements AutoCloseable {
    private final Connection connection;
    private final Path file;

    TestGeoPackage(Path file) throws SQLException {
        this.file = file;
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute("PRAGMA application_id = 1196444487");
        execute("CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
                + " organization_coordsys_id INTEGER, definition TEXT, description TEXT)");
        execute("CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER)");
        execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,"
                + " srs_id INTEGER, z INTEGER, m INTEGER)");
        execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined', -1, 'NONE', -1, 'undefined', ''),"
                + " ('WGS 84', 4326, 'EPSG', 4326, 'x', ''), ('GK', 4547, 'EPSG', 4547, 'x', '')");
    }

    TestGeoPackage execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    TestGeoPackage system(int id, String organization, int code, String definition) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO gpkg_spatial_ref_sys VALUES ('own', ?, ?, ?, ?, '')")) {
            statement.setInt(1, id);
            statement.setString(2, organization);
            statement.setInt(3, code);
            statement.setString(4, definition);
            statement.execute();
        }
        return this;
    }

    TestGeoPackage layer(String name, int system) throws SQLException {
        execute("CREATE TABLE \"" + name + "\" (fid INTEGER PRIMARY KEY, geom BLOB, \"网格编码\" TEXT, 名称 TEXT)");
        return register(name, system);
    }

    TestGeoPackage register(String name, int system) throws SQLException {
        execute("INSERT INTO gpkg_contents VALUES ('" + name + "', 'features', " + system + ")");
        return execute(
                "INSERT INTO gpkg_geometry_columns VALUES ('" + name + "', 'geom', 'POLYGON', " + system + ", 0, 0)");
    }

    TestGeoPackage row(String layer, String code, String name, byte[] geometry) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO \"" + layer + "\" (geom, \"网格编码\", 名称) VALUES (?, ?, ?)")) {
            statement.setBytes(1, geometry);
            statement.setString(2, code);
            statement.setString(3, name);
            statement.execute();
        }
        return this;
    }

    /** A geometry in the binary form of the standard, without an envelope. */
    static byte[] geometry(String wkt) {
        return geometry(TestGrids.wkt(wkt), 2, ByteOrderValues.LITTLE_ENDIAN);
    }

    static byte[] geometry(Geometry geometry, int dimensions, int byteOrder) {
        byte[] wkb = new WKBWriter(dimensions, byteOrder).write(geometry);
        return ByteBuffer.allocate(8 + wkb.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'G', 'P', 0, 1})
                .putInt(4326)
                .put(wkb)
                .array();
    }

    Path written() throws SQLException {
        close();
        return file;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
