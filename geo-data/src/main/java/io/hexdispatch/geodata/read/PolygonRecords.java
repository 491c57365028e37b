package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads the shapes of a main file (.shp) of polygons, plain or with heights or measures, which are passed over.
 *
 * <p>What is wrong with a record becomes a finding about its row, and the row's boundary is then empty. Nothing is allocated for
 * a number of rings or positions before there are as many bytes in the record.
 *
 * <p>Source: ESRI Shapefile Technical Description, an ESRI White Paper, July 1998.
 */
final class PolygonRecords {
    private static final int RING_COUNT_OFFSET = 36;
    private static final int POSITION_COUNT_OFFSET = 40;
    private static final int RING_STARTS_OFFSET = 44;
    private static final int POSITION_BYTES = 16;

    private final FileBytes shapes;
    private final ShapeRecords records;
    private final ReadLimits limits;
    private final LayerFindings findings;
    private boolean heights;
    private boolean measures;

    PolygonRecords(FileBytes shapes, ShapeRecords records, ReadLimits limits, LayerFindings findings) {
        this.shapes = shapes;
        this.records = records;
        this.limits = limits;
        this.findings = findings;
    }

    /** Whether a shape had heights. */
    boolean hadHeights() {
        return heights;
    }

    /** Whether a shape had measures. */
    boolean hadMeasures() {
        return measures;
    }

    /** The shape of a record, in the coordinates of the file; empty for a null shape and one that cannot be read. */
    Optional<Geometry> read(int record) throws IOException {
        long offset = records.offset(record);
        long content = offset + ShapeRecords.RECORD_HEADER_BYTES;
        int number = shapes.bigEndianInt(offset);
        if (number != record + 1) {
            findings.rowWarning(
                    Kind.RECORD,
                    OptionalLong.of(offset),
                    "the record at offset " + offset + " has the number " + number + "; " + (record + 1)
                            + " is wanted, and is what it was taken for",
                    Optional.empty());
        }
        int type = shapes.littleEndianInt(content);
        if (ShapeKind.isNull(type)) {
            findings.rowError(
                    Kind.NULL_SHAPE,
                    OptionalLong.of(offset),
                    "the record at offset " + offset + " is a null shape; a polygon is wanted",
                    Optional.empty());
            return Optional.empty();
        }
        if (!ShapeKind.isPolygon(type)) {
            return refused(
                    Kind.SHAPE_TYPE,
                    offset,
                    "is of type " + ShapeKind.shown(type) + "; 5 (Polygon), 15 (PolygonZ) or 25 (PolygonM) is wanted");
        }
        heights |= ShapeKind.hasHeights(type);
        measures |= ShapeKind.hasMeasures(type);
        if (shapes.size() - content < RING_STARTS_OFFSET) {
            return refused(Kind.RECORD, offset, "is cut off by the end of the file");
        }
        int ringCount = shapes.littleEndianInt(content + RING_COUNT_OFFSET);
        int positionCount = shapes.littleEndianInt(content + POSITION_COUNT_OFFSET);
        String counts = "states " + Integer.toUnsignedString(ringCount) + " rings and "
                + Integer.toUnsignedString(positionCount) + " positions";
        long needed = RING_STARTS_OFFSET
                + (long) Integer.BYTES * Integer.toUnsignedLong(ringCount)
                + (long) POSITION_BYTES * Integer.toUnsignedLong(positionCount);
        Optional<String> tooShort = lengthProblem(record, offset, needed);
        if (tooShort.isPresent()) {
            return refused(Kind.RECORD, offset, counts + tooShort.get());
        }
        if (ringCount > limits.shapeRingsMax() || positionCount > limits.shapeVerticesMax()) {
            return refused(
                    Kind.RECORD,
                    offset,
                    counts + "; at most " + limits.shapeRingsMax() + " rings and " + limits.shapeVerticesMax()
                            + " positions are read");
        }
        if (ringCount == 0 || positionCount == 0) {
            return refused(Kind.NULL_SHAPE, offset, counts + ": it is empty");
        }
        return rings(offset, content, ringCount, positionCount).flatMap(rings -> assembled(rings, offset));
    }

