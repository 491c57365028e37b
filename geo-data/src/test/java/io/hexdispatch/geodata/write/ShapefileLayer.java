package io.hexdispatch.geodata.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Takes a layer of polygons apart field by field, after the tables of ESRI's technical description, and asserts what they
 * prescribe on the way. Written from the tables, not from the writer, so that a slip of the writer shows.
 */
record ShapefileLayer(Envelope box, List<Grid> grids) {
    private static final GeometryFactory GEOMETRIES = new GeometryFactory();

    static Map<String, byte[]> unzipped(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getTimeLocal()).isEqualTo("1980-01-01T00:00:00");
                assertThat(files.put(entry.getName(), in.readAllBytes())).isNull();
            }
        }
        return files;
    }

    static ShapefileLayer parse(Map<String, byte[]> files, String layer) {
        ByteBuffer shapes = ByteBuffer.wrap(files.get(layer + ".shp"));
        ByteBuffer index = ByteBuffer.wrap(files.get(layer + ".shx"));
        List<String[]> rows = rows(files.get(layer + ".dbf"));

        Envelope box = header(shapes);
        assertThat((Object) header(index)).isEqualTo(box);
        assertThat((index.capacity() - 100) / 8).isEqualTo(rows.size());

        Envelope union = new Envelope();
        List<Grid> grids = new ArrayList<>();
        for (String[] row : rows) {
            shapes.order(ByteOrder.BIG_ENDIAN);
            assertThat(index.getInt() * 2).as("offset of the record").isEqualTo(shapes.position());
            assertThat(shapes.getInt()).as("number of the record").isEqualTo(grids.size() + 1);
            int contentBytes = shapes.getInt() * 2;
            assertThat(index.getInt() * 2).isEqualTo(contentBytes);
            int end = shapes.position() + contentBytes;
            Geometry boundary = polygons(shapes);
            assertThat(shapes.position()).as("end of the record").isEqualTo(end);
            union.expandToInclude(boundary.getEnvelopeInternal());
            grids.add(new Grid(
                    new GridCode(row[0]),
                    row[1],
                    GridLevel.valueOf(row[2].toUpperCase(Locale.ROOT)),
                    row[3].isEmpty() ? Optional.empty() : Optional.of(new GridCode(row[3])),
                    boundary));
        }
        assertThat(shapes.hasRemaining()).isFalse();
        assertThat((Object) box).isEqualTo(union);
        return new ShapefileLayer(box, grids);
    }

    private static Envelope header(ByteBuffer file) {
        file.order(ByteOrder.BIG_ENDIAN);
        assertThat(file.getInt(0)).as("file code").isEqualTo(9994);
        for (int unused = 4; unused < 24; unused += 4) {
            assertThat(file.getInt(unused)).isZero();
        }
        assertThat(file.getInt(24) * 2).as("file length").isEqualTo(file.capacity());
        file.order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(28)).as("version").isEqualTo(1000);
        assertThat(file.getInt(32)).as("shape type").isEqualTo(5);
        Envelope box = new Envelope(file.getDouble(36), file.getDouble(52), file.getDouble(44), file.getDouble(60));
        for (int range = 68; range < 100; range += 8) {
            assertThat(file.getDouble(range)).as("range of Z or M").isZero();
        }
        file.order(ByteOrder.BIG_ENDIAN).position(100);
        return box;
    }

    private static Geometry polygons(ByteBuffer record) {
        record.order(ByteOrder.LITTLE_ENDIAN);
        assertThat(record.getInt()).as("shape type").isEqualTo(5);
        double minX = record.getDouble();
        double minY = record.getDouble();
        double maxX = record.getDouble();
        double maxY = record.getDouble();
        int[] starts = new int[record.getInt() + 1];
        int points = record.getInt();
        for (int part = 0; part < starts.length - 1; part++) {
            starts[part] = record.getInt();
        }
        starts[starts.length - 1] = points;

        List<Polygon> polygons = new ArrayList<>();
        LinearRing shell = null;
        List<LinearRing> holes = new ArrayList<>();
        for (int part = 0; part < starts.length - 1; part++) {
            Coordinate[] positions = new Coordinate[starts[part + 1] - starts[part]];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = new Coordinate(record.getDouble(), record.getDouble());
            }
            LinearRing ring = GEOMETRIES.createLinearRing(positions);
            if (Orientation.isCCW(positions)) {
                assertThat(shell != null).as("an exterior ring before a hole").isTrue();
                holes.add(ring);
            } else {
                if (shell != null) {
                    polygons.add(GEOMETRIES.createPolygon(shell, holes.toArray(LinearRing[]::new)));
                    holes.clear();
                }
                shell = ring;
            }
        }
        polygons.add(GEOMETRIES.createPolygon(shell, holes.toArray(LinearRing[]::new)));
        Geometry boundary = polygons.size() == 1
                ? polygons.get(0)
                : GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new));
        assertThat((Object) boundary.getEnvelopeInternal()).isEqualTo(new Envelope(minX, maxX, minY, maxY));
        return boundary;
    }

    private static List<String[]> rows(byte[] table) {
        ByteBuffer dbf = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(dbf.get(0)).as("version").isEqualTo((byte) 3);
        assertThat(dbf.get(2)).as("month").isBetween((byte) 1, (byte) 12);
        assertThat(dbf.get(3)).as("day").isBetween((byte) 1, (byte) 31);
        int rowCount = dbf.getInt(4);
        int headerBytes = dbf.getShort(8);
        int rowBytes = dbf.getShort(10);
        assertThat(dbf.get(29)).as("language byte").isZero();
        assertThat(dbf.get(headerBytes - 1)).as("end of the header").isEqualTo((byte) 0x0D);
        assertThat(table).hasSize(headerBytes + rowCount * rowBytes + 1);
        assertThat(table[table.length - 1]).as("end of the file").isEqualTo((byte) 0x1A);

        int columnCount = (headerBytes - 33) / 32;
        List<String> names = new ArrayList<>();
        int[] widths = new int[columnCount];
        for (int column = 0; column < columnCount; column++) {
            int at = 32 + 32 * column;
            names.add(new String(table, at, 11, StandardCharsets.US_ASCII).replace("\0", ""));
            assertThat(table[at + 11]).as("type").isEqualTo((byte) 'C');
            widths[column] = Byte.toUnsignedInt(table[at + 16]);
        }
        assertThat(names).containsExactly("CODE", "NAME", "LEVEL", "PARENT");

        List<String[]> rows = new ArrayList<>();
        int at = headerBytes;
        for (int row = 0; row < rowCount; row++) {
            assertThat(table[at++]).as("deletion flag").isEqualTo((byte) ' ');
            String[] values = new String[columnCount];
            for (int column = 0; column < columnCount; column++) {
                values[column] = new String(table, at, widths[column], StandardCharsets.UTF_8).stripTrailing();
                at += widths[column];
            }
            rows.add(values);
        }
        return rows;
    }
}
