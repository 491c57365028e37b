package io.hexdispatch.geodata.read;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the way to WGS 84 from a coordinate system that is named or written down.
 *
 * <p>The first coordinate of a file is always the easting or longitude, whatever order the system's definition has: shapefiles,
 * GeoPackages and GeoJSON all say so. Definitions are therefore read without their axes.
 */
final class CoordinateSystems {
    private static final Pattern EPSG_NAME = Pattern.compile(
            "(?:(?:urn:ogc:def:crs:)?EPSG:(?:[0-9.]*:)?|https?://www.opengis.net/def/crs/EPSG/[0-9.]+/)?([0-9]{4,6})",
            Pattern.CASE_INSENSITIVE);

    /** In degrees, longitude first, and the same as WGS 84 to within centimetres. */
    private static final List<String> WGS_84_NAMES =
            List.of("wgs84", "crs84", "ogc:crs84", "urn:ogc:def:crs:ogc:1.3:crs84", "urn:ogc:def:crs:ogc::crs84");

    /**
     * The shift of Beijing 1954 by EPSG:15918, found in the Ordos basin, of all published ones the nearest to the middle of
     * China. At Zhengzhou the others for the mainland and the Pearl river differ from it by up to 10 m; national parameters are
     * not published.
     */
    private static final WellKnownText BEIJING_1954_SHIFT =
            new WellKnownText("TOWGS84", List.of("12.646", "-155.176", "-80.863", "0", "0", "0", "0"));

    private static final double BEIJING_1954_UNCERTAINTY_METRES = 30;

    /**
     * For Xian 1980 no shift is published. The surveying authority states that it moves places by up to 43 m north and 119 m
     * east on the maps that it converted.
     */
    private static final double XIAN_1980_UNCERTAINTY_METRES = 130;

    /** A shift between datums that is not known at all can be as large as this; that of Tokyo is. */
    private static final double UNKNOWN_DATUM_UNCERTAINTY_METRES = 500;

    private CoordinateSystems() {}

    /** The system of this name, which a person or a file states. */
    static ToWgs84 named(String name) throws UnknownCoordinateSystemException {
        String plain = name.strip();
        String lower = plain.toLowerCase(Locale.ROOT);
        if (WGS_84_NAMES.contains(lower)) {
            return ToWgs84.unchanged("WGS 84");
        }
        switch (lower) {
            case "cgcs2000" -> {
                return ToWgs84.unchanged("CGCS2000");
            }
            case "gcj02", "gcj-02" -> {
                return ToWgs84.unshifting(CoordinateSystem.GCJ02, "GCJ-02");
            }
            case "bd09", "bd-09" -> {
                return ToWgs84.unshifting(CoordinateSystem.BD09, "BD-09");
            }
            default -> {
                Matcher epsg = EPSG_NAME.matcher(plain);
                if (epsg.matches()) {
                    return registered(Integer.parseInt(epsg.group(1)));
                }
                if (plain.indexOf('[') > 0 || plain.indexOf('(') > 0) {
                    return written(plain);
                }
                throw new UnknownCoordinateSystemException("the coordinate system \"" + plain
                        + "\" is not known; EPSG:4547 and the like, wgs84, cgcs2000, gcj02 or bd09 is wanted");
            }
        }
    }

    /** The system with this number in EPSG's register. */
    static ToWgs84 registered(int code) throws UnknownCoordinateSystemException {
        // GeoTools has the whole register, in a database that it unpacks to the disk and starts; a boundary in a system
        // that
        // is not among these brings its definition with it.
        Optional<String> known = RegisteredSystems.wkt(code);
        if (known.isEmpty()) {
            throw new UnknownCoordinateSystemException("EPSG:" + code + " is not among the systems that are known by"
                    + " number (" + RegisteredSystems.NUMBERS + "); its definition as WKT can be given instead");
        }
        return of(WellKnownText.parse(known.get()), "EPSG:" + code + " ");
    }

