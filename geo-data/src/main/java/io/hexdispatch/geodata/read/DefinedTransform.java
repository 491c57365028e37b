package io.hexdispatch.geodata.read;

import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.crs.ProjectedCRS;
import org.geotools.api.referencing.operation.CoordinateOperationFactory;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.NoninvertibleTransformException;
import org.geotools.referencing.factory.ReferencingObjectFactory;
import org.geotools.referencing.operation.DefaultCoordinateOperationFactory;
import org.geotools.util.factory.Hints;

/**
 * Lets GeoTools find the way to WGS 84 by the parameters in a definition alone.
 *
 * <p>GeoTools' usual way in, its class CRS, would start a database with EPSG's register, which it unpacks to the disk. The start of
 * what is used here takes a second or two, once.
 */
final class DefinedTransform {
    private static final ReferencingObjectFactory DEFINITIONS = new ReferencingObjectFactory();

    /** A datum without parameters is taken for WGS 84 itself; its uncertainty says so. */
    private static final CoordinateOperationFactory OPERATIONS =
            new DefaultCoordinateOperationFactory(new Hints(Hints.LENIENT_DATUM_SHIFT, true));

    private DefinedTransform() {}

    /**
     * @param system without axes and authorities
     * @param isWgs84 whether its datum is WGS 84 or as good as that, so that a projection alone has to be undone
     */
    static MathTransform toWgs84(WellKnownText system, boolean isWgs84) throws UnknownCoordinateSystemException {
        try {
            CoordinateReferenceSystem source = DEFINITIONS.createFromWKT(system.toString());
            return isWgs84 && source instanceof ProjectedCRS projected
                    ? projected.getConversionFromBase().getMathTransform().inverse()
                    : OPERATIONS
                            .createOperation(
                                    source,
                                    DEFINITIONS.createFromWKT(
                                            RegisteredSystems.wkt(4326).orElseThrow()))
                            .getMathTransform();
        } catch (FactoryException | NoninvertibleTransformException | RuntimeException e) {
            // GeoTools throws unchecked exceptions too when the parameters of a projection make no sense.
            throw new UnknownCoordinateSystemException(
                    "\"" + system.name() + "\" cannot be understood: " + e.getMessage(), e);
        }
    }
}