    private Optional<List<double[]>> rings(long offset, long content, int ringCount, int positionCount)
            throws IOException {
        List<double[]> rings = new ArrayList<>(ringCount);
        long positions = content + RING_STARTS_OFFSET + (long) Integer.BYTES * ringCount;
        int start = shapes.littleEndianInt(content + RING_STARTS_OFFSET);
        if (start != 0) {
            refused(Kind.RING, offset, "has a first ring that begins at position " + start + "; 0 is wanted");
            return Optional.empty();
        }
        for (int ring = 1; ring <= ringCount; ring++) {
            int end = ring == ringCount
                    ? positionCount
                    : shapes.littleEndianInt(content + RING_STARTS_OFFSET + (long) Integer.BYTES * ring);
            if (end < start || end > positionCount) {
                refused(
                        Kind.RING,
                        offset,
                        "has a ring " + ring + " from position " + start + " to " + end + ", of " + positionCount);
                return Optional.empty();
            }
            double[] numbers = new double[2 * (end - start)];
            long ringOffset = positions + (long) POSITION_BYTES * start;
            shapes.littleEndianDoubles(ringOffset, numbers);
            if (!RingCheck.isFinite(numbers, ring, ringOffset, findings)) {
                return Optional.empty();
            }
            RingCheck.closed(numbers, ring, ringOffset, findings).ifPresent(rings::add);
            start = end;
        }
        return rings.isEmpty() ? Optional.empty() : Optional.of(rings);
    }

    private Optional<Geometry> assembled(List<double[]> rings, long offset) {
        RingAssembly assembly = new RingAssembly(rings);
        try {
            Geometry boundary = assembly.assemble();
            if (assembly.misdirectedRing() > 0) {
                double[] ring = rings.get(assembly.misdirectedRing() - 1);
                findings.rowWarning(
                        Kind.RING,
                        OptionalLong.of(offset),
                        "ring " + assembly.misdirectedRing() + " of the record at offset " + offset
                                + " runs in the wrong direction (outer rings run clockwise, holes counterclockwise);"
                                + " what lies in what was found by the rings' places",
                        findings.place(ring[0], ring[1]));
            }
            return Optional.of(boundary);
        } catch (RingAssembly.RingsTooInvolvedException e) {
            return refused(
                    Kind.RING, offset, "has " + rings.size() + " rings that lie in one another in too many ways");
        }
    }

    /** What to say of a record that is too short for what it needs; empty if it is long enough. */
    private Optional<String> lengthProblem(int record, long offset, long needed) throws IOException {
        long stated = 2L * shapes.bigEndianInt(offset + Integer.BYTES);
        long byIndex = records.lengthByIndex(record);
        long inFile = shapes.size() - offset - ShapeRecords.RECORD_HEADER_BYTES;
        boolean statedHasRoom = stated >= needed && stated <= inFile;
        boolean indexHasRoom = byIndex >= needed && byIndex <= inFile;
        if (!statedHasRoom && !indexHasRoom) {
            return Optional.of(
                    ", which need " + needed + " bytes; it has " + Math.min(Math.max(stated, byIndex), inFile));
        }
        if (!statedHasRoom || (byIndex >= 0 && byIndex != stated)) {
            findings.rowWarning(
                    Kind.RECORD,
                    OptionalLong.of(offset),
                    "the record at offset " + offset + " says that it has " + stated + " bytes, the .shx says "
                            + byIndex + "; what is in it needs " + needed + " and was read",
                    Optional.empty());
        }
        return Optional.empty();
    }

    private <T> Optional<T> refused(Kind kind, long offset, String what) {
        findings.rowError(
                kind,
                OptionalLong.of(offset),
                "the record at offset " + offset + " " + what + ". The shape is left out",
                Optional.empty());
        return Optional.empty();
    }
}
