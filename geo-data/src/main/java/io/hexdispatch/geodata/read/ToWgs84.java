package io.hexdispatch.geodata.read;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.util.Optional;
import java.util.OptionalDouble;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.impl.PackedCoordinateSequence;

/**
 * The way from the coordinates of a file, easting or longitude first, to longitude and latitude in WGS 84 degrees.
 *
 * <p>For one thread at a time.
 */
final class ToWgs84 {
    /** Turns positions, x and y in turn, in place. */
    @FunctionalInterface
    private interface Step {
        void apply(double[] positions, int count) throws TransformException;
    }

    private final String name;
    private final boolean degrees;
    private final OptionalDouble uncertaintyMetres;
    private final Step step;

    private ToWgs84(String name, boolean degrees, OptionalDouble uncertaintyMetres, Step step) {
        this.name = name;
        this.degrees = degrees;
        this.uncertaintyMetres = uncertaintyMetres;
        this.step = step;
    }

    /** Coordinates that are taken over as they are. */
    static ToWgs84 unchanged(String name) {
        return new ToWgs84(name, true, OptionalDouble.empty(), (positions, count) -> {});
    }

    static ToWgs84 by(MathTransform transform, String name, boolean degrees, OptionalDouble uncertaintyMetres) {
        return new ToWgs84(
                name,
                degrees,
                uncertaintyMetres,
                (positions, count) -> transform.transform(positions, 0, positions, 0, count));
    }

    /** Coordinates of a map service, in its degrees. */
    static ToWgs84 unshifting(CoordinateSystem system, String name) {
        return new ToWgs84(name, true, OptionalDouble.empty(), (positions, count) -> {
            for (int i = 0; i < count; i++) {
                if (Math.abs(positions[2 * i]) <= 180 && Math.abs(positions[2 * i + 1]) <= 90) {
                    LonLat wgs84 = system.toWgs84(new LonLat(positions[2 * i], positions[2 * i + 1]));
                    positions[2 * i] = wgs84.longitude();
                    positions[2 * i + 1] = wgs84.latitude();
                }
            }
        });
    }

    /** The name of the system that it leads from. */
    String name() {
        return name;
    }

    /** Whether that system's coordinates are longitude and latitude in degrees. */
    boolean fromDegrees() {
        return degrees;
    }

    OptionalDouble uncertaintyMetres() {
        return uncertaintyMetres;
    }

    /** Where a position of the file is on the earth; empty if nowhere. */
    Optional<LonLat> place(double x, double y) {
        double[] position = {x, y};
        try {
            step.apply(position, 1);
        } catch (TransformException e) {
            return Optional.empty();
        }
        return isOnEarth(position, 0) ? Optional.of(new LonLat(position[0], position[1])) : Optional.empty();
    }

    /** Turns a Polygon or MultiPolygon in place; returns what is wrong if a position of it is nowhere on the earth. */
    Optional<String> turn(Geometry boundary) {
        for (int part = 0; part < boundary.getNumGeometries(); part++) {
            Polygon polygon = (Polygon) boundary.getGeometryN(part);
            Optional<String> problem = turn(polygon.getExteriorRing());
            for (int hole = 0; problem.isEmpty() && hole < polygon.getNumInteriorRing(); hole++) {
                problem = turn(polygon.getInteriorRingN(hole));
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        boundary.geometryChanged();
        return Optional.empty();
    }

    private Optional<String> turn(LinearRing ring) {
        CoordinateSequence sequence = ring.getCoordinateSequence();
        if (!(sequence instanceof PackedCoordinateSequence.Double packed) || packed.getDimension() != 2) {
            throw new IllegalArgumentException("rings are read as packed pairs of numbers");
        }
        double[] positions = packed.getRawCoordinates();
        int count = positions.length / 2;
        double firstX = count == 0 ? 0 : positions[0];
        double firstY = count == 0 ? 0 : positions[1];
        try {
            step.apply(positions, count);
        } catch (TransformException e) {
            return Optional.of("the ring that begins at " + firstX + ", " + firstY + " is outside of what " + name
                    + " can stand for");
        }
        for (int i = 0; i < positions.length; i += 2) {
            if (!isOnEarth(positions, i)) {
                return Optional.of("the ring that begins at " + firstX + ", " + firstY + " in " + name
                        + " has a position that is not on the earth, as longitude " + positions[i] + ", latitude "
                        + positions[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static boolean isOnEarth(double[] positions, int at) {
        return Math.abs(positions[at]) <= 180 && Math.abs(positions[at + 1]) <= 90;
    }
}