    /** The system that a WKT text defines, of OGC's or ESRI's kind. */
    static ToWgs84 written(String wkt) throws UnknownCoordinateSystemException {
        WellKnownText root = WellKnownText.parse(wkt);
        if (root.is("PROJCRS", "PROJECTEDCRS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "BOUNDCRS")) {
            Optional<Integer> code = root.epsgCode();
            if (code.isPresent()) {
                return registered(code.get());
            }
            throw new UnknownCoordinateSystemException("\"" + root.name() + "\" is written in WKT 2 and names no EPSG"
                    + " number; WKT 1 is wanted, as QGIS and ArcGIS write it into a .prj");
        }
        if (root.is("COMPD_CS")
                && root.find("PROJCS").or(() -> root.find("GEOGCS")).isPresent()) {
            return of(root.find("PROJCS").or(() -> root.find("GEOGCS")).orElseThrow(), "");
        }
        if (!root.is("PROJCS", "GEOGCS")) {
            throw new UnknownCoordinateSystemException("\"" + root.name() + "\" is a " + root.keyword()
                    + "; a projected or geographic system is wanted (PROJCS, GEOGCS)");
        }
        return of(root, "");
    }

    private static ToWgs84 of(WellKnownText system, String prefix) throws UnknownCoordinateSystemException {
        WellKnownText bare = system.without("AXIS", "AUTHORITY", "EXTENSION", "METADATA");
        Datum datum = Datum.of(bare);
        if (datum == Datum.BEIJING_1954 && bare.find("TOWGS84").isEmpty()) {
            bare = bare.withAdded("DATUM", BEIJING_1954_SHIFT);
        }
        String name = prefix + system.name();
        boolean geographic = bare.is("GEOGCS");
        boolean plainDegrees = isInDegreesFromGreenwich(bare);
        boolean isWgs84 = plainDegrees && datum == Datum.WGS_84_OR_CGCS2000;
        return geographic && isWgs84
                ? ToWgs84.unchanged(name)
                : ToWgs84.by(DefinedTransform.toWgs84(bare, isWgs84), name, geographic, datum.uncertaintyMetres(bare));
    }

    private static boolean isInDegreesFromGreenwich(WellKnownText system) {
        WellKnownText geographic = system.find("GEOGCS").orElse(system);
        Optional<WellKnownText> meridian = geographic.find("PRIMEM");
        Optional<WellKnownText> unit = geographic.find("UNIT");
        return (meridian.isEmpty() || number(meridian.get()) == 0)
                && unit.isPresent()
                && Math.abs(number(unit.get()) - Math.toRadians(1)) < 1e-12;
    }

    private static double number(WellKnownText node) {
        try {
            return node.arguments().size() < 2
                    ? Double.NaN
                    : Double.parseDouble(node.arguments().get(1).toString());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private enum Datum {
        WGS_84_OR_CGCS2000,
        BEIJING_1954,
        XIAN_1980,
        OTHER;

        static Datum of(WellKnownText system) {
            String name = system.find("DATUM")
                    .map(WellKnownText::name)
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[ _-]", "");
            if (name.contains("beijing1954")) {
                return BEIJING_1954;
            }
            if (name.contains("xian1980") || name.contains("xi'an1980")) {
                return XIAN_1980;
            }
            return name.contains("china2000")
                            || name.contains("cgcs2000")
                            || name.contains("chinageodetic")
                            || name.contains("wgs1984")
                            || name.contains("wgs84")
                            || name.contains("worldgeodeticsystem1984")
                    ? WGS_84_OR_CGCS2000
                    : OTHER;
        }

        OptionalDouble uncertaintyMetres(WellKnownText system) {
            return switch (this) {
                case WGS_84_OR_CGCS2000 -> OptionalDouble.empty();
                case BEIJING_1954 -> OptionalDouble.of(BEIJING_1954_UNCERTAINTY_METRES);
                case XIAN_1980 -> OptionalDouble.of(XIAN_1980_UNCERTAINTY_METRES);
                case OTHER ->
                    system.find("TOWGS84").isPresent()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(UNKNOWN_DATUM_UNCERTAINTY_METRES);
            };
        }
    }
}
