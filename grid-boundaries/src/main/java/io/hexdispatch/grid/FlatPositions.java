package io.hexdispatch.grid;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFactory;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;
import org.locationtech.jts.geom.impl.PackedCoordinateSequenceFactory;

/**
 * Positions as pairs of numbers, 16 bytes each. Unlike those of JTS, they do not keep a second and threefold copy of themselves as objects
 * once somebody has asked for one, which for a city of 13 million vertices would be half a gigabyte.
 */
public final class FlatPositions extends PackedCoordinateSequence.Double {
    private static final long serialVersionUID = 1;

    /** Makes geometries whose positions are flat; of sequences of Z or M it makes what JTS makes. */
    public static final GeometryFactory GEOMETRIES = new GeometryFactory(new Factory());

    /** @param numbers x and y in turn; taken over, not copied */
    public FlatPositions(double[] numbers) {
        super(numbers, 2, 0);
    }

    @Override
    public Coordinate[] toCoordinateArray() {
        Coordinate[] positions = new Coordinate[size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = getCoordinateInternal(i);
        }
        return positions;
    }

    @Override
    public FlatPositions copy() {
        return new FlatPositions(getRawCoordinates().clone());
    }

    private static final class Factory extends PackedCoordinateSequenceFactory implements CoordinateSequenceFactory {
        private static final long serialVersionUID = 1;

        @Override
        public CoordinateSequence create(int size, int dimension, int measures) {
            return dimension == 2 && measures == 0
                    ? new FlatPositions(new double[2 * size])
                    : super.create(size, dimension, measures);
        }

        @Override
        public CoordinateSequence create(int size, int dimension) {
            return create(size, dimension, 0);
        }
    }
}
