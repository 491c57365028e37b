package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks a ring as it stands in a file: numbers everywhere, at least four positions, the last repeating the first. */
final class RingCheck {
    private static final int POSITIONS_MIN = 4;
    /** ESRI's white paper lets smaller numbers stand for "no data". */
    private static final double NO_DATA = -1e38;

    private RingCheck() {}

    /** Whether every ordinate is a number; if not, that is a finding. */
    static boolean isFinite(double[] ring, int number, long offset, LayerFindings findings) {
        for (int i = 0; i < ring.length; i++) {
            if (!Double.isFinite(ring[i]) || ring[i] < NO_DATA) {
                findings.rowError(
                        Kind.COORDINATE,
                        OptionalLong.of(offset + (long) i * Double.BYTES),
                        "ring " + number + ", position " + (i / 2 + 1) + " at offset "
                                + (offset + (long) i * Double.BYTES) + ": " + (i % 2 == 0 ? "x" : "y") + " is "
                                + ring[i] + "; a number is wanted. The shape is left out",
                        Optional.empty());
                return false;
            }
        }
        return true;
    }

    /** The ring, closed where it was not; empty if it is too short to be one. What is wrong becomes a finding. */
    static Optional<double[]> closed(double[] ring, int number, long offset, LayerFindings findings) {
        int positions = ring.length / 2;
        boolean closed = positions > 1 && ring[0] == ring[2 * positions - 2] && ring[1] == ring[2 * positions - 1];
        if (positions + (closed ? 0 : 1) < POSITIONS_MIN) {
            findings.rowError(
                    Kind.RING,
                    OptionalLong.of(offset),
                    "ring " + number + " at offset " + offset + " has " + positions + " positions; at least "
                            + POSITIONS_MIN + " are wanted, the last one repeating the first. The ring is left out",
                    positions == 0 ? Optional.empty() : findings.place(ring[0], ring[1]));
            return Optional.empty();
        }
        if (closed) {
            return Optional.of(ring);
        }
        findings.rowWarning(
                Kind.RING,
                OptionalLong.of(offset),
                "ring " + number + " at offset " + offset + " is not closed: it begins at " + ring[0] + ", " + ring[1]
                        + " and ends at " + ring[ring.length - 2] + ", " + ring[ring.length - 1]
                        + "; a line between them was added",
                findings.place(ring[0], ring[1]));
        double[] longer = Arrays.copyOf(ring, ring.length + 2);
        longer[ring.length] = ring[0];
        longer[ring.length + 1] = ring[1];
        return Optional.of(longer);
    }
}
