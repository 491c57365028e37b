package io.hexdispatch.geodata.read;

import java.util.Optional;

/**
 * The coordinate systems of EPSG's register in which boundaries of Chinese cities are drawn, as WKT. They follow one another by
 * rule there, so they are written down as rules.
 *
 * <p>Source: EPSG Geodetic Parameter Dataset, version 10.
 */
final class RegisteredSystems {
    private static final String DEGREES = "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.017453292519943295]]";
    private static final String WGS_84 =
            "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]]," + DEGREES;
    private static final String CGCS2000 =
            "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\",6378137,"
                    + "298.257222101]]," + DEGREES;
    private static final String BEIJING_1954 =
            "GEOGCS[\"Beijing 1954\",DATUM[\"Beijing_1954\",SPHEROID[\"Krassowsky 1940\",6378245,298.3]]," + DEGREES;
    private static final String XIAN_1980 =
            "GEOGCS[\"Xian 1980\",DATUM[\"Xian_1980\",SPHEROID[\"IAG 1975\",6378140,298.257]]," + DEGREES;

    /**
     * Neighbouring Gauss-Krueger zones.
     *
     * @param zone the number of the first, which stands in front of the easting's millions; 0 for systems without that prefix
     */
    private record Zones(String name, String base, int firstCode, int lastCode, int zone, int meridian, int width) {
        String wkt(int code) {
            int place = code - firstCode;
            int centralMeridian = meridian + width * place;
            int falseEasting = (zone == 0 ? 0 : 1_000_000 * (zone + place)) + 500_000;
            String kind = width == 3 ? "3-degree Gauss-Kruger" : "Gauss-Kruger";
            String which = zone == 0 ? "CM " + centralMeridian + "E" : "zone " + (zone + place);
            return transverseMercator(name + " / " + kind + " " + which, base, centralMeridian, "1", falseEasting, 0);
        }
    }

    private static final Zones[] ZONES = {
        new Zones("CGCS2000", CGCS2000, 4513, 4533, 25, 75, 3),
        new Zones("CGCS2000", CGCS2000, 4534, 4554, 0, 75, 3),
        new Zones("CGCS2000", CGCS2000, 4491, 4501, 13, 75, 6),
        new Zones("CGCS2000", CGCS2000, 4502, 4512, 0, 75, 6),
        new Zones("Beijing 1954", BEIJING_1954, 2401, 2421, 25, 75, 3),
        new Zones("Beijing 1954", BEIJING_1954, 2422, 2442, 0, 75, 3),
        new Zones("Beijing 1954", BEIJING_1954, 21413, 21423, 13, 75, 6),
        new Zones("Beijing 1954", BEIJING_1954, 21453, 21463, 0, 75, 6),
        new Zones("Xian 1980", XIAN_1980, 2349, 2369, 25, 75, 3),
        new Zones("Xian 1980", XIAN_1980, 2370, 2390, 0, 75, 3),
        new Zones("Xian 1980", XIAN_1980, 2327, 2337, 13, 75, 6),
        new Zones("Xian 1980", XIAN_1980, 2338, 2348, 0, 75, 6)
    };

    /** Those that are known, for people. */
    static final String NUMBERS =
            "4326, 4490, 4214, 4610, 3857, 3395, 4491-4554 for CGCS2000, 2401-2442, 21413-21423 and"
                    + " 21453-21463 for Beijing 1954, 2327-2390 for Xian 1980, 32601-32660 for UTM north";

    private RegisteredSystems() {}

    static Optional<String> wkt(int code) {
        for (Zones zones : ZONES) {
            if (code >= zones.firstCode && code <= zones.lastCode) {
                return Optional.of(zones.wkt(code));
            }
        }
        if (code > 32600 && code <= 32660) {
            int zone = code - 32600;
            return Optional.of(transverseMercator(
                    "WGS 84 / UTM zone " + zone + "N", WGS_84, 6 * zone - 183, "0.9996", 500_000, 0));
        }
        return Optional.ofNullable(
                switch (code) {
                    case 4326 -> WGS_84;
                    case 4490 -> CGCS2000;
                    case 4214 -> BEIJING_1954;
                    case 4610 -> XIAN_1980;
                    case 3857 -> projected("WGS 84 / Pseudo-Mercator", "Popular Visualisation Pseudo Mercator");
                    case 3395 -> projected("WGS 84 / World Mercator", "Mercator_1SP");
                    default -> null;
                });
    }

    private static String projected(String name, String method) {
        return "PROJCS[\"" + name + "\"," + WGS_84 + ",PROJECTION[\"" + method + "\"],"
                + "PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],"
                + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]";
    }

    private static String transverseMercator(
            String name, String base, int centralMeridian, String scale, int falseEasting, int falseNorthing) {
        return "PROJCS[\"" + name + "\"," + base + ",PROJECTION[\"Transverse_Mercator\"],"
                + "PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\"," + centralMeridian + "],"
                + "PARAMETER[\"scale_factor\"," + scale + "],PARAMETER[\"false_easting\"," + falseEasting + "],"
                + "PARAMETER[\"false_northing\"," + falseNorthing + "],UNIT[\"metre\",1]]";
    }
}
