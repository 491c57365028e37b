package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Writes grids as a zipped shapefile in CGCS2000 degrees, with the fields code, name, level and parent in UTF-8. Its own writer, so that
 * the server's reader is not held against the server's writer.
 *
 * <p>Source: ESRI Shapefile Technical Description, an ESRI White Paper, July 1998.
 */
final class ShapefileZip {
    private static final String LAYER = "grids";
    private static final int POLYGON = 5;
    private static final int HEADER_BYTES = 100;
    private static final int[] FIELD_BYTES = {20, 60, 12, 20};
    private static final List<String> FIELDS = List.of("code", "name", "level", "parent");
    private static final String CGCS2000 =
            "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\","
                    + "SPHEROID[\"CGCS2000\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],"
                    + "UNIT[\"Degree\",0.0174532925199433]]";

    private ShapefileZip() {}

    static void write(List<Grid> grids, Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.putNextEntry(new ZipEntry(LAYER + ".shp"));
            shapes(grids, zip);
            zip.putNextEntry(new ZipEntry(LAYER + ".shx"));
            index(grids, zip);
            zip.putNextEntry(new ZipEntry(LAYER + ".dbf"));
            table(grids, zip);
            zip.putNextEntry(new ZipEntry(LAYER + ".prj"));
            zip.write(CGCS2000.getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry(LAYER + ".cpg"));
            zip.write("UTF-8".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void shapes(List<Grid> grids, OutputStream out) throws IOException {
        long bytes = HEADER_BYTES;
        Envelope box = new Envelope();
        for (Grid grid : grids) {
            bytes += 8 + contentBytes(rings(grid));
            box.expandToInclude(grid.boundary().getEnvelopeInternal());
        }
        out.write(header(bytes, box));
        for (int i = 0; i < grids.size(); i++) {
            out.write(record(i + 1, grids.get(i)));
        }
    }

    private static void index(List<Grid> grids, OutputStream out) throws IOException {
        ByteBuffer index = ByteBuffer.allocate(8 * grids.size());
        long offset = HEADER_BYTES;
        Envelope box = new Envelope();
        for (Grid grid : grids) {
            int bytes = contentBytes(rings(grid));
            index.putInt(Math.toIntExact(offset / 2)).putInt(bytes / 2);
            offset += 8 + bytes;
            box.expandToInclude(grid.boundary().getEnvelopeInternal());
        }
        out.write(header(HEADER_BYTES + index.capacity(), box));
        out.write(index.array());
    }

    private static byte[] header(long bytes, Envelope box) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(9994)
                .position(24)
                .putInt(Math.toIntExact(bytes / 2))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1000)
                .putInt(POLYGON)
                .putDouble(box.getMinX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxX())
                .putDouble(box.getMaxY())
                .array();
    }

    private static byte[] record(int number, Grid grid) {
        List<LinearRing> rings = rings(grid);
        int bytes = contentBytes(rings);
        Envelope box = grid.boundary().getEnvelopeInternal();
        ByteBuffer out = ByteBuffer.allocate(8 + bytes)
                .putInt(number)
                .putInt(bytes / 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(POLYGON)
                .putDouble(box.getMinX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxX())
                .putDouble(box.getMaxY())
                .putInt(rings.size())
                .putInt(rings.stream().mapToInt(LinearRing::getNumPoints).sum());
        int start = 0;
        for (LinearRing ring : rings) {
            out.putInt(start);
            start += ring.getNumPoints();
        }
        for (int part = 0, ring = 0; part < grid.boundary().getNumGeometries(); part++) {
            int ofPart = ((Polygon) grid.boundary().getGeometryN(part)).getNumInteriorRing() + 1;
            for (int i = 0; i < ofPart; i++) {
                positions(rings.get(ring++), i == 0, out);
            }
        }
        return out.array();
    }

    /** Outer rings clockwise, holes counterclockwise. */
    private static void positions(LinearRing ring, boolean isShell, ByteBuffer out) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        boolean reversed = Orientation.isCCW(positions) == isShell;
        for (int i = 0; i < positions.size(); i++) {
            int at = reversed ? positions.size() - 1 - i : i;
            out.putDouble(positions.getX(at)).putDouble(positions.getY(at));
        }
    }

    private static List<LinearRing> rings(Grid grid) {
        List<LinearRing> rings = new ArrayList<>();
        for (int part = 0; part < grid.boundary().getNumGeometries(); part++) {
            Polygon polygon = (Polygon) grid.boundary().getGeometryN(part);
            rings.add(polygon.getExteriorRing());
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                rings.add(polygon.getInteriorRingN(hole));
            }
        }
        return rings;
    }

    private static int contentBytes(List<LinearRing> rings) {
        return 44
                + 4 * rings.size()
                + 16 * rings.stream().mapToInt(LinearRing::getNumPoints).sum();
    }

    private static void table(List<Grid> grids, OutputStream out) throws IOException {
        int rowBytes = 1 + Arrays.stream(FIELD_BYTES).sum();
        int headerBytes = 32 + 32 * FIELDS.size() + 1;
        ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 3)
                .put(new byte[] {126, 11, 24})
                .putInt(grids.size())
                .putShort((short) headerBytes)
                .putShort((short) rowBytes);
        for (int i = 0; i < FIELD_BYTES.length; i++) {
            header.position(32 + 32 * i).put(FIELDS.get(i).getBytes(StandardCharsets.US_ASCII));
            header.put(32 + 32 * i + 11, (byte) 'C').put(32 + 32 * i + 16, (byte) FIELD_BYTES[i]);
        }
        header.put(headerBytes - 1, (byte) 0x0D);
        out.write(header.array());
        for (Grid grid : grids) {
            byte[] row = new byte[rowBytes];
            Arrays.fill(row, (byte) ' ');
            List<String> texts = List.of(
                    grid.code().value(),
                    grid.name(),
                    grid.level().name().toLowerCase(Locale.ROOT),
                    grid.parent().map(GridCode::value).orElse(""));
            int at = 1;
            for (int i = 0; i < FIELD_BYTES.length; i++) {
                byte[] text = texts.get(i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(text, 0, row, at, text.length);
                at += FIELD_BYTES[i];
            }
            out.write(row);
        }
        out.write(0x1A);
    }
}
