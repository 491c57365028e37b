package io.hexdispatch.geodata.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.locationtech.jts.geom.Envelope;

/**
 * The spatial index of one layer: an R-tree beside the table, and the triggers that keep it right while a GIS edits the layer (OGC
 * 12-128r18, annex F.3).
 */
final class GeoPackageIndex {
    private static final String EMPTY = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))";
    private static final String FULL = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))";

    private final String table;
    private final String index;

    GeoPackageIndex(String table) {
        this.table = table;
        index = "rtree_" + table + "_geom";
    }

    void create(Statement statement) throws SQLException {
        statement.execute("CREATE VIRTUAL TABLE " + index + " USING rtree(id, minx, maxx, miny, maxy)");
        statement.execute("INSERT INTO gpkg_extensions VALUES ('" + table + "', 'geom', 'gpkg_rtree_index',"
                + " 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')");
    }

    PreparedStatement prepareInsert(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO " + index + " VALUES (?, ?, ?, ?, ?)");
    }

    static void add(PreparedStatement insert, int fid, Envelope box) throws SQLException {
        insert.setInt(1, fid);
        insert.setDouble(2, box.getMinX());
        insert.setDouble(3, box.getMaxX());
        insert.setDouble(4, box.getMinY());
        insert.setDouble(5, box.getMaxY());
        insert.addBatch();
    }

    void createTriggers(Statement statement) throws SQLException {
        String put = "INSERT OR REPLACE INTO " + index
                + " VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));";
        String removeOld = "DELETE FROM " + index + " WHERE id = OLD.fid;";
        String removeBoth = "DELETE FROM " + index + " WHERE id IN (OLD.fid, NEW.fid);";
        trigger(statement, "insert", "INSERT ON " + table + " WHEN " + FULL, put);
        trigger(statement, "update1", "UPDATE OF geom ON " + table + " WHEN OLD.fid = NEW.fid AND " + FULL, put);
        trigger(statement, "update2", "UPDATE OF geom ON " + table + " WHEN OLD.fid = NEW.fid AND " + EMPTY, removeOld);
        trigger(
                statement,
                "update3",
                "UPDATE ON " + table + " WHEN OLD.fid != NEW.fid AND " + FULL,
                removeOld + " " + put);
        trigger(statement, "update4", "UPDATE ON " + table + " WHEN OLD.fid != NEW.fid AND " + EMPTY, removeBoth);
        trigger(statement, "delete", "DELETE ON " + table + " WHEN OLD.geom NOT NULL", removeOld);
    }

    private void trigger(Statement statement, String name, String when, String then) throws SQLException {
        statement.execute("CREATE TRIGGER " + index + "_" + name + " AFTER " + when + " BEGIN " + then + " END");
    }
}
