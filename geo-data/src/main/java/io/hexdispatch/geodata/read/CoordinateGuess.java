package io.hexdispatch.geodata.read;

import org.locationtech.jts.geom.Envelope;

/** Says in which coordinate system coordinates could be, judging by their range, to somebody who has to name it. */
final class CoordinateGuess {
    private static final Envelope CHINA_DEGREES = new Envelope(73, 136, 3, 54);
    private static final double NORTHING_MIN = 300_000;
    private static final double NORTHING_MAX = 6_000_000;

    private CoordinateGuess() {}

    static String of(Envelope box) {
        String range = "x from " + box.getMinX() + " to " + box.getMaxX() + ", y from " + box.getMinY() + " to "
                + box.getMaxY() + " ";
        if (box.isNull()) {
            return "it has no coordinates either by which that could be guessed";
        }
        if (CHINA_DEGREES.contains(box)) {
            return range + "are degrees in China: EPSG:4490 (CGCS2000), or gcj02 or bd09 if it was drawn on the map of"
                    + " a Chinese map service";
        }
        if (CHINA_DEGREES.contains(new Envelope(box.getMinY(), box.getMaxY(), box.getMinX(), box.getMaxX()))) {
            return range + "are degrees in China with latitude before longitude; the columns have to be exchanged";
        }
        if (new Envelope(-180, 180, -90, 90).contains(box)) {
            return range + "are degrees: EPSG:4326 (WGS 84)";
        }
        boolean northings = box.getMinY() >= NORTHING_MIN && box.getMaxY() <= NORTHING_MAX;
        int millions = (int) Math.floor(box.getMinX() / 1e6);
        boolean oneZone = Math.floor(box.getMaxX() / 1e6) == millions;
        if (northings && oneZone && millions >= 25 && millions <= 45) {
            return range + "are metres of a 3-degree Gauss-Kruger system with zone " + millions + " in front: EPSG:"
                    + (4513 + millions - 25) + " if it is CGCS2000, EPSG:" + (2349 + millions - 25)
                    + " if Xian 1980, EPSG:" + (2401 + millions - 25) + " if Beijing 1954";
        }
        if (northings && oneZone && millions >= 13 && millions <= 23) {
            return range + "are metres of a 6-degree Gauss-Kruger system with zone " + millions + " in front: EPSG:"
                    + (4491 + millions - 13) + " if it is CGCS2000, EPSG:" + (2327 + millions - 13)
                    + " if Xian 1980, EPSG:" + (21413 + millions - 13) + " if Beijing 1954";
        }
        if (northings && box.getMinX() > 100_000 && box.getMaxX() < 900_000) {
            return range + "are metres of a Gauss-Kruger system without zone, such as EPSG:4547 (CGCS2000, central"
                    + " meridian 114 degrees) or a neighbour of it; the central meridian has to be known";
        }
        if (new Envelope(8_100_000, 15_100_000, 300_000, 7_200_000).contains(box)) {
            return range + "are metres of a Mercator projection: EPSG:3857 (web maps) or EPSG:3395";
        }
        return range + "fit no system that is usual in China";
    }
}
