package io.hexdispatch.geodata.write;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequences;
import org.locationtech.jts.geom.LinearRing;

/** The direction in which a ring is walked; JTS leaves it open, the formats each prescribe theirs. */
enum Winding {
    CLOCKWISE,
    COUNTERCLOCKWISE;

    /** The positions of a closed ring in this direction; the ring's own where it already runs so, otherwise a reversed copy. */
    CoordinateSequence of(LinearRing ring) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        if (Orientation.isCCW(positions) == (this == COUNTERCLOCKWISE)) {
            return positions;
        }
        CoordinateSequence reversed = positions.copy();
        CoordinateSequences.reverse(reversed);
        return reversed;
    }
}
