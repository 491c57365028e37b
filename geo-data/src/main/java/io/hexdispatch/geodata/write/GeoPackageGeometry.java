package io.hexdispatch.geodata.write;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/** A geometry as a GeoPackage keeps it: a header with the box, then well-known binary (OGC 12-128r18, clause 2.1.3). */
final class GeoPackageGeometry {
    private static final int SYSTEM = 4490;
    /** Two letters, version, flags, system, and a box of four numbers. */
    private static final int HEADER_BYTES = 2 + 1 + 1 + 4 + 4 * 8;
    /** Little-endian (bit 0), with a box of x and y (bits 1 to 3). */
    private static final byte FLAGS = 0b0000_0011;

    private GeoPackageGeometry() {}

    /** @param boundary a Polygon, which becomes a MultiPolygon of one part, or a MultiPolygon */
    static byte[] multiPolygon(Geometry boundary) {
        Geometry parts = boundary instanceof Polygon polygon
                ? boundary.getFactory().createMultiPolygon(new Polygon[] {polygon})
                : boundary;
        byte[] wellKnownBinary = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN).write(parts);
        Envelope box = boundary.getEnvelopeInternal();
        return ByteBuffer.allocate(HEADER_BYTES + wellKnownBinary.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'G')
                .put((byte) 'P')
                .put((byte) 0)
                .put(FLAGS)
                .putInt(SYSTEM)
                .putDouble(box.getMinX())
                .putDouble(box.getMaxX())
                .putDouble(box.getMinY())
                .putDouble(box.getMaxY())
                .put(wellKnownBinary)
                .array();
    }
}
