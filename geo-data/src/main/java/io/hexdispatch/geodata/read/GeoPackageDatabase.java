package io.hexdispatch.geodata.read;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The SQLite database that a GeoPackage is, opened so that a hostile one can do no harm: nothing is written, neither beside the
 * file; its schema is not trusted with functions; only tables are read, never views, which could compute without end.
 */
final class GeoPackageDatabase implements AutoCloseable {
    /** A layer of features: a table, its geometry's column, and the system that is stated for it. */
    record FeatureTable(String name, String geometryColumn, long systemId) {}

    /**
     * A coordinate system as the file states it.
     *
     * @param organization such as {@code EPSG}, in which its number is {@code code}
     */
    record StatedSystem(String name, String organization, long code, String definition) {}

    /** The longest text or geometry that is fetched; 2 million positions with heights and measures need 64 million. */
    private static final String VALUE_BYTES_MAX = "100000000";

    private final Connection connection;

    private GeoPackageDatabase(Connection connection) {
        this.connection = connection;
    }

    static GeoPackageDatabase open(Path file) throws SQLException {
        // "immutable" keeps SQLite from looking for, and writing, journals beside the file.
        String address = "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/+", "file:/") + "?immutable=1";
        Properties properties = new Properties();
        // SQLITE_OPEN_READONLY and SQLITE_OPEN_URI.
        properties.setProperty("open_mode", Integer.toString(0x01 | 0x40));
        properties.setProperty("limit_length", VALUE_BYTES_MAX);
        Connection connection = DriverManager.getConnection(address, properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
            statement.execute("PRAGMA query_only = ON");
            statement.execute("PRAGMA mmap_size = 0");
            statement.execute("PRAGMA temp_store = MEMORY");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new GeoPackageDatabase(connection);
    }

    List<FeatureTable> featureTables() throws SQLException {
        List<FeatureTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        SELECT c.table_name, g.column_name, g.srs_id
                        FROM gpkg_contents c JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
                        WHERE c.data_type = 'features' ORDER BY c.table_name LIMIT 1000
                        """)) {
            while (rows.next()) {
                tables.add(new FeatureTable(
                        String.valueOf(rows.getString(1)), String.valueOf(rows.getString(2)), rows.getLong(3)));
            }
        }
        return tables;
    }

    /** Whether a layer is a plain table, neither a view nor a virtual table. */
    boolean isPlainTable(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND lower(name) = lower(?)")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && String.valueOf(row.getString(1)).matches("(?is)\\s*CREATE\\s+TABLE.*");
            }
        }
    }

    List<String> columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM pragma_table_info(?)")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + quoted(table))) {
            return row.getLong(1);
        }
    }

    Optional<StatedSystem> system(long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT srs_name, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys"
                        + " WHERE srs_id = ?")) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new StatedSystem(
                                String.valueOf(row.getString(1)),
                                String.valueOf(row.getString(2)),
                                row.getLong(3),
                                String.valueOf(row.getString(4))))
                        : Optional.empty();
            }
        }
    }

    /** The geometry and the columns of all rows; closing the statement closes it. */
    Statement rows(FeatureTable table, List<String> columns) throws SQLException {
        StringBuilder query = new StringBuilder("SELECT ").append(quoted(table.geometryColumn()));
        for (String column : columns) {
            query.append(", ").append(quoted(column));
        }
        Statement statement = connection.createStatement();
        try {
            statement.execute(
                    query.append(" FROM ").append(quoted(table.name())).toString());
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
