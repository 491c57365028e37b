package io.hexdispatch.geodata.measure;

import io.hexdispatch.grid.coordinate.GreatCircle;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * Areas and lengths of shapes in longitude and latitude, in square metres and metres. Stateless; any number of threads may ask.
 *
 * <p>Areas are those of the WGS 84 ellipsoid, by Lambert's cylindrical equal-area projection of it (Snyder, Map Projections: A
 * Working Manual, USGS 1395, equations 10-15 and 3-12). The one error is that an edge is straight in that projection and not
 * in longitude and latitude: of a polygon with edges of 100 m, less than 1e-9 of its area; with edges of 10 km, less than 1e-5.
 *
 * <p>Lengths are along the sphere of {@link GreatCircle}, up to 0.3 % off the ellipsoid's.
 */
public final class Surface {
    private static final double SEMI_MAJOR_METRES = 6_378_137.0;
    private static final double FLATTENING = 1 / 298.257_223_563;
    private static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
    private static final double ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);

    private Surface() {}

    /** The area of all polygons in a geometry without their holes; 0 for points and lines. Never negative. */
    public static double squareMetres(Geometry geometry) {
        double area = 0;
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            Geometry element = geometry.getGeometryN(part);
            if (element instanceof Polygon polygon && !polygon.isEmpty()) {
                area += ringArea(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    area -= ringArea(polygon.getInteriorRingN(hole));
                }
            } else if (element != geometry && element.getNumGeometries() > 0 && !(element instanceof Polygon)) {
                area += squareMetres(element);
            }
        }
        return Math.max(0, area);
    }

    /** The length of all rings and lines of a geometry. */
    public static double perimeterMetres(Geometry geometry) {
        double length = 0;
        for (int part = 0; part < geometry.getNumGeometries(); part++) {
            Geometry element = geometry.getGeometryN(part);
            if (element instanceof Polygon polygon && !polygon.isEmpty()) {
                length += lineMetres(polygon.getExteriorRing());
                for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
                    length += lineMetres(polygon.getInteriorRingN(hole));
                }
            } else if (element instanceof LineString line) {
                length += lineMetres(line);
            } else if (element != geometry && !(element instanceof Polygon)) {
                length += perimeterMetres(element);
            }
        }
        return length;
    }

    /** How wide a long thin polygon is on average: its area over half of its perimeter. A square of side s gives s / 2. */
    public static double meanWidthMetres(Geometry geometry) {
        double perimeter = perimeterMetres(geometry);
        return perimeter == 0 ? 0 : 2 * squareMetres(geometry) / perimeter;
    }

    private static double lineMetres(LineString line) {
        CoordinateSequence positions = line.getCoordinateSequence();
        double length = 0;
        for (int i = 1; i < positions.size(); i++) {
            length += GreatCircle.metres(
                    positions.getX(i - 1), positions.getY(i - 1), positions.getX(i), positions.getY(i));
        }
        return length;
    }

    /** The shoelace formula, from the first vertex on, so that a ring of a square metre keeps its digits. */
    private static double ringArea(LineString ring) {
        CoordinateSequence positions = ring.getCoordinateSequence();
        double originX = positions.getX(0);
        double originY = authalic(positions.getY(0));
        double doubled = 0;
        double lastX = 0;
        double lastY = 0;
        for (int i = 1; i < positions.size(); i++) {
            double x = Math.toRadians(positions.getX(i) - originX);
            double y = authalic(positions.getY(i)) - originY;
            doubled += lastX * y - x * lastY;
            lastX = x;
            lastY = y;
        }
        return Math.abs(doubled) / 2 * SEMI_MAJOR_METRES * SEMI_MAJOR_METRES;
    }

    /** Half of Snyder's q: what the projection makes of a latitude, in units of the semi-major axis. */
    private static double authalic(double latitude) {
        double sine = Math.sin(Math.toRadians(latitude));
        double product = ECCENTRICITY * sine;
        // The logarithm in its form for small arguments: artanh loses no digits where the usual quotient does.
        return (1 - ECCENTRICITY_SQUARED) / 2 * (sine / (1 - product * product) + artanh(product) / ECCENTRICITY);
    }

    private static double artanh(double value) {
        return 0.5 * (Math.log1p(value) - Math.log1p(-value));
    }
}
