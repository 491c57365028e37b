package io.hexdispatch.ogcapi.crs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The coordinate reference systems that GIS clients may ask for, by the URI that names each (OGC API Features, Part 2). All hold
 * WGS 84 positions; they differ in the order of the axes and in the projection. Positions inside are longitude, latitude in degrees;
 * a position here is its first and second ordinate, in the order that the system's own definition prescribes.
 */
public enum ReferenceSystem {
    /** Longitude, latitude in degrees: the default, and how the grids are kept. */
    CRS84("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "WGS 84, longitude before latitude") {
        @Override
        public double first(double longitude, double latitude) {
            return longitude;
        }

        @Override
        public double second(double longitude, double latitude) {
            return latitude;
        }

        @Override
        public double longitude(double first, double second) {
            return first;
        }

        @Override
        public double latitude(double first, double second) {
            return second;
        }
    },
    /** Latitude, longitude in degrees. */
    EPSG_4326("http://www.opengis.net/def/crs/EPSG/0/4326", "WGS 84, latitude before longitude"),
    /** CGCS2000, latitude before longitude in degrees: the same as WGS 84 to within centimetres, so taken over unchanged. */
    EPSG_4490("http://www.opengis.net/def/crs/EPSG/0/4490", "CGCS2000, latitude before longitude"),
    /** Web Mercator in metres, easting before northing: a sphere of the radius 6,378,137 m (EPSG method 1024). */
    EPSG_3857("http://www.opengis.net/def/crs/EPSG/0/3857", "Web Mercator in metres, easting before northing") {
        @Override
        public double first(double longitude, double latitude) {
            return Math.toRadians(longitude) * RADIUS_METRES;
        }

        @Override
        public double second(double longitude, double latitude) {
            double bounded = Math.max(-LATITUDE_MAX, Math.min(LATITUDE_MAX, latitude));
            // The inverse hyperbolic tangent of the sine: exact to 0 at the equator, where the usual tangent form is
            // not.
            double sine = Math.sin(Math.toRadians(bounded));
            return RADIUS_METRES * 0.5 * (Math.log1p(sine) - Math.log1p(-sine));
        }

        @Override
        public double longitude(double first, double second) {
            return Math.toDegrees(first / RADIUS_METRES);
        }

        @Override
        public double latitude(double first, double second) {
            return Math.toDegrees(Math.atan(Math.sinh(second / RADIUS_METRES)));
        }

        @Override
        public boolean isInMetres() {
            return true;
        }
    };

    private static final double RADIUS_METRES = 6_378_137;
    /** Where the square of Web Mercator ends; its poles lie infinitely far off. */
    private static final double LATITUDE_MAX = 85.051_128_779_806_6;

    private final String uri;
    private final String title;

    ReferenceSystem(String uri, String title) {
        this.uri = uri;
        this.title = title;
    }

    public String uri() {
        return uri;
    }

    public String title() {
        return title;
    }

    /** The first ordinate of a position; latitude before longitude unless a system says otherwise. */
    public double first(double longitude, double latitude) {
        return latitude;
    }

    public double second(double longitude, double latitude) {
        return longitude;
    }

    public double longitude(double first, double second) {
        return second;
    }

    public double latitude(double first, double second) {
        return first;
    }

    /** Whether ordinates are metres; degrees otherwise. */
    public boolean isInMetres() {
        return false;
    }

    /** The system that a URI names; empty where it is none of these. */
    public static Optional<ReferenceSystem> ofUri(String uri) {
        return Arrays.stream(values()).filter(system -> system.uri.equals(uri)).findFirst();
    }

    public static String uris() {
        return Arrays.stream(values()).map(ReferenceSystem::uri).collect(Collectors.joining(", "));
    }
}
