package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import io.hexdispatch.grid.FlatPositions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads polygons as a GeoPackage keeps them: a header of its own in front of well-known binary, plain or with heights or measures.
 *
 * <p>JTS has a reader for the latter, but it follows collections in collections as deep as a hostile file nests them, and does not
 * say where it stopped. Here only polygons are followed, and nothing is allocated for which there are no bytes.
 *
 * <p>Source: OGC 12-128r19, GeoPackage Encoding Standard, 2.1.3; OGC 06-103r4 for well-known binary.
 */
final class GeoPackageGeometry {
    private static final int HEADER_BYTES = 8;
    private static final int POLYGON = 3;
    private static final int MULTI_POLYGON = 6;
    private static final int[] ENVELOPE_BYTES = {0, 32, 48, 48, 64};
    private static final int EMPTY_FLAG = 0x10;
    /** How PostGIS and older programs mark heights and measures. */
    private static final int OLD_HEIGHT_FLAG = 0x8000_0000;

    private static final int OLD_MEASURE_FLAG = 0x4000_0000;

    private final ReadLimits limits;
    private final LayerFindings findings;
    private boolean heights;
    private boolean measures;

    GeoPackageGeometry(ReadLimits limits, LayerFindings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    boolean hadHeights() {
        return heights;
    }

    boolean hadMeasures() {
        return measures;
    }

    /** The polygon in a value; empty if there is none or it cannot be read, which becomes a finding about its row. */
    Optional<Geometry> read(byte[] value) {
        if (value == null) {
            findings.rowError(
                    Kind.NULL_SHAPE,
                    OptionalLong.empty(),
                    "the row has no geometry; a Polygon or MultiPolygon is wanted",
                    Optional.empty());
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        try {
            int start = start(bytes);
            bytes.position(start);
            return new Walk(bytes).geometry();
        } catch (UnreadableException e) {
            findings.rowError(
                    e.kind,
                    OptionalLong.of(bytes.position()),
                    "the geometry, at its byte " + bytes.position() + " of " + value.length + ": " + e.getMessage()
                            + ". The shape is left out",
                    Optional.empty());
            return Optional.empty();
        }
    }

    /** Reads the header, and returns where well-known binary begins. */
    private static int start(ByteBuffer bytes) throws UnreadableException {
        if (bytes.capacity() < HEADER_BYTES || bytes.get(0) != 'G' || bytes.get(1) != 'P') {
            throw new UnreadableException(
                    Kind.RECORD, "it does not begin with the header of a GeoPackage's geometry, GP");
        }
        int flags = bytes.get(3);
        int envelope = flags >> 1 & 7;
        if (envelope >= ENVELOPE_BYTES.length) {
            throw new UnreadableException(
                    Kind.RECORD, "the header has an envelope of kind " + envelope + ", 0 to 4 is wanted");
        }
        if ((flags & EMPTY_FLAG) != 0) {
            throw new UnreadableException(Kind.NULL_SHAPE, "it is empty; a Polygon or MultiPolygon is wanted");
        }
        int start = HEADER_BYTES + ENVELOPE_BYTES[envelope];
        if (start > bytes.capacity()) {
            throw new UnreadableException(Kind.RECORD, "it is cut off within its header");
        }
        return start;
    }

    /** The way through one value. */
    private final class Walk {
        private final ByteBuffer bytes;
        private int ordinates;
        private long positions;
        private long rings;

        Walk(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        Optional<Geometry> geometry() throws UnreadableException {
            int type = type();
            if (type == POLYGON) {
                return polygon().map(polygon -> polygon);
            }
            if (type != MULTI_POLYGON) {
                throw new UnreadableException(
                        Kind.SHAPE_TYPE, "it is of type " + type + "; 3 (Polygon) or 6 (MultiPolygon) is wanted");
            }
            // Byte order, type and number of rings: no polygon is shorter.
            int count = count("polygons", 9);
            List<Polygon> polygons = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int partType = type();
                if (partType != POLYGON) {
                    throw new UnreadableException(
                            Kind.SHAPE_TYPE,
                            "a part of a MultiPolygon is of type " + partType + "; 3 (Polygon) is wanted");
                }
                polygon().ifPresent(polygons::add);
            }
            if (polygons.isEmpty()) {
                throw new UnreadableException(Kind.NULL_SHAPE, "it is empty");
            }
            return Optional.of(RingAssembly.GEOMETRIES.createMultiPolygon(polygons.toArray(Polygon[]::new)));
        }

        private int type() throws UnreadableException {
            need(5);
            byte order = bytes.get();
            if (order != 0 && order != 1) {
                throw new UnreadableException(Kind.RECORD, "the byte order is " + order + "; 0 or 1 is wanted");
            }
            bytes.order(order == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            int type = bytes.getInt();
            boolean withHeight = (type & OLD_HEIGHT_FLAG) != 0;
            boolean withMeasure = (type & OLD_MEASURE_FLAG) != 0;
            int plain = type & ~(OLD_HEIGHT_FLAG | OLD_MEASURE_FLAG);
            withHeight |= plain / 1000 == 1 || plain / 1000 == 3;
            withMeasure |= plain / 1000 == 2 || plain / 1000 == 3;
            ordinates = 2 + (withHeight ? 1 : 0) + (withMeasure ? 1 : 0);
            heights |= withHeight;
            measures |= withMeasure;
            return plain < 4000 ? plain % 1000 : plain;
        }

        private Optional<Polygon> polygon() throws UnreadableException {
            int count = count("rings", Integer.BYTES);
            rings += count;
            if (rings > limits.shapeRingsMax()) {
                throw new UnreadableException(
                        Kind.RECORD, "there are " + rings + " rings; at most " + limits.shapeRingsMax() + " are read");
            }
            LinearRing shell = null;
            List<LinearRing> holes = new ArrayList<>();
            for (int ring = 1; ring <= count; ring++) {
                Optional<LinearRing> read = ring(ring);
                if (ring == 1) {
                    shell = read.orElse(null);
                } else if (read.isPresent()) {
                    holes.add(read.get());
                }
            }
            if (shell == null) {
                findings.rowError(
                        Kind.RING,
                        OptionalLong.of(bytes.position()),
                        "a polygon has no outer ring that can be read; the polygon is left out",
                        Optional.empty());
                return Optional.empty();
            }
            return Optional.of(RingAssembly.GEOMETRIES.createPolygon(shell, holes.toArray(LinearRing[]::new)));
        }

        private Optional<LinearRing> ring(int number) throws UnreadableException {
            int offset = bytes.position();
            int count = count("positions", ordinates * Double.BYTES);
            positions += count;
            if (positions > limits.shapeVerticesMax()) {
                throw new UnreadableException(
                        Kind.RECORD,
                        "there are " + positions + " positions; at most " + limits.shapeVerticesMax() + " are read");
            }
            double[] numbers = new double[2 * count];
            for (int i = 0; i < count; i++) {
                numbers[2 * i] = bytes.getDouble();
                numbers[2 * i + 1] = bytes.getDouble();
                bytes.position(bytes.position() + (ordinates - 2) * Double.BYTES);
            }
            for (double one : numbers) {
                if (!Double.isFinite(one)) {
                    bytes.position(offset);
                    throw new UnreadableException(
                            Kind.COORDINATE, "ring " + number + " has a coordinate " + one + "; numbers are wanted");
                }
            }
            return RingCheck.closed(numbers, number, offset, findings)
                    .map(closed -> RingAssembly.GEOMETRIES.createLinearRing(new FlatPositions(closed)));
        }

        private int count(String what, int bytesEach) throws UnreadableException {
            need(Integer.BYTES);
            int count = bytes.getInt();
            if (count < 0 || (long) count * bytesEach > bytes.remaining()) {
                throw new UnreadableException(
                        Kind.RECORD,
                        "it states " + Integer.toUnsignedString(count) + " " + what
                                + ", for which there is no room in the " + bytes.remaining() + " bytes that follow");
            }
            return count;
        }

        private void need(int count) throws UnreadableException {
            if (bytes.remaining() < count) {
                throw new UnreadableException(Kind.RECORD, "it is cut off");
            }
        }
    }

    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final Kind kind;

        UnreadableException(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }
    }
}
