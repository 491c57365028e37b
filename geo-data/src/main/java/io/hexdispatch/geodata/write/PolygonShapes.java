package io.hexdispatch.geodata.write;

import io.hexdispatch.geodata.DrawnGrid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/**
 * The shapes of one layer: its main file (.shp) and its index (.shx), after the ESRI Shapefile Technical Description of July
 * 1998.
 *
 * <p>A grid without a boundary is a null shape. Both headers state the length of the whole file. All lengths follow from the numbers of rings and points, so they are
 * worked out first and the records are then streamed.
 */
final class PolygonShapes {
    private static final int FILE_CODE = 9994;
    private static final int VERSION = 1000;
    private static final int NULL_SHAPE = 0;
    private static final int NULL_SHAPE_BYTES = 4;
    private static final int POLYGON = 5;
    private static final int FILE_HEADER_BYTES = 100;
    private static final int RECORD_HEADER_BYTES = 8;
    private static final int INDEX_RECORD_BYTES = 8;
    /** Shape type, box, number of parts, number of points. */
    private static final int POLYGON_HEADER_BYTES = 4 + 4 * 8 + 4 + 4;

    private static final int POINT_BYTES = 16;
    /** Lengths and offsets are counted in words of 16 bits, in signed integers of 32. */
    private static final int WORD_BYTES = 2;

    private static final long FILE_BYTES_MAX = (long) WORD_BYTES * Integer.MAX_VALUE;

    private final List<DrawnGrid> grids;
    private final Envelope box = new Envelope();
    private final long shapesBytes;

    /**
     * @param layer the layer's name, for the error
     * @throws IllegalArgumentException if the shapes need more than the 4 GB that the format can address
     */
    PolygonShapes(String layer, List<DrawnGrid> grids) {
        this.grids = grids;
        long bytes = FILE_HEADER_BYTES;
        for (DrawnGrid grid : grids) {
            grid.boundary().ifPresent(boundary -> box.expandToInclude(boundary.getEnvelopeInternal()));
            bytes += RECORD_HEADER_BYTES + contentBytes(grid.boundary());
        }
        if (bytes > FILE_BYTES_MAX) {
            throw new IllegalArgumentException("the shapes of layer " + layer + " need " + bytes
                    + " bytes; a shapefile holds at most " + FILE_BYTES_MAX);
        }
        shapesBytes = bytes;
    }

    void writeShapes(OutputStream stream) throws IOException {
        ByteOrderOutput out = new ByteOrderOutput(stream);
        writeFileHeader(out, shapesBytes);
        int recordNumber = 1;
        for (DrawnGrid grid : grids) {
            out.bigEndian(recordNumber++);
            out.bigEndian(words(contentBytes(grid.boundary())));
            if (grid.boundary().isPresent()) {
                writeContent(out, grid.boundary().get());
            } else {
                out.littleEndian(NULL_SHAPE);
            }
        }
        out.flush();
    }

    void writeIndex(OutputStream stream) throws IOException {
        ByteOrderOutput out = new ByteOrderOutput(stream);
        writeFileHeader(out, FILE_HEADER_BYTES + (long) INDEX_RECORD_BYTES * grids.size());
        long offset = FILE_HEADER_BYTES;
        for (DrawnGrid grid : grids) {
            long contentBytes = contentBytes(grid.boundary());
            out.bigEndian(words(offset));
            out.bigEndian(words(contentBytes));
            offset += RECORD_HEADER_BYTES + contentBytes;
        }
        out.flush();
    }

    private void writeFileHeader(ByteOrderOutput out, long fileBytes) throws IOException {
        out.bigEndian(FILE_CODE);
        out.zeros(5 * Integer.BYTES);
        out.bigEndian(words(fileBytes));
        out.littleEndian(VERSION);
        out.littleEndian(POLYGON);
        writeBox(out, box.isNull() ? new Envelope(0, 0, 0, 0) : box);
        // The ranges of Z and M, which polygons of this type do not have.
        out.zeros(4 * Double.BYTES);
    }

    private static void writeContent(ByteOrderOutput out, Geometry boundary) throws IOException {
        out.littleEndian(POLYGON);
        writeBox(out, boundary.getEnvelopeInternal());
        out.littleEndian(ringCount(boundary));
        out.littleEndian(boundary.getNumPoints());
        int firstPoint = 0;
        for (int part = 0; part < boundary.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) boundary.getGeometryN(part);
            out.littleEndian(firstPoint);
            firstPoint += polygon.getExteriorRing().getNumPoints();
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                out.littleEndian(firstPoint);
                firstPoint += polygon.getInteriorRingN(hole).getNumPoints();
            }
        }
        for (int part = 0; part < boundary.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) boundary.getGeometryN(part);
            writePoints(out, Winding.CLOCKWISE.of(polygon.getExteriorRing()));
            for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                writePoints(out, Winding.COUNTERCLOCKWISE.of(polygon.getInteriorRingN(hole)));
            }
        }
    }

    private static void writePoints(ByteOrderOutput out, CoordinateSequence positions) throws IOException {
        for (int i = 0; i < positions.size(); i++) {
            out.littleEndian(positions.getX(i));
            out.littleEndian(positions.getY(i));
        }
    }

    private static void writeBox(ByteOrderOutput out, Envelope box) throws IOException {
        out.littleEndian(box.getMinX());
        out.littleEndian(box.getMinY());
        out.littleEndian(box.getMaxX());
        out.littleEndian(box.getMaxY());
    }

    private static long contentBytes(Optional<Geometry> boundary) {
        return boundary.map(PolygonShapes::contentBytes).orElse((long) NULL_SHAPE_BYTES);
    }

    private static long contentBytes(Geometry boundary) {
        return POLYGON_HEADER_BYTES
                + (long) Integer.BYTES * ringCount(boundary)
                + (long) POINT_BYTES * boundary.getNumPoints();
    }

    private static int ringCount(Geometry boundary) {
        int rings = 0;
        for (int part = 0; part < boundary.getNumGeometries(); part++) {
            rings += 1 + ((Polygon) boundary.getGeometryN(part)).getNumInteriorRing();
        }
        return rings;
    }

    private static int words(long bytes) {
        return Math.toIntExact(bytes / WORD_BYTES);
    }
}
