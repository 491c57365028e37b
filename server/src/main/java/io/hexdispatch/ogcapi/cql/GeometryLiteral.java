package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.crs.Box;
import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Geometries as a filter writes them, turned into WGS 84 longitude and latitude. */
final class GeometryLiteral {
    private static final Set<String> TYPES = Set.of(
            "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION");

    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    private GeometryLiteral() {}

    static boolean isType(Token token) {
        return token.kind() == Token.Kind.NAME && TYPES.contains(token.text().toUpperCase(Locale.ROOT));
    }

    /** @param offset where the geometry stands in the filter */
    static Geometry ofWkt(String wkt, int offset, ReferenceSystem system) throws InvalidFilterException {
        Geometry geometry;
        try {
            geometry = new WKTReader(GEOMETRY).read(wkt);
        } catch (ParseException | IllegalArgumentException e) {
            throw new InvalidFilterException(offset, "the geometry is not WKT: " + e.getMessage());
        }
        geometry.apply(toLonLat(system));
        geometry.geometryChanged();
        var fault = new IsValidOp(geometry).getValidationError();
        if (fault != null) {
            throw new InvalidFilterException(
                    offset,
                    "the geometry is not valid: " + fault.getMessage() + " at longitude " + fault.getCoordinate().x
                            + ", latitude " + fault.getCoordinate().y);
        }
        return geometry;
    }

    private static CoordinateSequenceFilter toLonLat(ReferenceSystem system) {
        return new CoordinateSequenceFilter() {
            @Override
            public void filter(CoordinateSequence positions, int i) {
                double first = positions.getX(i);
                double second = positions.getY(i);
                positions.setOrdinate(i, CoordinateSequence.X, system.longitude(first, second));
                positions.setOrdinate(i, CoordinateSequence.Y, system.latitude(first, second));
            }

            @Override
            public boolean isDone() {
                return false;
            }

            @Override
            public boolean isGeometryChanged() {
                return true;
            }
        };
    }

    /** @param corners the lower corner's ordinates, then the upper's, with or without a height */
    static Geometry ofBox(double[] corners, int offset, ReferenceSystem system) throws InvalidFilterException {
        try {
            Geometry[] parts = Box.of(corners, system).parts().stream()
                    .map(GEOMETRY::toGeometry)
                    .toArray(Geometry[]::new);
            return parts.length == 1 ? parts[0] : GEOMETRY.buildGeometry(Arrays.asList(parts));
        } catch (IllegalArgumentException e) {
            throw new InvalidFilterException(offset, "BBOX " + e.getMessage());
        }
    }
}
